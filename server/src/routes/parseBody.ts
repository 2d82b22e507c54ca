import { parseWith } from "@barometer/engine/rules"
import type { Context } from "hono"
import type { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { toInvalidInput } from "../errors.ts"

/** The body that the strict reader left, as the schema has it; 422 with every problem when it is refused. */
export function parseBody<T>(context: Context<AppEnv>, schema: z.ZodType<T>): T {
  const parsed = parseWith(schema, context.get("body"))
  if (!parsed.ok) throw toInvalidInput(parsed.problems)
  return parsed.value
}
