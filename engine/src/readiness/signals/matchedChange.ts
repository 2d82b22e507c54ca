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
  const usual = mean(prior.map(velocityOf))
  const worse = roundTo6(usual - mean(recent.map(velocityOf)))
  const least = Math.max(minDrop, minimalDetectableChange(recent.length, prior.length, sem))
  // One session alone is noise (C1): a mean can be carried by it, so each must show the drop.
  const isEach = recent.every((set) => roundTo6(usual - velocityOf(set)) >= minDrop)
  return {
    worse,
    isMet: worse >= least && isEach && isLoadNotUp(recent, prior) && isFalling(sets.slice(-trendOver), trendMin),
  }
}

/** Mean RPE of the recent sets less that of the prior: enough at no more reps, or with fewer reps at no less RPE. */
export function effortRise(
  recent: readonly MatchedSet[],
  prior: readonly MatchedSet[],
  _sets: readonly MatchedSet[],
  { rpeRise, repsDrop }: EffortNumbers,
): Change {
  const usualRpe = mean(prior.map(rpeOf))
  const usualReps = mean(prior.map(repsOf))
  const worse = roundTo6(mean(recent.map(rpeOf)) - usualRpe)
  const fewer = roundTo6(usualReps - mean(recent.map(repsOf)))
  // One session alone is noise (C1): a mean can be carried by it, so each must lie at least half as far off.
  const each = (isOff: (set: MatchedSet) => boolean) => recent.every(isOff)
  // More reps at the same load are harder by design: they are no rise of effort.
  const isHarder = worse >= rpeRise && fewer >= 0 && each((set) => roundTo6(rpeOf(set) - usualRpe) >= rpeRise / 2)
  const isShorter = worse >= 0 && fewer >= repsDrop && each((set) => roundTo6(usualReps - repsOf(set)) >= repsDrop / 2)
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
