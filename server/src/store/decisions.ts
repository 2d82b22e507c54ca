import { sql, type Selectable } from "kysely"
import type { Phase } from "@barometer/engine/readiness"
import { rankOfPhase } from "./phaseRanks.ts"
import type { Database, Tables } from "./tables.ts"

/** What was decided of one check-in. `record` is the decision as JSON text, without its trace. */
export interface DecisionRow {
  readonly sequence: number
  readonly id: string
  readonly athleteId: string
  /** The check-in it is about. */
  readonly entryId: string
  /** The entry whose arrival made it: the check-in itself, or a later one that changed what is known. */
  readonly causedBy: string
  /** The decision that it recomputes, which stays as it was recorded. */
  readonly recomputes: string | null
  readonly localDate: string
  readonly phase: Phase
  readonly verdict: string
  readonly kind: string | null
  readonly decidedBy: string | null
  readonly sentence: string
  readonly rulesetId: string
  readonly rulesetVersion: number
  readonly decidedAt: string
  /** The last of the athlete's entries that was known: replay reads no further. */
  readonly knownSequence: number
  readonly record: string
  /** The overrides it was made with, as JSON text; they may have been retired or outranked since. */
  readonly overrides: string
}
/** A place in the order of date, phase and record. */
export type DecisionPosition = Pick<DecisionRow, "localDate" | "phase" | "sequence">
export type NewDecision = Omit<DecisionRow, "sequence">
export type DecisionSummary = Omit<DecisionRow, "record" | "overrides">

const summaryColumns = [
  "decisions.sequence",
  "decisions.id",
  "decisions.athlete_id",
  "decisions.entry_id",
  "decisions.caused_by",
  "decisions.recomputes",
  "decisions.local_date",
  "decisions.phase",
  "decisions.verdict",
  "decisions.kind",
  "decisions.decided_by",
  "decisions.sentence",
  "decisions.ruleset_id",
  "decisions.ruleset_version",
  "decisions.decided_at",
  "decisions.known_sequence",
] as const

/** The decisions of one tenant. */
export function decisionsOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("decisions").where("decisions.tenant_id", "=", tenant)
  /** Decisions about check-ins that no correction has replaced. */
  const standing = (athleteId: string) =>
    rows()
      .innerJoin("entries", (join) =>
        join.onRef("entries.tenant_id", "=", "decisions.tenant_id").onRef("entries.id", "=", "decisions.entry_id"),
      )
      .where("decisions.athlete_id", "=", athleteId)
      .where("entries.superseded", "=", 0)
  return {
    async insert(decision: NewDecision): Promise<void> {
      await db
        .insertInto("decisions")
        .values({
          tenant_id: tenant,
          id: decision.id,
          athlete_id: decision.athleteId,
          entry_id: decision.entryId,
          caused_by: decision.causedBy,
          recomputes: decision.recomputes,
          local_date: decision.localDate,
          phase: decision.phase,
          phase_rank: rankOfPhase(decision.phase),
          verdict: decision.verdict,
          kind: decision.kind,
          decided_by: decision.decidedBy,
          sentence: decision.sentence,
          ruleset_id: decision.rulesetId,
          ruleset_version: decision.rulesetVersion,
          decided_at: decision.decidedAt,
          known_sequence: decision.knownSequence,
          record: decision.record,
          overrides: decision.overrides,
        })
        .execute()
    },
    async find(id: string): Promise<DecisionRow | undefined> {
      const row = await rows().selectAll().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toDecision(row)
    },
    /** The first decision recorded about a check-in: what its sender was told. */
    async findFirstOf(entryId: string): Promise<DecisionRow | undefined> {
      const row = await rows().selectAll().where("entry_id", "=", entryId).orderBy("sequence").executeTakeFirst()
      return row === undefined ? undefined : toDecision(row)
    },
    /** The newest decision about a check-in: what is held of it now. */
    async findNewestOf(entryId: string): Promise<DecisionSummary | undefined> {
      const row = await rows()
        .select(summaryColumns)
        .where("entry_id", "=", entryId)
        .orderBy("decisions.sequence", "desc")
        .executeTakeFirst()
      return row === undefined ? undefined : toSummary(row)
    },
    /** Every decision of the athlete's check-ins that still stand, in a range of dates, by date, phase and record. */
    async listStanding(
      athleteId: string,
      range: { readonly from: string; readonly to: string },
    ): Promise<readonly DecisionSummary[]> {
      const found = await standing(athleteId)
        .select(summaryColumns)
        .where("decisions.local_date", ">=", range.from)
        .where("decisions.local_date", "<=", range.to)
        .orderBy("decisions.local_date")
        .orderBy("decisions.phase_rank")
        .orderBy("decisions.sequence")
        .execute()
      return found.map(toSummary)
    },
    /** Every decision in a range of dates, also about check-ins that were corrected since, by date, phase and record. */
    async listAll(
      athleteId: string,
      range: { readonly from: string; readonly to: string },
    ): Promise<readonly DecisionSummary[]> {
      const found = await rows()
        .select(summaryColumns)
        .where("athlete_id", "=", athleteId)
        .where("local_date", ">=", range.from)
        .where("local_date", "<=", range.to)
        .orderBy("local_date")
        .orderBy("phase_rank")
        .orderBy("decisions.sequence")
        .execute()
      return found.map(toSummary)
    },
    /** Decisions with their records from a position on, also about check-ins that were corrected since, by date, phase and record. */
    async listRecords(
      athleteId: string,
      after: DecisionPosition | undefined,
      limit: number,
    ): Promise<readonly DecisionRow[]> {
      let query = rows().selectAll().where("athlete_id", "=", athleteId)
      if (after !== undefined)
        query = query.where((build) =>
          build(
            build.refTuple("local_date", "phase_rank", "sequence"),
            ">",
            build.tuple(after.localDate, rankOfPhase(after.phase), after.sequence),
          ),
        )
      const found = await query.orderBy("local_date").orderBy("phase_rank").orderBy("sequence").limit(limit).execute()
      return found.map(toDecision)
    },
    /** What decides the athlete's latest day: its last decision about that day's session, else the one about the next. */
    async findLatestDay(athleteId: string): Promise<DecisionSummary | undefined> {
      const row = await standing(athleteId)
        .select(summaryColumns)
        .orderBy("decisions.local_date", "desc")
        .orderBy(sql`decisions.phase = 'postSession'`)
        .orderBy("decisions.phase_rank", "desc")
        .orderBy("decisions.sequence", "desc")
        .executeTakeFirst()
      return row === undefined ? undefined : toSummary(row)
    },
  }
}

function toDecision(row: Selectable<Tables["decisions"]>): DecisionRow {
  return { ...toSummary(row), record: row.record, overrides: row.overrides }
}

function toSummary(
  row: Omit<Selectable<Tables["decisions"]>, "record" | "overrides" | "tenant_id" | "phase_rank">,
): DecisionSummary {
  return {
    sequence: row.sequence,
    id: row.id,
    athleteId: row.athlete_id,
    entryId: row.entry_id,
    causedBy: row.caused_by,
    recomputes: row.recomputes,
    localDate: row.local_date,
    phase: row.phase,
    verdict: row.verdict,
    kind: row.kind,
    decidedBy: row.decided_by,
    sentence: row.sentence,
    rulesetId: row.ruleset_id,
    rulesetVersion: row.ruleset_version,
    decidedAt: row.decided_at,
    knownSequence: row.known_sequence,
  }
}
