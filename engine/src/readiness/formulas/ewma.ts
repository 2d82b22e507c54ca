import { mean } from "./statistics.ts"

/** Days of the acute and the chronic window. */
const acuteDays = 7
const chronicDays = 28

/** Weight of the newest value for a window of n days: 2 / (n + 1) (Williams 2017). */
export function weightOfSpan(days: number): number {
  return 2 / (days + 1)
}

/** Exponentially weighted moving average E = λx + (1 − λ)E, one value a value, from `seed` before the first or from the first itself. */
export function ewma(xs: readonly number[], weight: number, seed: number | undefined = xs[0]): readonly number[] {
  const averages: number[] = []
  let average = seed ?? Number.NaN
  for (const x of xs) {
    average = weight * x + (1 - weight) * average
    averages.push(average)
  }
  return averages
}

/** Acute to chronic load of daily loads in order, λ = 2/8 and 2/29 (Williams 2017), for display only; NaN without loads or of 0/0. */
export function ewmaLoadRatio(dailyLoads: readonly number[]): number {
  const acute = ewma(dailyLoads, weightOfSpan(acuteDays)).at(-1) ?? Number.NaN
  const chronic = ewma(dailyLoads, weightOfSpan(chronicDays)).at(-1) ?? Number.NaN
  return acute / chronic
}

/** Mean of the last 7 daily loads over that of the last 28 (coupled), for display only; NaN below 28 days or of 0/0. */
export function rollingLoadRatio(dailyLoads: readonly number[]): number {
  if (dailyLoads.length < chronicDays) return Number.NaN
  return mean(dailyLoads.slice(-acuteDays)) / mean(dailyLoads.slice(-chronicDays))
}
