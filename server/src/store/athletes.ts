import type { Reach } from "../access/principal.ts"
import type { Database } from "./tables.ts"

export interface AthleteRow {
  readonly id: string
  readonly createdAt: string
  /** The team that the log names last. */
  readonly team: string | null
}

/** The athletes of one tenant. */
export function athletesOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("athletes").select(["id", "created_at", "team"]).where("tenant_id", "=", tenant)
  const find = async (id: string): Promise<AthleteRow | undefined> => {
    const row = await rows().where("id", "=", id).executeTakeFirst()
    return row === undefined ? undefined : toAthleteRow(row)
  }
  return {
    /** Makes the athlete known; one already known stays as it was. */
    async insertIfAbsent(athlete: Omit<AthleteRow, "team">): Promise<void> {
      await db
        .insertInto("athletes")
        .values({ tenant_id: tenant, id: athlete.id, created_at: athlete.createdAt, team: null })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
    },
    async exists(id: string): Promise<boolean> {
      return (await find(id)) !== undefined
    },
    find,
    async setTeam(id: string, team: string | null): Promise<void> {
      await db.updateTable("athletes").set({ team }).where("tenant_id", "=", tenant).where("id", "=", id).execute()
    },
    /** At most `limit` athletes within reach whose id comes after `after`, by id. */
    async list(after: string, limit: number, reach: Reach = { to: "tenant" }): Promise<readonly AthleteRow[]> {
      const found = rows().where("id", ">", after).orderBy("id").limit(limit)
      const reached =
        reach.to === "teams"
          ? found.where("team", "in", reach.teams.length === 0 ? [null] : reach.teams)
          : reach.to === "athlete"
            ? found.where("id", "=", reach.athleteId)
            : found
      return (await reached.execute()).map(toAthleteRow)
    },
  }
}

function toAthleteRow(row: { id: string; created_at: string; team: string | null }): AthleteRow {
  return { id: row.id, createdAt: row.created_at, team: row.team }
}
