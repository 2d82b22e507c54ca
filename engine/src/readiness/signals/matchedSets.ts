import type { Day } from "../log/day.ts"
import type { LoggedSet } from "../log/schema.ts"
import type { Lift } from "./liftSets.ts"

/** The first working set at a matched load of one session. */
export interface MatchedSet {
  readonly day: Day
  readonly loadKg: number
  readonly set: LoggedSet
}

/**
 * A lift's sessions at the same load, ascending: of each the first usable working set within ±`bandPct` % of a load that the
 * last session with a usable set was done at. Of that session's loads the one with most matches is taken, then the heaviest.
 */
export function matchedSets(lift: Lift, bandPct: number, isUsable: (set: LoggedSet) => boolean): readonly MatchedSet[] {
  const usable = lift.sessions.map(({ day, sets }) => ({ day, sets: sets.filter(isUsable).flatMap(withLoad(day)) }))
  const latest = usable.findLast(({ sets }) => sets.length > 0)
  let best: readonly MatchedSet[] = []
  const loads = new Set((latest?.sets ?? []).map(({ loadKg }) => loadKg))
  for (const load of [...loads].sort((a, b) => b - a)) {
    const reach = (load * bandPct) / 100
    const matched = usable.flatMap(({ sets }) => sets.find(({ loadKg }) => Math.abs(loadKg - load) <= reach) ?? [])
    if (matched.length > best.length) best = matched
  }
  return best
}

function withLoad(day: Day): (set: LoggedSet) => readonly MatchedSet[] {
  return (set) => (set.loadKg === undefined || set.loadKg <= 0 ? [] : [{ day, loadKg: set.loadKg, set }])
}
