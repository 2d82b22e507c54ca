import type { Selectable } from "kysely"
import type { Subjects } from "./overrides.ts"
import type { Database, Tables } from "./tables.ts"

export const assignmentKinds = ["deciding", "shadow"] as const
/** The weaker first. */
export const assignmentLayers = ["everyone", "team", "athlete"] as const

/** Who runs a ruleset from when: `sequence` orders what was said when. */
export interface AssignmentRow {
  readonly sequence: number
  readonly id: string
  /** `deciding` gives the verdicts; `shadow` decides beside it, silently. */
  readonly kind: (typeof assignmentKinds)[number]
  readonly layer: (typeof assignmentLayers)[number]
  /** Id of the team or athlete; empty for everyone. */
  readonly subject: string
  readonly rulesetId: string
  /** Null: the newest that is not retired, whichever that is on the day. */
  readonly version: number | null
  readonly from: string
  readonly author: string
  readonly reason: string
  readonly createdAt: string
  readonly endedAt: string | null
  /** From this date on it has no effect. */
  readonly endedFrom: string | null
}
export type NewAssignment = Omit<AssignmentRow, "sequence" | "endedAt" | "endedFrom">

/** The assignments of one tenant. */
export function assignmentsOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("assignments").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert(assignment: NewAssignment): Promise<void> {
      await db
        .insertInto("assignments")
        .values({
          tenant_id: tenant,
          id: assignment.id,
          kind: assignment.kind,
          layer: assignment.layer,
          subject: assignment.subject,
          ruleset_id: assignment.rulesetId,
          version: assignment.version,
          from_date: assignment.from,
          author: assignment.author,
          reason: assignment.reason,
          created_at: assignment.createdAt,
          ended_at: null,
          ended_from: null,
        })
        .execute()
    },
    async find(id: string): Promise<AssignmentRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toAssignment(row)
    },
    /** Everyone's, the team's and the athlete's, ended ones too, in the order they were made. */
    async listFor({ athlete, team }: Subjects): Promise<readonly AssignmentRow[]> {
      const found = await rows()
        .where((build) =>
          build.or([
            build("layer", "=", "everyone"),
            ...(team === undefined ? [] : [build.and({ layer: "team", subject: team })]),
            ...(athlete === undefined ? [] : [build.and({ layer: "athlete", subject: athlete })]),
          ]),
        )
        .orderBy("sequence")
        .execute()
      return found.map(toAssignment)
    },
    /** Those that name the version, or with null the latest, of a ruleset; newest first. */
    async listOfVersion(rulesetId: string, version: number | null): Promise<readonly AssignmentRow[]> {
      const named = rows().where("ruleset_id", "=", rulesetId).orderBy("sequence", "desc")
      const found = version === null ? named.where("version", "is", null) : named.where("version", "=", version)
      return (await found.execute()).map(toAssignment)
    },
    /** Newest first, at most `limit`. */
    async list(limit: number): Promise<readonly AssignmentRow[]> {
      return (await rows().orderBy("sequence", "desc").limit(limit).execute()).map(toAssignment)
    },
    /** Some of all assignments after a sequence, in the order they were made. */
    async listAfter(after: number, limit: number): Promise<readonly AssignmentRow[]> {
      const found = await rows().where("sequence", ">", after).orderBy("sequence").limit(limit).execute()
      return found.map(toAssignment)
    },
    /** Ends the assignment's effect; false for one that is ended already, which stays as it was ended first. */
    async end(id: string, ended: { readonly at: string; readonly from: string }): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("assignments")
        .set({ ended_at: ended.at, ended_from: ended.from })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("ended_at", "is", null)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}

function toAssignment(row: Selectable<Tables["assignments"]>): AssignmentRow {
  return {
    sequence: row.sequence,
    id: row.id,
    kind: row.kind,
    layer: row.layer,
    subject: row.subject,
    rulesetId: row.ruleset_id,
    version: row.version,
    from: row.from_date,
    author: row.author,
    reason: row.reason,
    createdAt: row.created_at,
    endedAt: row.ended_at,
    endedFrom: row.ended_from,
  }
}
