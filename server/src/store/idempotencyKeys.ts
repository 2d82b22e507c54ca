import type { Database } from "./tables.ts"

/** The first answer to a request that carried an `Idempotency-Key`. */
export interface KeptResponse {
  readonly status: number
  readonly location: string | null
  readonly body: string
}

/** What became of a claim: ours to carry out, or what another request with the key has done so far. */
export type Claim =
  | { readonly state: "ours" }
  | { readonly state: "inFlight"; readonly requestDigest: string }
  | { readonly state: "done"; readonly requestDigest: string; readonly response: KeptResponse }

/** The moments of a claim, as instants in text. */
export interface ClaimTimes {
  readonly now: string
  /** A request that is older is forgotten. */
  readonly keptSince: string
  /** Until when the claim holds unless it is renewed. */
  readonly heldUntil: string
}

/** The idempotency keys of one tenant. */
export function idempotencyKeysOf(db: Database, tenant: string) {
  return {
    /** Claims the key, unless a request has it that was answered, or is carried out by a process that still renews its claim. */
    async claim(key: string, requestDigest: string, { now, keptSince, heldUntil }: ClaimTimes): Promise<Claim> {
      return await db.transaction().execute(async (transaction): Promise<Claim> => {
        await transaction
          .deleteFrom("idempotency_keys")
          .where("tenant_id", "=", tenant)
          .where("created_at", "<", keptSince)
          .execute()
        await transaction
          .deleteFrom("idempotency_keys")
          .where("tenant_id", "=", tenant)
          .where("key", "=", key)
          .where("status", "is", null)
          .where("held_until", "<", now)
          .execute()
        const row = { tenant_id: tenant, key, request_digest: requestDigest, created_at: now, held_until: heldUntil }
        const inserted = await transaction
          .insertInto("idempotency_keys")
          .values({ ...row, status: null, location: null, body: null })
          .onConflict((conflict) => conflict.doNothing())
          .executeTakeFirstOrThrow()
        if (inserted.numInsertedOrUpdatedRows === 1n) return { state: "ours" }
        const kept = await transaction
          .selectFrom("idempotency_keys")
          .selectAll()
          .where("tenant_id", "=", tenant)
          .where("key", "=", key)
          .executeTakeFirst()
        // One that was given back this moment was in flight when it was asked for.
        if (kept === undefined) return { state: "inFlight", requestDigest }
        if (kept.status === null || kept.body === null) return { state: "inFlight", requestDigest: kept.request_digest }
        const response = { status: kept.status, location: kept.location, body: kept.body }
        return { state: "done", requestDigest: kept.request_digest, response }
      })
    },
    /** Holds a claim of ours for longer. */
    async renew(key: string, heldUntil: string): Promise<void> {
      await db
        .updateTable("idempotency_keys")
        .set({ held_until: heldUntil })
        .where("tenant_id", "=", tenant)
        .where("key", "=", key)
        .where("status", "is", null)
        .execute()
    },
    async complete(key: string, response: KeptResponse): Promise<void> {
      await db
        .updateTable("idempotency_keys")
        .set({ ...response })
        .where("tenant_id", "=", tenant)
        .where("key", "=", key)
        .execute()
    },
    /** Gives the key back: its request changed nothing. */
    async release(key: string): Promise<void> {
      await db.deleteFrom("idempotency_keys").where("tenant_id", "=", tenant).where("key", "=", key).execute()
    },
    /** Gives back what a process that is gone left in flight; for the start of the only process, before any request. */
    async releaseAllInFlight(): Promise<void> {
      await db.deleteFrom("idempotency_keys").where("tenant_id", "=", tenant).where("status", "is", null).execute()
    },
  }
}
