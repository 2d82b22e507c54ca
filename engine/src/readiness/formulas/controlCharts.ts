import { ewma } from "./ewma.ts"

/** Width of EWMA limits in its own SDs. */
const limitWidth = 3
/** Slack of a CUSUM in SDs: half the shift it is to find. */
const slack = 0.5

/** An EWMA control chart: one point a value and its asymptotic limits, in the values' unit. */
export interface EwmaChart {
  readonly points: readonly number[]
  readonly lower: number
  readonly upper: number
}

/** EWMA chart started at the target, limits target ± 3s√(λ/(2 − λ)); `sd` is that of single values. */
export function ewmaChart(values: readonly number[], weight: number, target: number, sd: number): EwmaChart {
  const reach = limitWidth * sd * Math.sqrt(weight / (2 - weight))
  return { points: ewma(values, weight, target), lower: target - reach, upper: target + reach }
}

/** Upward CUSUM of z-scores, C⁺ = max(0, C⁺ + z − 0.5) from 0, one sum a value; an alarm is usual at 4 to 5. Negate z for the downward one. */
export function cusum(zs: readonly number[]): readonly number[] {
  const sums: number[] = []
  let sum = 0
  for (const z of zs) {
    sum = Math.max(0, sum + z - slack)
    sums.push(sum)
  }
  return sums
}
