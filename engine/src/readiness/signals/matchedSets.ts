import type { Day } from "../log/day.ts"
import type { LoggedSet } from "../log/schema.ts"
import type { Lift } from "./liftSets.ts"
import { memoised } from "./memoised.ts"

/** The first working set at a matched load of one session. */
export interface MatchedSet {
  readonly day: Day
  readonly loadKg: number
  readonly set: LoggedSet
}

type LoadedSet = Omit<MatchedSet, "day">

/** Working sets of a lift's session that have a load and what is compared, in order. */
export type UsableSets = (sets: readonly LoggedSet[]) => readonly LoadedSet[]

/** Those with a mean velocity. */
export const timedSets: UsableSets = memoised((sets) =>
  loaded(sets.filter(({ meanVelocity }) => meanVelocity !== undefined && meanVelocity > 0)),
)

/** Those with RPE and reps. */
export const ratedSets: UsableSets = memoised((sets) =>
  loaded(sets.filter(({ rpe, reps }) => rpe !== undefined && reps !== undefined)),
)

/**
 * A lift's sessions at the same load, ascending: of each the first usable working set within ±`bandPct` % of a load that the
 * last session with a usable set was done at. Of that session's loads the one with most matches is taken, then the heaviest.
 */
export function matchedSets(lift: Lift, bandPct: number, usable: UsableSets): readonly MatchedSet[] {
  const before = lastMatches(lift).get(usable)
  if (before?.bandPct === bandPct) return before.matches
  const matches = findMatches(lift, bandPct, usable)
  lastMatches(lift).set(usable, { bandPct, matches })
  return matches
}

/** What was found last: lifts are the same objects as long as no session is added. */
const lastMatches = memoised(
  (_lift: Lift) => new Map<UsableSets, { readonly bandPct: number; readonly matches: readonly MatchedSet[] }>(),
)

function findMatches(lift: Lift, bandPct: number, usable: UsableSets): readonly MatchedSet[] {
  const sessions = lift.sessions
    .map(({ day, sets }) => ({ day, sets: usable(sets) }))
    .filter(({ sets }) => sets.length > 0)
  const loads = new Set((sessions.at(-1)?.sets ?? []).map(({ loadKg }) => loadKg))
  let best: readonly MatchedSet[] = []
  for (const load of [...loads].sort((a, b) => b - a)) {
    const reach = (load * bandPct) / 100
    const matched: MatchedSet[] = []
    for (const { day, sets } of sessions) {
      const first = sets.find(({ loadKg }) => Math.abs(loadKg - load) <= reach)
      if (first !== undefined) matched.push({ day, ...first })
    }
    if (matched.length > best.length) best = matched
  }
  return best
}

function loaded(sets: readonly LoggedSet[]): readonly LoadedSet[] {
  return sets.flatMap((set) => (set.loadKg === undefined || set.loadKg <= 0 ? [] : [{ loadKg: set.loadKg, set }]))
}
