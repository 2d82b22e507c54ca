import { median } from "./statistics.ts"

/** 1,770 pairs: what one signal may cost. */
const mostPoints = 60

/**
 * Theil–Sen slope: the median of the slopes of all pairs with different x (Theil 1950, Sen 1968), in y-units per x-unit
 * (x in days). NaN when no two x differ; throws over 60 points, which the schemas of its callers rule out.
 */
export function theilSenSlope(xs: readonly number[], ys: readonly number[]): number {
  if (xs.length !== ys.length) throw new Error(`${xs.length} xs do not pair with ${ys.length} ys`)
  if (xs.length > mostPoints) throw new Error(`${xs.length} points are over the limit of ${mostPoints}`)
  const slopes: number[] = []
  for (const [i, xi] of xs.entries())
    for (let j = i + 1; j < xs.length; j++) {
      const run = (xs[j] ?? Number.NaN) - xi
      if (run !== 0) slopes.push(((ys[j] ?? Number.NaN) - (ys[i] ?? Number.NaN)) / run)
    }
  return median(slopes)
}
