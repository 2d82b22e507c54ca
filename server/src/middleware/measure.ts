import type { MiddlewareHandler } from "hono"
import { routePath } from "hono/route"
import type { AppEnv } from "../appEnv.ts"
import type { Metrics } from "../telemetry/metrics.ts"

/** Counts each request and how long it took, under its route's template. */
export function measure(metrics: Metrics): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const begin = performance.now()
    await next()
    metrics.request(routePath(context, -1), context.req.method, context.res.status, (performance.now() - begin) / 1_000)
  }
}
