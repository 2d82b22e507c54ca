import { randomBytes } from "node:crypto"
import type { Database } from "./tables.ts"

/** What stands for an athlete in the chain, and the key that the chain's commitments about the athlete are made with. */
export interface AuditKey {
  readonly reference: string
  readonly key: string
}

/** The athlete id, and the reference, of the key for changes about no athlete. */
export const nobody = ""

/** The athletes' keys of one tenant's audit chain; random, and gone with the athlete. */
export function auditKeysOf(db: Database, tenant: string) {
  const keys = () => db.selectFrom("audit_keys").where("tenant_id", "=", tenant)
  const find = async (athleteId: string): Promise<AuditKey | undefined> =>
    await keys().select(["reference", "key"]).where("athlete_id", "=", athleteId).executeTakeFirst()
  return {
    find,
    async findOrInsert(athleteId: string): Promise<AuditKey> {
      const known = await find(athleteId)
      if (known !== undefined) return known
      const reference = athleteId === nobody ? nobody : randomBytes(16).toString("hex")
      await db
        .insertInto("audit_keys")
        .values({ tenant_id: tenant, athlete_id: athleteId, reference, key: randomBytes(32).toString("hex") })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const made = await find(athleteId)
      if (made === undefined) throw new Error("an athlete's key is there once it is inserted")
      return made
    },
    /** The athletes that references stand for; an erased one is left out. */
    async namesOf(references: readonly string[]): Promise<ReadonlyMap<string, string>> {
      const asked = [...new Set(references)].filter((reference) => reference !== nobody)
      if (asked.length === 0) return new Map()
      const found = await keys().select(["reference", "athlete_id"]).where("reference", "in", asked).execute()
      return new Map(found.map((row) => [row.reference, row.athlete_id]))
    },
    async delete(athleteId: string): Promise<void> {
      await db.deleteFrom("audit_keys").where("tenant_id", "=", tenant).where("athlete_id", "=", athleteId).execute()
    },
  }
}
