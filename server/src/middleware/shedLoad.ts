import type { MiddlewareHandler } from "hono"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import type { Metrics } from "../telemetry/metrics.ts"

const retryAfterSeconds = 1

/**
 * Answers 503 at once while `most` requests are being answered already, so that those that are let in stay quick and the
 * server comes back by itself. Streams of events last as long as somebody listens and are not counted.
 */
export function shedLoad(most: number, metrics: Metrics): MiddlewareHandler<AppEnv> {
  let inFlight = 0
  return async (_, next) => {
    if (inFlight >= most) {
      metrics.shed()
      throw new AppError("overloaded", "too many requests are being answered; ask again", [], { retryAfterSeconds })
    }
    inFlight += 1
    metrics.inFlight(1)
    try {
      await next()
    } finally {
      inFlight -= 1
      metrics.inFlight(-1)
    }
  }
}
