import { roundTo6 } from "../../rules/rounding.ts"
import { minimalDetectableChange } from "../formulas/minimalDetectableChange.ts"
import { mean, median } from "../formulas/statistics.ts"
import { theilSenSlope } from "../formulas/theilSen.ts"
import type { MatchedSet } from "./matchedSets.ts"

/** What became worse, in m/s or RPE, and whether it is enough. */
export interface Change {
  readonly worse: number
  readonly isMet: boolean
}

interface VelocityNumbers {
  readonly minDrop: number
  readonly sem: number
  readonly trendOver: number
  readonly trendMin: number
}

interface EffortNumbers {
  readonly rpeRise: number
  readonly repsDrop: number
}

/** Mean speed of the prior sets less that of the recent: enough beyond band and noise, with a falling trend and the load not up. */
export function velocityDrop(
  recent: readonly MatchedSet[],
  prior: readonly MatchedSet[],
  sets: readonly MatchedSet[],
  { minDrop, sem, trendOver, trendMin }: VelocityNumbers,
): Change {
  const worse = roundTo6(mean(prior.map(velocityOf)) - mean(recent.map(velocityOf)))
  const least = Math.max(minDrop, minimalDetectableChange(recent.length, prior.length, sem))
  return { worse, isMet: worse >= least && isLoadNotUp(recent, prior) && isFalling(sets.slice(-trendOver), trendMin) }
}

/** Mean RPE of the recent sets less that of the prior: enough at no more reps, or with fewer reps at no less RPE. */
export function effortRise(
  recent: readonly MatchedSet[],
  prior: readonly MatchedSet[],
  _sets: readonly MatchedSet[],
  { rpeRise, repsDrop }: EffortNumbers,
): Change {
  const worse = roundTo6(mean(recent.map(rpeOf)) - mean(prior.map(rpeOf)))
  const fewer = roundTo6(mean(prior.map(repsOf)) - mean(recent.map(repsOf)))
  // More reps at the same load are harder by design: they are no rise of effort.
  const isHarder = worse >= rpeRise && fewer >= 0
  const isShorter = worse >= 0 && fewer >= repsDrop
  return { worse, isMet: (isHarder || isShorter) && isLoadNotUp(recent, prior) }
}

function isFalling(sets: readonly MatchedSet[], least: number): boolean {
  return (
    sets.length >= least &&
    theilSenSlope(
      sets.map(({ day }) => day),
      sets.map(velocityOf),
    ) < 0
  )
}

function isLoadNotUp(recent: readonly MatchedSet[], prior: readonly MatchedSet[]): boolean {
  return median(recent.map(({ loadKg }) => loadKg)) <= median(prior.map(({ loadKg }) => loadKg))
}

const velocityOf = ({ set }: MatchedSet) => set.meanVelocity ?? Number.NaN
const rpeOf = ({ set }: MatchedSet) => set.rpe ?? Number.NaN
const repsOf = ({ set }: MatchedSet) => set.reps ?? Number.NaN
