import type { Phase } from "@barometer/engine/readiness"
import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** A day whose verdict a ruleset must keep giving. */
export interface GoldenDayRow {
  readonly id: string
  readonly rulesetId: string
  readonly athleteId: string
  readonly localDate: string
  readonly phase: Phase
  readonly verdict: string
  /** Null: no rule decides, the ruleset's `otherwise` does. */
  readonly decidedBy: string | null
  readonly note: string
  readonly author: string
  readonly createdAt: string
}

/** The golden days of one tenant. */
export function goldenDaysOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("golden_days").selectAll().where("tenant_id", "=", tenant)
  return {
    /** False when the ruleset has a golden day at that date and phase of the athlete already. */
    async insert(day: GoldenDayRow): Promise<boolean> {
      const { numInsertedOrUpdatedRows } = await db
        .insertInto("golden_days")
        .values({
          tenant_id: tenant,
          id: day.id,
          ruleset_id: day.rulesetId,
          athlete_id: day.athleteId,
          local_date: day.localDate,
          phase: day.phase,
          verdict: day.verdict,
          decided_by: day.decidedBy,
          note: day.note,
          author: day.author,
          created_at: day.createdAt,
        })
        .onConflict((conflict) =>
          conflict.columns(["tenant_id", "ruleset_id", "athlete_id", "local_date", "phase"]).doNothing(),
        )
        .executeTakeFirstOrThrow()
      return numInsertedOrUpdatedRows === 1n
    },
    async find(id: string): Promise<GoldenDayRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toGoldenDay(row)
    },
    /** By athlete and date. */
    async list(rulesetId: string): Promise<readonly GoldenDayRow[]> {
      const found = await rows()
        .where("ruleset_id", "=", rulesetId)
        .orderBy("athlete_id")
        .orderBy("local_date")
        .orderBy("id")
        .execute()
      return found.map(toGoldenDay)
    },
    /** Of every ruleset, by ruleset, athlete and date. */
    async listAll(): Promise<readonly GoldenDayRow[]> {
      const found = await rows()
        .orderBy("ruleset_id")
        .orderBy("athlete_id")
        .orderBy("local_date")
        .orderBy("id")
        .execute()
      return found.map(toGoldenDay)
    },
    /** Changes what is expected of the day. */
    async expect(id: string, { verdict, decidedBy }: Pick<GoldenDayRow, "verdict" | "decidedBy">): Promise<void> {
      await db
        .updateTable("golden_days")
        .set({ verdict, decided_by: decidedBy })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .execute()
    },
    async delete(id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("golden_days")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirstOrThrow()
      return numDeletedRows === 1n
    },
  }
}

function toGoldenDay(row: Selectable<Tables["golden_days"]>): GoldenDayRow {
  return {
    id: row.id,
    rulesetId: row.ruleset_id,
    athleteId: row.athlete_id,
    localDate: row.local_date,
    phase: row.phase,
    verdict: row.verdict,
    decidedBy: row.decided_by,
    note: row.note,
    author: row.author,
    createdAt: row.created_at,
  }
}
