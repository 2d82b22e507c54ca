/** Fractions of the one-repetition maximum in %, by 2·(reps − 1) + 2·(10 − RPE): the RTS table (M. Tuchscherer). */
const rtsPercents = [
  100, 97.8, 95.5, 93.9, 92.2, 90.7, 89.2, 87.8, 86.3, 85, 83.7, 82.4, 81.1, 79.9, 78.6, 77.4, 76.2, 75.1, 73.9, 72.3,
  70.7, 69.4, 68, 66.7, 65.3, 64, 62.6, 61.3, 59.9,
] as const

/** Beyond ten repetitions both formulas drift; sets that long say nothing about a maximum. */
const longestFormulaSet = 10
const longestTableSet = 12

/** One-repetition maximum in kg from a set to failure, load × (1 + reps / 30); undefined outside 1 to 10 reps (Epley 1985). */
export function epley(loadKg: number, reps: number): number | undefined {
  return reps < 1 || reps > longestFormulaSet ? undefined : loadKg * (1 + reps / 30)
}

/** One-repetition maximum in kg from a set to failure, 36 × load / (37 − reps); undefined outside 1 to 10 reps (Brzycki 1993). */
export function brzycki(loadKg: number, reps: number): number | undefined {
  return reps < 1 || reps > longestFormulaSet ? undefined : (36 * loadKg) / (37 - reps)
}

/** Share of the one-repetition maximum in % that `reps` at `rpe` stand for; undefined off the table (RTS). */
export function rtsPercent(reps: number, rpe: number): number | undefined {
  if (reps < 1 || reps > longestTableSet || rpe > 10) return undefined
  return rtsPercents[2 * (reps - 1) + 2 * (10 - rpe)]
}

/** One-repetition maximum in kg from load, reps and RPE by the RTS table; undefined off the table. */
export function estimatedMaxFromRpe(loadKg: number, reps: number, rpe: number): number | undefined {
  const percent = rtsPercent(reps, rpe)
  return percent === undefined ? undefined : (100 * loadKg) / percent
}
