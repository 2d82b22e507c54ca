import type { Context } from "hono"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"

/** Refuses a change that does not say which state it changes (428) or that says another than the present one (412). */
export function requireMatch(context: Context<AppEnv>, etag: string): void {
  const header = context.req.header("if-match")
  if (header === undefined)
    throw new AppError("preconditionRequired", "expected `If-Match` with the `ETag` of what is to be changed")
  const named = header.split(",").map((each) => each.trim())
  if (!named.includes(etag) && !named.includes("*"))
    throw new AppError("preconditionFailed", "it was changed since; read it again, then change what is there now")
}
