import type { Database } from "./tables.ts"

export interface AthleteRow {
  readonly id: string
  readonly createdAt: string
}

/** The athletes of one tenant. */
export function athletesOf(db: Database, tenant: string) {
  return {
    /** Makes the athlete known; one already known stays as it was. */
    async insertIfAbsent(athlete: AthleteRow): Promise<void> {
      await db
        .insertInto("athletes")
        .values({ tenant_id: tenant, id: athlete.id, created_at: athlete.createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async exists(id: string): Promise<boolean> {
      const row = await db
        .selectFrom("athletes")
        .select("id")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirst()
      return row !== undefined
    },
    /** At most `limit` athletes whose id comes after `after`, by id. */
    async list(after: string, limit: number): Promise<readonly AthleteRow[]> {
      const rows = await db
        .selectFrom("athletes")
        .select(["id", "created_at"])
        .where("tenant_id", "=", tenant)
        .where("id", ">", after)
        .orderBy("id")
        .limit(limit)
        .execute()
      return rows.map((row) => ({ id: row.id, createdAt: row.created_at }))
    },
  }
}
