import { type RawBuilder, sql } from "kysely"
import type { Database } from "./tables.ts"

/** Tables whose rows about an athlete go as they are, in an order that keeps every reference whole. */
export const tablesOfAthletes = [
  "shadow_decisions",
  "decisions",
  "entries",
  "golden_days",
  "shadow_decisions",
  "webhook_deliveries",
  "check_in_links",
  "api_keys",
  "invitations",
] as const

/** How much of an athlete was there. */
export interface Erased {
  readonly entries: number
  readonly decisions: number
  readonly overrides: number
}

/** Takes an athlete out of every table of one tenant but the audit chain, which has an erasure of its own. */
export function erasureOf(db: Database, tenant: string) {
  const deleteResponses = async (athleteId: string) => {
    await db.deleteFrom("idempotency_keys").where("tenant_id", "=", tenant).where(quotes("body", athleteId)).execute()
  }
  return {
    async eraseAthlete(athleteId: string): Promise<Erased> {
      const counts = new Map<string, number>()
      for (const table of tablesOfAthletes) {
        const { numDeletedRows } = await db
          .deleteFrom(table)
          .where("tenant_id", "=", tenant)
          .where("athlete_id", "=", athleteId)
          .executeTakeFirstOrThrow()
        counts.set(table, Number(numDeletedRows))
      }
      const overrides = await db
        .deleteFrom("overrides")
        .where("tenant_id", "=", tenant)
        .where("layer", "=", "athlete")
        .where("subject", "=", athleteId)
        .executeTakeFirstOrThrow()
      await db
        .deleteFrom("assignments")
        .where("tenant_id", "=", tenant)
        .where("layer", "=", "athlete")
        .where("subject", "=", athleteId)
        .execute()
      await db.deleteFrom("athletes").where("tenant_id", "=", tenant).where("id", "=", athleteId).execute()
      // A digest tells of several athletes at once, and so does the answer to a batch.
      await db
        .deleteFrom("webhook_deliveries")
        .where("tenant_id", "=", tenant)
        .where(quotes("body", athleteId))
        .execute()
      // What came of a comparison tells of every athlete in it, and can be asked for again.
      await db.deleteFrom("comparisons").where("tenant_id", "=", tenant).execute()
      await deleteResponses(athleteId)
      await eraseAccount(athleteId)
      return {
        entries: counts.get("entries") ?? 0,
        decisions: counts.get("decisions") ?? 0,
        overrides: Number(overrides.numDeletedRows),
      }
    },
    /** What a request that was being answered during the erasure has left since: its answer. */
    deleteResponses,
  }

  /** The athlete's membership, keys made as a member, and the account itself unless it belongs to another organisation too. */
  async function eraseAccount(athleteId: string): Promise<void> {
    const members = await db
      .selectFrom("members")
      .select(["id", "user_id"])
      .where("tenant_id", "=", tenant)
      .where("athlete_id", "=", athleteId)
      .execute()
    for (const { id, user_id } of members) {
      await db.deleteFrom("api_keys").where("tenant_id", "=", tenant).where("made_by", "=", id).execute()
      await db.deleteFrom("members").where("tenant_id", "=", tenant).where("id", "=", id).execute()
      const elsewhere = await db.selectFrom("members").select("id").where("user_id", "=", user_id).executeTakeFirst()
      if (elsewhere !== undefined) continue
      const user = await db.selectFrom("auth_users").select("email").where("id", "=", user_id).executeTakeFirst()
      if (user !== undefined)
        await db.deleteFrom("invitations").where("tenant_id", "=", tenant).where("email", "=", user.email).execute()
      // Sessions and passwords go with it.
      await db.deleteFrom("auth_users").where("id", "=", user_id).execute()
    }
  }
}

/** Whether JSON text holds the id as a string of its own; said so that both stores understand it, letter by letter. */
function quotes(column: string, athleteId: string): RawBuilder<boolean> {
  return sql<boolean>`replace(${sql.ref(column)}, ${JSON.stringify(athleteId)}, '') <> ${sql.ref(column)}`
}
