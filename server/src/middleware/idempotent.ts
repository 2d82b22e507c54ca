import { createHash } from "node:crypto"
import type { MiddlewareHandler } from "hono"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import type { KeptResponse } from "../store/idempotencyKeys.ts"

const keptMs = 72 * 3_600_000
/** A process that is gone holds a key no longer; long against what the clocks of two machines may differ. */
const heldMs = 120_000
const renewEveryMs = 30_000

/**
 * Honours `Idempotency-Key`: the same request again gets the first response, for 72 hours. A request that was refused
 * changed nothing and gives its key back. Needs the body already read.
 */
export const idempotent: MiddlewareHandler<AppEnv> = async (context, next) => {
  const parts = context.get("parts")
  const given = context.req.header("idempotency-key")
  if (given === undefined) return await next()
  if (!/^[\x21-\x7e]{1,255}$/.test(given))
    throw new AppError("invalidInput", "expected an `Idempotency-Key` of 1 to 255 visible ASCII characters")
  // Whoever else uses the same key asks something else, and is not told what was answered to this principal.
  const key = `${parts.actor} ${given}`
  const keys = parts.store.of(parts.tenant).idempotencyKeys
  const after = (ms: number) => new Date(parts.clock().getTime() + ms).toISOString()
  const digest = createHash("sha256")
    .update(`${context.req.method} ${context.req.path} ${context.get("bodyDigest")}`)
    .digest("hex")
  const claim = await keys.claim(key, digest, { now: after(0), keptSince: after(-keptMs), heldUntil: after(heldMs) })
  if (claim.state !== "ours" && claim.requestDigest !== digest)
    throw new AppError("keyReused", "the `Idempotency-Key` was used for another request; expected a new one")
  if (claim.state === "inFlight")
    throw new AppError("keyInFlight", "a request with this `Idempotency-Key` is being carried out; ask again")
  if (claim.state === "done") return repeat(claim.response)

  const renewing = setInterval(() => void keys.renew(key, after(heldMs)).catch(() => undefined), renewEveryMs)
  await next().finally(() => clearInterval(renewing))
  const status = context.res.status
  if (status >= 300) return await keys.release(key)
  const body = await context.res.clone().text()
  await keys.complete(key, { status, location: context.res.headers.get("location"), body })
}

function repeat({ status, location, body }: KeptResponse): Response {
  const headers = { "content-type": "application/json", "idempotency-replayed": "true" }
  return new Response(body, { status, headers: location === null ? headers : { ...headers, location } })
}
