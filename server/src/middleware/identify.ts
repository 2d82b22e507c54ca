import type { MiddlewareHandler } from "hono"
import { findPrincipal } from "../access/findPrincipal.ts"
import { actorOf } from "../access/principal.ts"
import type { AppEnv } from "../appEnv.ts"
import type { ServerParts } from "../serverParts.ts"
import { isReading, refuseCrossSite } from "./guardBrowsers.ts"

/** Finds out who asks and leaves, with the principal, the parts of that principal's tenant; of who is not known it leaves neither. */
export function identify(server: ServerParts): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const { principal, cookies } = await findPrincipal(server, context.req.raw.headers)
    if (principal !== undefined) {
      // A browser sends the cookie whichever page asks, so the page must be ours.
      if (principal.kind === "member" && !isReading(context.req.method)) refuseCrossSite(context, server, "required")
      context.set("principal", principal)
      const { tenant, role, reach } = principal
      context.set("parts", { ...(await server.tenants.open(tenant)), actor: actorOf(principal), role, reach })
    }
    for (const cookie of cookies) context.header("set-cookie", cookie, { append: true })
    if (context.req.path.startsWith("/api/")) context.header("cache-control", "no-store")
    await next()
  }
}
