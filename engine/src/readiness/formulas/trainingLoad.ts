import { mean, sampleSd } from "./statistics.ts"

/** Session load in arbitrary units: session RPE (CR10) × minutes (Foster 2001). */
export function sessionLoad(rpe: number, minutes: number): number {
  return rpe * minutes
}

/** Mean daily load over its SD (n − 1), rest days as zeros; undefined for fewer than two days or without variation (Foster 1998). */
export function monotony(dailyLoads: readonly number[]): number | undefined {
  if (dailyLoads.length < 2) return undefined
  const sd = sampleSd(dailyLoads)
  return sd > 0 ? mean(dailyLoads) / sd : undefined
}

/** The week's load × its monotony, in arbitrary units (Foster 1998). */
export function strain(weeklyLoad: number, weeklyMonotony: number): number {
  return weeklyLoad * weeklyMonotony
}
