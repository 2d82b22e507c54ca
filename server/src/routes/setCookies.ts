import type { Context } from "hono"
import type { AppEnv } from "../appEnv.ts"

/** Adds the session's cookies to the answer. */
export function setCookies(context: Context<AppEnv>, cookies: readonly string[]): void {
  for (const cookie of cookies) context.header("set-cookie", cookie, { append: true })
}
