/** A lifter's line v = intercept + slope × load: m/s, (m/s)/kg, with the loads it was fitted on. */
export interface LoadVelocityProfile {
  readonly intercept: number
  readonly slope: number
  readonly points: number
  readonly distinctLoads: number
  readonly lightestKg: number
  readonly heaviestKg: number
}

/** Mean concentric velocity at the one-repetition maximum, m/s. */
export const velocityAtMax = { squat: 0.3, bench: 0.17, deadlift: 0.15 } as const

/** Ordinary least squares of velocities (m/s) on loads (kg), equally long; undefined below two distinct loads (Banyard 2018). */
export function fitLoadVelocity(
  loadsKg: readonly number[],
  velocities: readonly number[],
): LoadVelocityProfile | undefined {
  const points = loadsKg.length
  const distinctLoads = new Set(loadsKg).size
  if (distinctLoads < 2) return undefined
  let sumLoad = 0
  let sumVelocity = 0
  for (let index = 0; index < points; index++) {
    sumLoad += loadsKg[index] ?? 0
    sumVelocity += velocities[index] ?? 0
  }
  const meanLoad = sumLoad / points
  const meanVelocity = sumVelocity / points
  let covariance = 0
  let variance = 0
  let lightestKg = Infinity
  let heaviestKg = -Infinity
  for (let index = 0; index < points; index++) {
    const load = loadsKg[index] ?? 0
    covariance += (load - meanLoad) * ((velocities[index] ?? 0) - meanVelocity)
    variance += (load - meanLoad) ** 2
    lightestKg = Math.min(lightestKg, load)
    heaviestKg = Math.max(heaviestKg, load)
  }
  const slope = covariance / variance
  return { intercept: meanVelocity - slope * meanLoad, slope, points, distinctLoads, lightestKg, heaviestKg }
}

/** The profile's velocity in m/s at a load in kg. */
export function velocityAt(profile: LoadVelocityProfile, loadKg: number): number {
  return profile.intercept + profile.slope * loadKg
}

/** The load in kg at which the profile reaches `velocity` (m/s), which at the lift's `velocityAtMax` is its maximum; undefined when speed does not fall with load. */
export function loadAtVelocity(profile: LoadVelocityProfile, velocity: number): number | undefined {
  return profile.slope < 0 ? (velocity - profile.intercept) / profile.slope : undefined
}

/** Loss of speed over a set in %, (best − last) / best, of rep velocities in m/s in order; undefined for an empty set or one at no speed (Pareja-Blanco 2017). */
export function velocityLossPct(repVelocities: readonly number[]): number | undefined {
  const last = repVelocities.at(-1)
  const best = Math.max(...repVelocities)
  return last === undefined || best <= 0 ? undefined : (100 * (best - last)) / best
}
