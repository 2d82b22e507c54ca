import type { LogView } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import { tookPlace } from "../log/sessions.ts"
import { known, unknown, type SignalValue } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

/** % of the last `days` days with a check-in, today included; unknown until the log is that long. */
export function compliance({ checkInDays, firstDay, today }: LogView, days: number): SignalValue {
  if (firstDay === undefined) return unknown("notAsked")
  if (today - firstDay + 1 < days) return unknown("tooFewDays", { n: checkInDays.length })
  const n = checkInDays.length - firstAtOrAfter(checkInDays, today - days + 1)
  return known((100 * n) / days, { n })
}

/**
 * % of the sessions meant for the `days` days to yesterday that were trained: those the plan gives a step or a target,
 * else, without any, all that were logged, skipped ones too.
 */
export function plannedSessionsTrained(log: LogView, days: number): SignalValue {
  const from = log.today - days
  const to = log.today - 1
  const logged = sessionsBetween(log.sessions, from, to)
  const trained = new Set(logged.filter(tookPlace).map(({ day }) => day))
  const planned = new Set([...log.plan.steps.keys(), ...log.plan.targets.map(({ day }) => day)])
  const meant = [...planned].filter((day) => from <= day && day <= to)
  const due = meant.length > 0 ? meant : logged.map(({ day }) => day)
  if (due.length === 0) return unknown("notAsked")
  return known((100 * due.filter((day) => trained.has(day)).length) / due.length, { n: due.length })
}
