import type { Day } from "../log/day.ts"
import type { LogView } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import { sessionMeasure } from "../log/sessionMeasures.ts"
import { tookPlace } from "../log/sessions.ts"
import { sessionsBetween } from "./trainedSessions.ts"

/** Load of one day in arbitrary units; undefined: not known. */
export type DailyLoad = number | undefined

/** The last day whose training is settled: today after its session, else yesterday. */
export function lastSettledDay(log: LogView): Day {
  return log.asOf.phase === "postSession" ? log.today : log.today - 1
}

/**
 * Loads (session RPE × minutes) of up to `days` days to the last settled one, ascending, from the first session on. Zero
 * only on a day with a check-in and no session or a skipped one; a day with neither, or a session without RPE or minutes, is undefined.
 */
export function dailyLoads(log: LogView, days: number): readonly DailyLoad[] {
  const to = lastSettledDay(log)
  const from = Math.max(to - days + 1, log.firstSession ?? to)
  const loads: DailyLoad[] = Array.from({ length: Math.max(0, to - from + 1) }, () => undefined)
  const { checkInDays } = log
  for (let i = firstAtOrAfter(checkInDays, from); i < checkInDays.length; i++) {
    const index = (checkInDays[i] ?? Infinity) - from
    if (index < loads.length) loads[index] = 0
  }
  for (const session of sessionsBetween(log.sessions, from, to))
    loads[session.day - from] = tookPlace(session) ? sessionMeasure("sessionLoad", session) : 0
  return loads
}
