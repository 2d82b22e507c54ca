import type { Database } from "./tables.ts"

export interface TeamRow {
  /** The word by which athletes' logs name the team. */
  readonly id: string
  readonly name: string
  readonly createdAt: string
}

/** The teams of one organisation. */
export function teamsOf(db: Database, tenant: string) {
  return {
    /** Whether the team was made; one with the id stays as it was. */
    async insertIfAbsent(team: TeamRow): Promise<boolean> {
      const inserted = await db
        .insertInto("teams")
        .values({ tenant_id: tenant, id: team.id, name: team.name, created_at: team.createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      return inserted.numInsertedOrUpdatedRows === 1n
    },
    async list(): Promise<readonly TeamRow[]> {
      const rows = await db
        .selectFrom("teams")
        .select(["id", "name", "created_at"])
        .where("tenant_id", "=", tenant)
        .orderBy("id")
        .execute()
      return rows.map((row) => ({ id: row.id, name: row.name, createdAt: row.created_at }))
    },
    /** Whether there was such a team; its coaches no longer have it. */
    async delete(id: string): Promise<boolean> {
      await db.deleteFrom("team_coaches").where("tenant_id", "=", tenant).where("team_id", "=", id).execute()
      const { numDeletedRows } = await db
        .deleteFrom("teams")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
      return numDeletedRows > 0n
    },
  }
}
