import {
  type AthleteLog,
  type Decision,
  type Ruleset,
  decide,
  momentsOf,
  readLog,
  toDay,
  toLoggedEntry,
  type Entry,
} from "@barometer/engine/readiness"

/** Days without one that end an episode of backing off. */
const quietDays = 3

/** A day's verdict as a number of days since 1970, with what it said. */
export interface DayVerdict {
  readonly day: number
  readonly verdict: string
  readonly kind: string | null
  readonly decidedBy: string | null
}

/** What is held to be backing off: less than planned, and not because it was planned. */
export function isUnplannedBackOff({ verdict, kind }: Pick<Decision, "verdict" | "kind">): boolean {
  return (verdict === "reduce" || verdict === "deload") && kind !== "planned"
}

/** The last verdict about each day's own session, decided on the closures. */
export async function dayVerdicts(
  entries: readonly Entry[],
  athleteId: string,
  ruleset: Ruleset,
): Promise<readonly DayVerdict[]> {
  const log: AthleteLog = readLog(entries.map(toLoggedEntry), athleteId)
  const byDay = new Map<number, DayVerdict>()
  for (const asOf of momentsOf(log.checkIns)) {
    if (asOf.phase === "postSession") continue
    const { verdict, kind, decidedBy } = await decide({ log, ruleset, overrides: [], asOf, evaluator: "compiled" })
    const day = toDay(asOf.localDate)
    byDay.set(day, { day, verdict, kind, decidedBy })
  }
  return [...byDay.values()]
}

/** First day of each spell of unplanned back-offs; a spell ends after more than three days without one. */
export function episodeStarts(days: readonly DayVerdict[]): readonly DayVerdict[] {
  const starts: DayVerdict[] = []
  let last = -Infinity
  for (const day of days) {
    if (!isUnplannedBackOff(day)) continue
    if (day.day - last > quietDays) starts.push(day)
    last = day.day
  }
  return starts
}
