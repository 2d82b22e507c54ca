import { median } from "../formulas/statistics.ts"
import { fromDay, type Day } from "../log/day.ts"
import type { Deload, LogView, Session } from "../log/logView.ts"
import { tookPlace } from "../log/sessions.ts"
import { memoised } from "./memoised.ts"
import { dayDecided, sessionsBetween } from "./trainedSessions.ts"
import { closedWeeks, type Week } from "./trainingWeeks.ts"

/**
 * Where an athlete stands: in a deload that is planned or accepted, or some days after the last rest. `from` to `to` is
 * that rest; `lightWeek` and `daysOff` only look like a deload; `lowerBound`: none is known, so `to` is as far back as the log goes.
 */
export type DeloadStanding =
  | { readonly state: "inDeload"; readonly deload: Deload }
  | { readonly state: "after"; readonly rest: Rest; readonly days: number }

export interface Rest {
  readonly origin: "deload" | "lightWeek" | "daysOff" | "lowerBound"
  readonly from: Day
  readonly to: Day
}

/** So long without a session rests like a deload. */
const restDays = 7
/** A week at this share of the median of the weeks before it, or less, looks like a deload. */
const lightShare = 0.6
const weeksBefore = 4
/** How far back rests are looked for; an older one would make any deload overdue all the same. */
const searchDays = 365

/** The standing on the day decided; undefined when no deload is on record and nothing was ever trained. */
export const deloadStanding = memoised((log: LogView): DeloadStanding | undefined => {
  const day = dayDecided(log)
  const deload = log.deloads.findLast(({ from }) => from <= day)
  if (deload !== undefined && deload.to >= day) return { state: "inDeload", deload }
  const recorded: Rest | undefined = deload && { origin: "deload", from: deload.from, to: deload.to }
  const rest = latestLookingLikeDeload(log, day, recorded?.to ?? -Infinity) ?? recorded ?? lowerBound(log, day)
  return rest && { state: "after", rest, days: day - rest.to }
})

/** A sentence about a rest that the log does not call a deload; undefined for one that it does. */
export function noteOfRest({ origin, from, to }: Rest): string | undefined {
  if (origin === "deload") return undefined
  if (origin === "lowerBound") return "at least"
  const what = origin === "lightWeek" ? "light week" : "no session"
  return `${what} from ${fromDay(from)} to ${fromDay(to)}: looks like a deload, was it?`
}

function lowerBound(log: LogView, day: Day): Rest | undefined {
  if (log.firstSession === undefined) return undefined
  const to = Math.max(log.firstSession, day - searchDays)
  return { origin: "lowerBound", from: to, to }
}

function latestLookingLikeDeload(log: LogView, day: Day, after: Day): Rest | undefined {
  const sessions = sessionsBetween(log.sessions, Math.max(after + 1, day - searchDays), day).filter(tookPlace)
  const off = latestDaysOff(sessions, day)
  const light = latestLightWeek(log, day, Math.max(after, off?.to ?? -Infinity, day - searchDays))
  return light ?? off
}

function latestDaysOff(sessions: readonly Session[], day: Day): Rest | undefined {
  let next = day
  for (let i = sessions.length - 1; i >= 0; i--) {
    const last = sessions[i]?.day ?? next
    if (next - last > restDays) return { origin: "daysOff", from: last + 1, to: next - 1 }
    next = last
  }
  return undefined
}

function latestLightWeek(log: LogView, day: Day, after: Day): Rest | undefined {
  const weeks = closedWeeks(log.sessions, after - 7 * weeksBefore, day - 1)
  for (let i = weeks.length - 1; i >= weeksBefore; i--) {
    const week = weeks[i]
    if (week === undefined || week.from <= after) return undefined
    if (isLight(week, weeks.slice(i - weeksBefore, i))) return { origin: "lightWeek", from: week.from, to: week.to }
  }
  return undefined
}

function isLight(week: Week, before: readonly Week[]): boolean {
  for (const volume of ["tonnage", "load"] as const) {
    const own = week[volume]
    const others = before.flatMap((other) => other[volume] ?? [])
    if (own === undefined || others.length < weeksBefore) continue
    // Most weeks are not even light against the heaviest of them, and need no median.
    if (own > lightShare * Math.max(...others)) return false
    return own > 0 && others.every((other) => other > 0) && own <= lightShare * median(others)
  }
  return false
}
