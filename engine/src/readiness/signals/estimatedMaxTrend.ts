import { z } from "zod"
import { median } from "../formulas/statistics.ts"
import { fromDay } from "../log/day.ts"
import { labelled, numberParameter } from "./parameters.ts"
import { maxSeriesOf, pOfFall, slopePctPerWeek } from "./estimatedMaxSeries.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({
  kind: z.literal("estimatedMaxTrend"),
  ...labelled,
  yield: z.enum(["slopePctPerWeek", "fallingLifts"]).default("slopePctPerWeek"),
  // One point a day: Theil–Sen takes at most 60.
  days: z.int().min(7).max(60).default(28),
  min: z.int().min(3).max(30).default(4).describe("Sessions a lift needs."),
  p: numberParameter(0, 1)
    .default(0.05)
    .describe("One-sided p of Mann–Kendall up to which lifts are falling, shared among the lifts that are tested."),
  fallPctPerWeek: numberParameter(0, 10).default(0.5).describe("A slower fall than this counts as holding."),
  reduce: z.enum(["worst", "median"]).default("worst"),
})

const askedDays = 28

/**
 * Where estimated one-repetition maxima go (C10): %/week by Theil–Sen of the worst or the median lift, or how many lifts
 * fall by Mann–Kendall. One estimate a session, its best working set: by reps and RPE, or by reps where no RPE is given.
 * @example {"kind":"estimatedMaxTrend","yield":"fallingLifts","p":0.05}
 */
export const estimatedMaxTrend: SignalKind<typeof parameters> = {
  kind: "estimatedMaxTrend",
  parameters,
  declare: ({ label, yield: yielded }) =>
    yielded === "fallingLifts"
      ? { type: "number", label: label ?? "Lifts with falling e1RM", unit: "lifts", whole: true, range: [0, 50] }
      : { type: "number", label: label ?? "e1RM trend", unit: "%/week" },
  reads: () => ["sets"],
  derive: ({ yield: yielded, days, min, p, fallPctPerWeek, reduce }, { log }) => {
    const lifts = maxSeriesOf(sessionsBetween(log.sessions, log.today - days + 1, log.today), min)
    const last = Math.max(...lifts.map((lift) => lift.days.at(-1) ?? -Infinity))
    if (log.today - last >= askedDays) return unknown("notAsked")
    const judged = lifts
      .filter((lift) => lift.days.length >= min)
      .map((series) => ({ name: series.name, series, slope: slopePctPerWeek(series) }))
      .sort((a, b) => a.slope - b.slope)
    if (judged.length === 0) return unknown("tooFewDays", { n: lifts.length })
    // Twenty lifts tested at .05 each would find one falling by chance alone: they share it (Bonferroni).
    const falling = judged.filter(
      ({ series, slope }) => slope <= -fallPctPerWeek && pOfFall(series) <= p / judged.length,
    )
    const slopes = judged.map(({ slope }) => slope)
    const named = yielded === "fallingLifts" ? falling : judged.filter(({ slope }) => slope < 0)
    return known(
      yielded === "fallingLifts" ? falling.length : reduce === "worst" ? Math.min(...slopes) : median(slopes),
      {
        days: [...new Set(judged.flatMap(({ series }) => series.days))].sort((a, b) => a - b).map(fromDay),
        each: Object.fromEntries(judged.map(({ name, slope }) => [name, slope])),
        lifts: named.map(({ name }) => name),
      },
    )
  },
}
