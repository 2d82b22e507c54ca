import type { Context } from "hono"
import type { AppEnv } from "../appEnv.ts"
import type { ServerParts } from "../serverParts.ts"

/** Where browsers reach the server, for links to its pages. */
export function originOf(context: Context<AppEnv>, { people }: ServerParts): string {
  return people.publicUrl?.origin ?? new URL(context.req.url).origin
}
