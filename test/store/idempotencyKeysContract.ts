import { expect, test } from "vitest"
import type { TenantStore } from "../../server/src/store/store.ts"

const at = "2026-03-10T08:00:00.000Z"

/** What every store has to hold of idempotency keys. */
export function testIdempotencyKeys(openWithAnn: () => Promise<{ readonly tables: TenantStore }>): void {
  test("an idempotency key is claimed once, kept with its response, and forgotten when it is old", async () => {
    const { tables } = await openWithAnn()
    const { idempotencyKeys } = tables
    const claim = async (now = at, keptSince = "2026-03-07T08:00:00.000Z", heldUntil = "2026-03-10T08:02:00.000Z") =>
      await idempotencyKeys.claim("k", "digest", { now, keptSince, heldUntil })
    const claims = await Promise.all([claim(), claim()])
    expect(claims.map(({ state }) => state).sort()).toEqual(["inFlight", "ours"])
    const response = { status: 201, location: "/x", body: "{}" }
    await idempotencyKeys.complete("k", response)
    expect(await claim()).toEqual({ state: "done", requestDigest: "digest", response })
    expect(await claim("2026-03-13T08:00:00.001Z", "2026-03-10T08:00:00.001Z")).toEqual({ state: "ours" })
    await idempotencyKeys.release("k")
    expect(await claim()).toEqual({ state: "ours" })
    await idempotencyKeys.releaseAllInFlight()
    expect(await claim()).toEqual({ state: "ours" })
  })

  test("a claim that is not renewed is had by the next who asks after it ended", async () => {
    const { idempotencyKeys } = (await openWithAnn()).tables
    const claimAt = async (now: string, heldUntil: string) =>
      await idempotencyKeys.claim("k", "digest", { now, keptSince: "", heldUntil })
    expect(await claimAt("t1", "t3")).toEqual({ state: "ours" })
    await idempotencyKeys.renew("k", "t5")
    expect((await claimAt("t4", "t6")).state).toBe("inFlight")
    expect(await claimAt("t6", "t8")).toEqual({ state: "ours" })
    await idempotencyKeys.complete("k", { status: 201, location: null, body: "{}" })
    expect((await claimAt("t9", "t9")).state).toBe("done")
  })
}
