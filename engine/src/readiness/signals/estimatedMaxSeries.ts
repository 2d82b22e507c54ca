import { epley, estimatedMaxFromRpe } from "../formulas/estimatedMax.ts"
import { median } from "../formulas/statistics.ts"
import { theilSenSlope } from "../formulas/theilSen.ts"
import type { Series, Session } from "../log/logView.ts"
import type { LoggedSet } from "../log/schema.ts"
import { liftsOf, type Lift } from "./liftSets.ts"

/** Estimated one-repetition maxima of a lift, kg, one a session. */
export interface MaxSeries extends Series {
  readonly name: string
}

/**
 * Each lift's estimates over ascending sessions, of each the best working set. A series is made in one way only, so that no
 * trend comes from a change of formula: from reps and RPE where `min` sessions have them, else from the sets without RPE (Epley).
 */
export function maxSeriesOf(sessions: readonly Session[], min: number): readonly MaxSeries[] {
  return liftsOf(sessions).flatMap((lift) => {
    const byRpe = bestBy(lift, maxByRpe)
    const series = byRpe.days.length >= min ? byRpe : longer(byRpe, bestBy(lift, maxByReps))
    return series.days.length > 0 ? [series] : []
  })
}

/** Theil–Sen slope of a series of at least two values, in % of its median a week. */
export function slopePctPerWeek({ days, values }: Series): number {
  return (700 * theilSenSlope(days, values)) / median(values)
}

function bestBy(lift: Lift, estimate: (set: LoggedSet) => number | undefined): MaxSeries {
  const days: number[] = []
  const values: number[] = []
  for (const { day, sets } of lift.sessions) {
    const best = Math.max(...sets.map((set) => estimate(set) ?? 0))
    if (best <= 0) continue
    days.push(day)
    values.push(best)
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
