import type { MiddlewareHandler } from "hono"
import { actorOf } from "../access/principal.ts"
import type { AppEnv } from "../appEnv.ts"
import type { ServerParts } from "../serverParts.ts"

/** Until there is sign-in, everything belongs to the one owner of this machine. */
const owner = { kind: "owner", tenant: "local" } as const

/** Finds out who asks and leaves, with the principal, the parts of that principal's tenant. */
export function identify(server: ServerParts): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    context.set("principal", owner)
    context.set("parts", { ...(await server.tenants.open(owner.tenant)), actor: actorOf(owner) })
    await next()
  }
}
