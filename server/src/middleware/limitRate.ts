import type { Context, MiddlewareHandler } from "hono"
import { MemoryStore, rateLimiter } from "hono-rate-limiter"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"

const windowMs = 60_000

/**
 * At most so many requests a minute of one key or account, counted by this process; the answer's `RateLimit` headers say
 * what is left. `nameOf` names who asks; undefined: is not limited.
 */
export function limitRate(
  limit: number,
  nameOf: (context: Context<AppEnv>) => string | undefined,
): MiddlewareHandler<AppEnv> {
  return rateLimiter<AppEnv>({
    windowMs,
    limit,
    standardHeaders: "draft-7",
    store: new MemoryStore(),
    skip: (context) => nameOf(context) === undefined,
    keyGenerator: (context) => nameOf(context) ?? "",
    handler: (context) => {
      const retryAfterSeconds = Number(context.res.headers.get("retry-after") ?? windowMs / 1_000)
      throw new AppError("tooManyRequests", `found more than ${limit} requests within a minute`, [], {
        retryAfterSeconds,
      })
    },
  })
}
