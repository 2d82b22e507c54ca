import type { Phase } from "@barometer/engine/readiness"
import type { Selectable } from "kysely"
import { rankOfPhase } from "./phaseRanks.ts"
import type { Database, Tables } from "./tables.ts"

/** One thing logged, as it was said; `sequence` orders what became known when. */
export interface EntryRow {
  readonly sequence: number
  readonly id: string
  readonly athleteId: string
  readonly type: string
  readonly clientId: string | null
  readonly localDate: string | null
  readonly phase: Phase | null
  readonly receivedAt: string
  readonly digest: string
  readonly payload: string
  /** The entry that this one corrects. */
  readonly replaces: string | null
  readonly superseded: boolean
  readonly pending: boolean
}
export type NewEntry = Omit<EntryRow, "sequence" | "superseded">

/** Where a page of check-ins ends: the last row's place in the order of date, phase and arrival. */
export interface CheckInPosition {
  readonly localDate: string
  readonly phaseRank: number
  readonly sequence: number
}

/** The log entries of one tenant. */
export function entriesOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("entries").selectAll().where("tenant_id", "=", tenant)
  const ofAthlete = (athleteId: string) => rows().where("athlete_id", "=", athleteId)
  return {
    /** Adds an entry and answers its sequence; a second row with the same natural key is an error of the caller. */
    async insert(entry: NewEntry): Promise<number> {
      const { sequence } = await db
        .insertInto("entries")
        .values({
          tenant_id: tenant,
          id: entry.id,
          athlete_id: entry.athleteId,
          type: entry.type,
          client_id: entry.clientId,
          local_date: entry.localDate,
          phase: entry.phase,
          phase_rank: rankOfPhase(entry.phase),
          received_at: entry.receivedAt,
          digest: entry.digest,
          payload: entry.payload,
          replaces: entry.replaces,
          superseded: 0,
          pending: entry.pending ? 1 : 0,
        })
        .returning("sequence")
        .executeTakeFirstOrThrow()
      return sequence
    },
    async find(id: string): Promise<EntryRow | undefined> {
      return toOptional(await rows().where("id", "=", id).executeTakeFirst())
    },
    async findCheckIn(
      athleteId: string,
      localDate: string,
      phase: Phase,
      clientId: string,
    ): Promise<EntryRow | undefined> {
      const row = await ofAthlete(athleteId)
        .where("type", "=", "checkIn")
        .where("local_date", "=", localDate)
        .where("phase", "=", phase)
        .where("client_id", "=", clientId)
        .executeTakeFirst()
      return toOptional(row)
    },
    /** The athlete's entries that carry this client id, in order of arrival. */
    async listByClientId(athleteId: string, clientId: string): Promise<readonly EntryRow[]> {
      return (await ofAthlete(athleteId).where("client_id", "=", clientId).orderBy("sequence").execute()).map(toEntry)
    },
    /** What became known of the athlete after one sequence and up to another, in order of arrival. */
    async listKnown(athleteId: string, after: number, upTo = Number.MAX_SAFE_INTEGER): Promise<readonly EntryRow[]> {
      const found = await ofAthlete(athleteId)
        .where("sequence", ">", after)
        .where("sequence", "<=", upTo)
        .orderBy("sequence")
        .execute()
      return found.map(toEntry)
    },
    /** Some of what was logged of the athlete after a sequence, in order of arrival. */
    async listSome(athleteId: string, after: number, limit: number): Promise<readonly EntryRow[]> {
      const found = await ofAthlete(athleteId).where("sequence", ">", after).orderBy("sequence").limit(limit).execute()
      return found.map(toEntry)
    },
    /** Check-ins of the athlete in a range of dates, by date, phase and arrival, from the position on. */
    async listCheckIns(
      athleteId: string,
      range: { readonly from: string; readonly to: string },
      after: CheckInPosition | undefined,
      limit: number,
    ): Promise<readonly EntryRow[]> {
      let query = ofAthlete(athleteId)
        .where("type", "=", "checkIn")
        .where("local_date", ">=", range.from)
        .where("local_date", "<=", range.to)
      if (after !== undefined)
        query = query.where((build) =>
          build(
            build.refTuple("local_date", "phase_rank", "sequence"),
            ">",
            build.tuple(after.localDate, after.phaseRank, after.sequence),
          ),
        )
      const found = await query.orderBy("local_date").orderBy("phase_rank").orderBy("sequence").limit(limit).execute()
      return found.map(toEntry)
    },
    /** Entries other than check-ins, newest first. */
    async listOthers(athleteId: string, limit: number): Promise<readonly EntryRow[]> {
      const found = await ofAthlete(athleteId)
        .where("type", "<>", "checkIn")
        .orderBy("sequence", "desc")
        .limit(limit)
        .execute()
      return found.map(toEntry)
    },
    /** How many check-ins each athlete has in a range of dates. */
    async countCheckIns({
      from,
      to,
    }: {
      readonly from?: string
      readonly to?: string
    }): Promise<ReadonlyMap<string, number>> {
      const counted = await db
        .selectFrom("entries")
        .select(({ fn }) => ["athlete_id", fn.countAll<number | string>().as("count")])
        .where("tenant_id", "=", tenant)
        .where("type", "=", "checkIn")
        .where("local_date", ">=", from ?? "")
        .where("local_date", "<=", to ?? "9999-12-31")
        .groupBy("athlete_id")
        .execute()
      return new Map(counted.map((row) => [row.athlete_id, Number(row.count)]))
    },
    /** Entries of one type, newest first. */
    async listOfType(athleteId: string, type: string, limit: number): Promise<readonly EntryRow[]> {
      const found = await ofAthlete(athleteId)
        .where("type", "=", type)
        .orderBy("sequence", "desc")
        .limit(limit)
        .execute()
      return found.map(toEntry)
    },
    /** Committed entries after a sequence whose consequences are not recorded yet, in order of arrival. */
    async listPending(after: number, limit: number): Promise<readonly EntryRow[]> {
      const found = await rows()
        .where("pending", "=", 1)
        .where("sequence", ">", after)
        .orderBy("sequence")
        .limit(limit)
        .execute()
      return found.map(toEntry)
    },
    /** The same of one athlete. */
    async listPendingOf(athleteId: string): Promise<readonly EntryRow[]> {
      return (await ofAthlete(athleteId).where("pending", "=", 1).orderBy("sequence").execute()).map(toEntry)
    },
    async markSuperseded(id: string): Promise<void> {
      await db
        .updateTable("entries")
        .set({ superseded: 1 })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .execute()
    },
    /** Answers false for an entry that was not pending, which stays as it is. */
    async markDecided(id: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("entries")
        .set({ pending: 0 })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("pending", "=", 1)
        .executeTakeFirstOrThrow()
      return numUpdatedRows === 1n
    },
  }
}

function toOptional(row: Selectable<Tables["entries"]> | undefined): EntryRow | undefined {
  return row === undefined ? undefined : toEntry(row)
}

function toEntry(row: Selectable<Tables["entries"]>): EntryRow {
  return {
    sequence: row.sequence,
    id: row.id,
    athleteId: row.athlete_id,
    type: row.type,
    clientId: row.client_id,
    localDate: row.local_date,
    phase: row.phase,
    receivedAt: row.received_at,
    digest: row.digest,
    payload: row.payload,
    replaces: row.replaces,
    superseded: row.superseded === 1,
    pending: row.pending === 1,
  }
}
