import { z } from "zod"
import { fromDay } from "../log/day.ts"
import type { LogView, Session } from "../log/logView.ts"
import { compliance, plannedSessionsTrained } from "./attendance.ts"
import { liftsOf, toLiftKey } from "./liftSets.ts"
import { daysParameter, labelled, numberParameter } from "./parameters.ts"
import { sessionCompletion, wasSolid } from "./sessionCompletion.ts"
import { known, unknown, type SignalKind, type SignalValue } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({
  kind: z.literal("completion"),
  ...labelled,
  yield: z.enum(["pct", "lowLifts", "solid", "compliance", "sessionPct"]).default("pct"),
  belowPct: numberParameter(1, 100).default(90).describe("A lift below this % of its prescribed reps is low."),
  sessions: numberParameter(1, 10).default(2).describe("Sessions of a lift, running, that must be low."),
  solidPct: numberParameter(1, 100).default(95),
  days: daysParameter(1, 90).default(14).describe("Age limit of the session, or the days that are counted."),
})
type Numbers = {
  readonly belowPct: number
  readonly sessions: number
  readonly solidPct: number
  readonly days: number
}

const askedDays = 28
const labels = {
  pct: "Reps completed",
  lowLifts: "Lifts with missed reps",
  solid: "Last session solid",
  compliance: "Days with a check-in",
  sessionPct: "Planned sessions trained",
} as const

/**
 * What was done of what was prescribed (C8, C10): the last session's % of reps, how many lifts fell short sessions running,
 * whether the last session was solid; or the % of days with a check-in, or of planned sessions that were trained.
 * @example {"kind":"completion","yield":"lowLifts","belowPct":90,"sessions":2}
 */
export const completion: SignalKind<typeof parameters> = {
  kind: "completion",
  parameters,
  declare: ({ label, yield: yielded }) => {
    if (yielded === "solid") return { type: "yesNo", label: label ?? labels[yielded] }
    const unit = yielded === "lowLifts" ? "lifts" : "%"
    return { type: "number", label: label ?? labels[yielded], unit, range: yielded === "lowLifts" ? [0, 50] : [0, 100] }
  },
  reads: ({ yield: yielded }) => (yielded === "compliance" ? [] : ["sessions", "sets"]),
  derive: ({ yield: yielded, ...numbers }, { log }) => derivations[yielded](log, numbers),
}

const derivations: Readonly<Record<keyof typeof labels, (log: LogView, numbers: Numbers) => SignalValue>> = {
  pct: (log, numbers) => lastSession(log, numbers, (session) => sessionCompletion(session, log).pct),
  solid: (log, numbers) => lastSession(log, numbers, (session) => wasSolid(session, log, numbers.solidPct)),
  lowLifts,
  compliance: (log, { days }) => compliance(log, days),
  sessionPct: (log, { days }) => plannedSessionsTrained(log, days),
}

function lastSession(
  log: LogView,
  { days }: Numbers,
  read: (session: Session) => number | boolean | undefined,
): SignalValue {
  const session = log.sessions.at(-1)
  if (session === undefined || log.today - session.day >= askedDays) return unknown("notAsked")
  if (log.today - session.day > days) return unknown("stale")
  const value = read(session)
  if (value !== undefined) return known(value, { days: [fromDay(session.day)] })
  const recent = sessionsBetween(log.sessions, log.today - askedDays + 1, session.day - 1)
  return unknown(recent.some((one) => read(one) !== undefined) ? "stale" : "notAsked")
}

/** A lift counts while its last judged session is at most `days` old. */
function lowLifts(log: LogView, { belowPct, sessions, days }: Numbers): SignalValue {
  const recent = sessionsBetween(log.sessions, log.today - askedDays + 1, log.today)
  const pcts = new Map<string, { day: number; pct: number }[]>()
  for (const session of recent)
    for (const [lift, pct] of sessionCompletion(session, log).byLift) {
      const judged = pcts.get(lift) ?? []
      judged.push({ day: session.day, pct })
      pcts.set(lift, judged)
    }
  if (pcts.size === 0) return unknown("notAsked")
  const names = new Map(liftsOf(recent).map(({ name }) => [toLiftKey(name), name]))
  const long = [...pcts]
    .map(([lift, judged]) => ({ lift: names.get(lift) ?? lift, last: judged.slice(-sessions) }))
    .filter(({ last }) => last.length >= sessions && log.today - (last.at(-1)?.day ?? -Infinity) <= days)
    .map(({ lift, last }) => ({ lift, last, best: Math.max(...last.map(({ pct }) => pct)) }))
    .sort((a, b) => a.best - b.best)
  if (long.length === 0) return unknown("tooFewDays", { n: pcts.size })
  const low = long.filter(({ best }) => best < belowPct)
  return known(low.length, {
    days: [...new Set(low.flatMap(({ last }) => last.map(({ day }) => day)))].sort((a, b) => a - b).map(fromDay),
    each: Object.fromEntries(long.map(({ lift, best }) => [lift, best])),
    lifts: low.map(({ lift }) => lift),
  })
}
