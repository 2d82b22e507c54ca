import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** A change to the thresholds of one ruleset for one team or athlete; `sequence` orders what was said when. */
export interface OverrideRow {
  readonly sequence: number
  readonly id: string
  readonly rulesetId: string
  readonly layer: "team" | "athlete"
  readonly subject: string
  readonly from: string
  readonly until: string | null
  /** `thresholds` and `disabled`, as JSON text. */
  readonly payload: string
  /** What each of its thresholds inherited when it was made, as JSON text. */
  readonly inherited: string
  readonly author: string | null
  readonly reason: string
  readonly createdAt: string
  readonly retiredAt: string | null
  /** From this date on it has no effect; before it, it holds as it was made. */
  readonly retiredFrom: string | null
}
export type NewOverride = Omit<OverrideRow, "sequence" | "retiredAt" | "retiredFrom">

/** Whose overrides are asked for: an athlete's and those of the athlete's team, or a team's alone. */
export interface Subjects {
  readonly athlete?: string | undefined
  readonly team?: string | undefined
}

/** The overrides of one tenant. */
export function overridesOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("overrides").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert(override: NewOverride): Promise<void> {
      await db
        .insertInto("overrides")
        .values({
          tenant_id: tenant,
          id: override.id,
          ruleset_id: override.rulesetId,
          layer: override.layer,
          subject: override.subject,
          from_date: override.from,
          until_date: override.until,
          payload: override.payload,
          inherited: override.inherited,
          author: override.author,
          reason: override.reason,
          created_at: override.createdAt,
          retired_at: null,
          retired_from: null,
        })
        .execute()
    },
    async find(id: string): Promise<OverrideRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toOverrideRow(row)
    },
    /** Every override of the subjects, retired ones too, in the order they were made. */
    async listOf({ athlete, team }: Subjects): Promise<readonly OverrideRow[]> {
      const found = await rows()
        .where((build) =>
          build.or([
            ...(athlete === undefined ? [] : [build.and({ layer: "athlete", subject: athlete })]),
            ...(team === undefined ? [] : [build.and({ layer: "team", subject: team })]),
          ]),
        )
        .orderBy("sequence")
        .execute()
      return found.map(toOverrideRow)
    },
    /** Some of all overrides after a sequence, in the order they were made. */
    async listAll(after: number, limit: number): Promise<readonly OverrideRow[]> {
      const found = await rows().where("sequence", ">", after).orderBy("sequence").limit(limit).execute()
      return found.map(toOverrideRow)
    },
    /** Ends the override's effect; answers false for one that is retired already, which stays as it was retired first. */
    async retire(id: string, retired: { readonly at: string; readonly from: string }): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("overrides")
        .set({ retired_at: retired.at, retired_from: retired.from })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("retired_at", "is", null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}

function toOverrideRow(row: Selectable<Tables["overrides"]>): OverrideRow {
  return {
    sequence: row.sequence,
    id: row.id,
    rulesetId: row.ruleset_id,
    layer: row.layer,
    subject: row.subject,
    from: row.from_date,
    until: row.until_date,
    payload: row.payload,
    inherited: row.inherited,
    author: row.author,
    reason: row.reason,
    createdAt: row.created_at,
    retiredAt: row.retired_at,
    retiredFrom: row.retired_from,
  }
}
