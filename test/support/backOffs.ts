import {
  type AthleteLog,
  type Ruleset,
  decide,
  momentsOf,
  readLog,
  toDay,
  toLoggedEntry,
  unplannedEpisodes,
  type Entry,
} from "@barometer/engine/readiness"

/** A day's verdict as a number of days since 1970, with what it said. */
export interface DayVerdict {
  readonly day: number
  readonly localDate: string
  readonly verdict: string
  readonly kind: string | null
  readonly decidedBy: string | null
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
    byDay.set(day, { day, localDate: asOf.localDate, verdict, kind, decidedBy })
  }
  return [...byDay.values()]
}

/** First day of each episode of unplanned back-offs. */
export function episodeStarts(days: readonly DayVerdict[]): readonly DayVerdict[] {
  return unplannedEpisodes(days).flatMap(([first]) => first ?? [])
}
