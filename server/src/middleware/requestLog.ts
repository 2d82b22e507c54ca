import type { MiddlewareHandler } from "hono"
import { routePath } from "hono/route"
import type { AppEnv } from "../appEnv.ts"

/** Writes one JSON line a request: route template instead of address, nothing of what was sent or answered. */
export function requestLog(write: (line: string) => void): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const begin = performance.now()
    await next()
    const ms = Math.round((performance.now() - begin) * 10) / 10
    const { method } = context.req
    write(
      JSON.stringify({
        level: "info",
        requestId: context.get("requestId"),
        method,
        route: routePath(context, -1),
        status: context.res.status,
        ms,
      }),
    )
  }
}
