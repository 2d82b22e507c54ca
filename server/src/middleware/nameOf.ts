import type { Context } from "hono"
import { actorOf, type Principal } from "../access/principal.ts"
import type { AppEnv } from "../appEnv.ts"
import { addressOf } from "./addressOf.ts"

/** What a request is counted under: its principal, and of who is not known the address; undefined, and not counted, for the owner. */
export function nameOf(context: Context<AppEnv>): string | undefined {
  const principal: Principal | undefined = context.get("principal")
  if (principal === undefined) return `address:${addressOf(context)}`
  return principal.kind === "owner" ? undefined : `${principal.tenant} ${actorOf(principal)}`
}
