import type { Phase } from "@barometer/engine/readiness"
import type { Selectable } from "kysely"
import type { Reach } from "../access/principal.ts"
import type { Database, Tables } from "./tables.ts"

/** What a challenger said of a check-in, beside what was decided. */
export interface ShadowRow {
  readonly sequence: number
  readonly assignmentId: string
  /** The decision it stands beside. */
  readonly decisionId: string
  readonly athleteId: string
  readonly localDate: string
  readonly phase: Phase
  readonly championVerdict: string
  readonly championDecidedBy: string | null
  readonly rulesetId: string
  readonly version: number
  /** Null: the challenger came to no verdict. */
  readonly verdict: string | null
  readonly decidedBy: string | null
  /** `otherRule`: the same verdict for another reason; `fault`: none at all. */
  readonly outcome: "same" | "otherRule" | "otherVerdict" | "fault"
  readonly decidedAt: string
}
export type NewShadow = Omit<ShadowRow, "sequence">

export interface ShadowFilter {
  readonly reach: Reach
  readonly assignmentId?: string | undefined
  readonly athleteId?: string | undefined
  readonly from: string
  readonly to: string
}

/** How often a champion's verdict met a challenger's. */
export interface ShadowCount {
  readonly assignmentId: string
  readonly outcome: ShadowRow["outcome"]
  readonly championVerdict: string
  readonly verdict: string | null
  readonly days: number
}

/** The silent decisions of one tenant. Of one day and phase only the newest counts: the others were recomputed. */
export function shadowDecisionsOf(db: Database, tenant: string) {
  const standing = ({ reach, assignmentId, athleteId, from, to }: ShadowFilter) => {
    let query = db
      .selectFrom("shadow_decisions as shadow")
      .where("shadow.tenant_id", "=", tenant)
      .where("shadow.local_date", ">=", from)
      .where("shadow.local_date", "<=", to)
      .where((build) =>
        build.not(
          build.exists(
            build
              .selectFrom("shadow_decisions as later")
              .select("later.sequence")
              .where("later.tenant_id", "=", tenant)
              .whereRef("later.assignment_id", "=", "shadow.assignment_id")
              .whereRef("later.athlete_id", "=", "shadow.athlete_id")
              .whereRef("later.local_date", "=", "shadow.local_date")
              .whereRef("later.phase", "=", "shadow.phase")
              .whereRef("later.sequence", ">", "shadow.sequence"),
          ),
        ),
      )
    if (assignmentId !== undefined) query = query.where("shadow.assignment_id", "=", assignmentId)
    if (athleteId !== undefined) query = query.where("shadow.athlete_id", "=", athleteId)
    if (reach.to === "athlete") query = query.where("shadow.athlete_id", "=", reach.athleteId)
    if (reach.to === "teams")
      query = query.where("shadow.athlete_id", "in", (build) =>
        build
          .selectFrom("athletes")
          .select("athletes.id")
          .where("athletes.tenant_id", "=", tenant)
          .where("athletes.team", "in", reach.teams.length === 0 ? [null] : reach.teams),
      )
    return query
  }
  return {
    async insert(shadow: NewShadow): Promise<void> {
      await db
        .insertInto("shadow_decisions")
        .values({
          tenant_id: tenant,
          assignment_id: shadow.assignmentId,
          decision_id: shadow.decisionId,
          athlete_id: shadow.athleteId,
          local_date: shadow.localDate,
          phase: shadow.phase,
          champion_verdict: shadow.championVerdict,
          champion_decided_by: shadow.championDecidedBy,
          ruleset_id: shadow.rulesetId,
          version: shadow.version,
          verdict: shadow.verdict,
          decided_by: shadow.decidedBy,
          outcome: shadow.outcome,
          decided_at: shadow.decidedAt,
        })
        .execute()
    },
    /** Those whose outcome is not the same, the latest day first, at most `limit`. */
    async listDiffering(
      filter: ShadowFilter,
      before: Pick<ShadowRow, "localDate" | "sequence"> | undefined,
      limit: number,
    ): Promise<readonly ShadowRow[]> {
      let query = standing(filter).where("shadow.outcome", "<>", "same")
      if (before !== undefined)
        query = query.where((build) =>
          build.or([
            build("shadow.local_date", "<", before.localDate),
            build.and([
              build("shadow.local_date", "=", before.localDate),
              build("shadow.sequence", "<", before.sequence),
            ]),
          ]),
        )
      const found = await query
        .selectAll("shadow")
        .orderBy("shadow.local_date", "desc")
        .orderBy("shadow.sequence", "desc")
        .limit(limit)
        .execute()
      return found.map(toShadow)
    },
    /** Some of all after a sequence, recomputed ones too, in the order they were made. */
    async listAfter(after: number, limit: number): Promise<readonly ShadowRow[]> {
      const found = await db
        .selectFrom("shadow_decisions")
        .selectAll()
        .where("tenant_id", "=", tenant)
        .where("sequence", ">", after)
        .orderBy("sequence")
        .limit(limit)
        .execute()
      return found.map(toShadow)
    },
    async count(filter: ShadowFilter): Promise<readonly ShadowCount[]> {
      const found = await standing(filter)
        .select(["shadow.assignment_id", "shadow.outcome", "shadow.champion_verdict", "shadow.verdict"])
        .select((build) => build.fn.countAll<number | string>().as("days"))
        .groupBy(["shadow.assignment_id", "shadow.outcome", "shadow.champion_verdict", "shadow.verdict"])
        .orderBy("shadow.assignment_id")
        .orderBy("shadow.outcome")
        .orderBy("shadow.champion_verdict")
        .orderBy("shadow.verdict")
        .execute()
      return found.map((row) => ({
        assignmentId: row.assignment_id,
        outcome: row.outcome,
        championVerdict: row.champion_verdict,
        verdict: row.verdict,
        days: Number(row.days),
      }))
    },
  }
}

function toShadow(row: Selectable<Tables["shadow_decisions"]>): ShadowRow {
  return {
    sequence: row.sequence,
    assignmentId: row.assignment_id,
    decisionId: row.decision_id,
    athleteId: row.athlete_id,
    localDate: row.local_date,
    phase: row.phase,
    championVerdict: row.champion_verdict,
    championDecidedBy: row.champion_decided_by,
    rulesetId: row.ruleset_id,
    version: row.version,
    verdict: row.verdict,
    decidedBy: row.decided_by,
    outcome: row.outcome,
    decidedAt: row.decided_at,
  }
}
