import type { z } from "zod"
import { problemSchema } from "../errors.ts"

/** Every refusal, whatever its status, is a problem document. */
export const refusals = {
  "4XX": {
    description: "Refused; the document says why.",
    content: { "application/problem+json": { schema: problemSchema } },
  },
} as const

/** A documented body. It is read by the strict reader and parsed by the engine, so the routes themselves declare none. */
export function bodyOf(schema: z.ZodType) {
  return { required: true, content: { "application/json": { schema } } }
}
