import { epley, estimatedMaxFromRpe } from "../formulas/estimatedMax.ts"
import { mannKendallP } from "../formulas/mannKendall.ts"
import { median } from "../formulas/statistics.ts"
import { theilSenSlope } from "../formulas/theilSen.ts"
import type { Series, Session } from "../log/logView.ts"
import type { LoggedSet } from "../log/schema.ts"
import { liftsOf, type Lift } from "./liftSets.ts"
import { memoised } from "./memoised.ts"

/** Estimated one-repetition maxima of a lift, kg, one a session. */
export interface MaxSeries extends Series {
  readonly name: string
}

/**
 * Each lift's estimates over an unbroken run of sessions, of each the best working set. A series is made in one way only, so
 * that no trend comes from a change of formula: from reps and RPE where `min` sessions have them, else from the sets without
 * RPE (Epley), should these be more.
 */
export function maxSeriesOf(sessions: readonly Session[], min: number): readonly MaxSeries[] {
  return liftsOf(sessions).flatMap((lift) => {
    const byRpe = seriesByRpe(lift)
    const series = byRpe.days.length >= min ? byRpe : longer(byRpe, seriesByReps(lift))
    return series.days.length > 0 ? [series] : []
  })
}

/** Theil–Sen slope of a series of at least two values, in % of its median a week. */
export const slopePctPerWeek = memoised(
  ({ days, values }: MaxSeries): number => (700 * theilSenSlope(days, values)) / median(values),
)

/** One-sided p of Mann–Kendall that a series falls. */
export const pOfFall = memoised(({ values }: MaxSeries): number => mannKendallP(values, "falling"))

/** Best estimate of one session's sets of a lift, kg; undefined when no set gives one. */
type Estimate = (sets: readonly LoggedSet[]) => number | undefined

const bestByRpe: Estimate = memoised((sets) => best(sets, maxByRpe))
const bestByReps: Estimate = memoised((sets) => best(sets, maxByReps))

function best(sets: readonly LoggedSet[], estimate: (set: LoggedSet) => number | undefined): number | undefined {
  const most = Math.max(...sets.map((set) => estimate(set) ?? 0))
  return most > 0 ? most : undefined
}

const seriesByRpe = memoised((lift: Lift) => seriesBy(lift, bestByRpe))
const seriesByReps = memoised((lift: Lift) => seriesBy(lift, bestByReps))

function seriesBy(lift: Lift, estimate: Estimate): MaxSeries {
  const days: number[] = []
  const values: number[] = []
  for (const { day, sets } of lift.sessions) {
    const value = estimate(sets)
    if (value === undefined) continue
    days.push(day)
    values.push(value)
  }
  return { name: lift.name, days, values }
}

function longer(a: MaxSeries, b: MaxSeries): MaxSeries {
  return b.days.length > a.days.length ? b : a
}

function maxByRpe({ loadKg, reps, rpe }: LoggedSet): number | undefined {
  return loadKg === undefined || reps === undefined || rpe === undefined
    ? undefined
    : estimatedMaxFromRpe(loadKg, reps, rpe)
}

function maxByReps({ loadKg, reps, rpe }: LoggedSet): number | undefined {
  return loadKg === undefined || reps === undefined || rpe !== undefined ? undefined : epley(loadKg, reps)
}
