/** Fitness and fatigue in the loads' unit; `form` is yesterday's fitness less yesterday's fatigue. */
export interface FitnessFatigue {
  readonly fitness: number
  readonly fatigue: number
  readonly form: number
}

/** Time constants in days (TrainingPeaks; Morton 1990 had 45 and 15). */
const fitnessDays = 42
const fatigueDays = 7

/** Weight of today's load: 1/τ as in performance charts, or the exact 1 − e^(−1/τ). */
function weight(days: number, way: "chart" | "exponential"): number {
  return way === "chart" ? 1 / days : 1 - Math.exp(-1 / days)
}

/** Fitness (τ 42 d) and fatigue (τ 7 d) after daily loads in order, X += w × (load − X) from zero; zeros for no day (Morton 1990). */
export function fitnessFatigue(dailyLoads: readonly number[], way: "chart" | "exponential" = "chart"): FitnessFatigue {
  const fitnessWeight = weight(fitnessDays, way)
  const fatigueWeight = weight(fatigueDays, way)
  let fitness = 0
  let fatigue = 0
  let form = 0
  for (const load of dailyLoads) {
    form = fitness - fatigue
    fitness += fitnessWeight * (load - fitness)
    fatigue += fatigueWeight * (load - fatigue)
  }
  return { fitness, fatigue, form }
}
