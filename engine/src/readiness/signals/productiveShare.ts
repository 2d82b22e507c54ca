import { z } from "zod"
import { mean, median } from "../formulas/statistics.ts"
import { fromDay } from "../log/day.ts"
import type { LogView } from "../log/logView.ts"
import { maxSeriesOf, slopePctPerWeek } from "./estimatedMaxSeries.ts"
import { labelled, numberParameter } from "./parameters.ts"
import { sessionCompletion } from "./sessionCompletion.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { dayDecided, sessionsBetween } from "./trainedSessions.ts"
import { mondayOf } from "./trainingWeeks.ts"

const parameters = z.strictObject({
  kind: z.literal("productiveShare"),
  ...labelled,
  weeks: numberParameter(1, 52).default(12),
  minWeeks: numberParameter(1, 52).default(8).describe("Weeks that must be judged."),
})

const trendDays = 28
const trendSessions = 4
const completedPct = 90
const askedDays = 28

/**
 * Share of the last closed weeks that were productive training (C19): at least 90 % of what was prescribed done, the median
 * lift's e1RM over 28 days not falling, no deload day. A week whose log does not say is left out.
 * @example {"kind":"productiveShare","weeks":12,"minWeeks":8}
 */
export const productiveShare: SignalKind<typeof parameters> = {
  kind: "productiveShare",
  parameters,
  declare: ({ label }) => ({ type: "number", label: label ?? "Productive training", unit: "%", range: [0, 100] }),
  reads: () => ["sessions", "sets"],
  derive: ({ weeks, minWeeks }, { log }) => {
    if (log.today - (log.sessions.at(-1)?.day ?? -Infinity) >= askedDays) return unknown("notAsked")
    const thisMonday = mondayOf(dayDecided(log))
    const judged: { readonly monday: number; readonly isProductive: boolean }[] = []
    for (let monday = thisMonday - 7; monday >= thisMonday - 7 * weeks; monday -= 7) {
      const isProductive = weekWasProductive(log, monday)
      if (isProductive !== undefined) judged.unshift({ monday, isProductive })
    }
    if (judged.length < minWeeks) return unknown("tooFewDays", { n: judged.length })
    const productive = judged.filter(({ isProductive }) => isProductive)
    return known((100 * productive.length) / judged.length, {
      days: productive.map(({ monday }) => fromDay(monday)),
      n: judged.length,
    })
  },
}

/** Whether the week from that Monday was productive: false as soon as one sign speaks against it; undefined where none does and one is missing. */
export function weekWasProductive(log: LogView, monday: number): boolean | undefined {
  const sunday = monday + 6
  if (log.deloads.some(({ from, to }) => from <= sunday && monday <= to)) return false
  const done = sessionsBetween(log.sessions, monday, sunday).flatMap(
    (session) => sessionCompletion(session, log).pct ?? [],
  )
  if (done.length > 0 && mean(done) < completedPct) return false
  const lifts = maxSeriesOf(sessionsBetween(log.sessions, sunday - trendDays + 1, sunday), trendSessions)
  const slopes = lifts.filter(({ days }) => days.length >= trendSessions).map(slopePctPerWeek)
  if (slopes.length > 0 && median(slopes) < 0) return false
  return done.length > 0 && slopes.length > 0 ? true : undefined
}
