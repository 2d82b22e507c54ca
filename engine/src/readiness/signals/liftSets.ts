import { fromDay, type Day } from "../log/day.ts"
import type { Session } from "../log/logView.ts"
import type { LoggedSet } from "../log/schema.ts"
import { workingSets } from "../log/sessions.ts"
import { memoised } from "./memoised.ts"
import type { Evidence } from "./signal.ts"

/** One lift's working sets of one session, in order. */
interface LiftSession {
  readonly day: Day
  readonly sets: readonly LoggedSet[]
}

/** A lift by its latest spelling, with its sessions, ascending; spellings that differ in case and spaces are one lift. */
export interface Lift {
  readonly name: string
  readonly sessions: readonly LiftSession[]
}

/** One spelling for all: lower case, single spaces. */
export function toLiftKey(exercise: string): string {
  return exercise.trim().toLowerCase().replaceAll(/\s+/g, " ")
}

/** All sets of one session by lift key, in order. */
export const setsByLift = memoised(({ sets }: Session): ReadonlyMap<string, readonly LoggedSet[]> =>
  Map.groupBy(sets, ({ exercise }) => toLiftKey(exercise)),
)

/** Working sets of one session by lift key, in order; each time the same lists. */
export const workingSetsByLift = memoised((session: Session): ReadonlyMap<string, readonly LoggedSet[]> =>
  Map.groupBy(workingSets(session), ({ exercise }) => toLiftKey(exercise)),
)

/** Runs of sessions by their last and first one: within a log these two say which sessions lie between. */
const liftsByRun = memoised((_last: Session) => new Map<Session, readonly Lift[]>())

/** The lifts of an unbroken run of a log's sessions, ascending, in order of appearance; each time the same list. */
export function liftsOf(sessions: readonly Session[]): readonly Lift[] {
  const first = sessions[0]
  const last = sessions.at(-1)
  if (first === undefined || last === undefined) return []
  const before = liftsByRun(last).get(first)
  if (before !== undefined) return before
  const lifts = groupByLift(sessions)
  liftsByRun(last).set(first, lifts)
  return lifts
}

function groupByLift(sessions: readonly Session[]): readonly Lift[] {
  const lifts = new Map<string, { name: string; sessions: LiftSession[] }>()
  for (const session of sessions)
    for (const [key, sets] of workingSetsByLift(session)) {
      const name = sets[0]?.exercise ?? key
      const lift = lifts.get(key)
      if (lift === undefined) lifts.set(key, { name, sessions: [{ day: session.day, sets }] })
      else {
        lift.name = name
        lift.sessions.push({ day: session.day, sets })
      }
    }
  return [...lifts.values()]
}

type SetEvidence = NonNullable<Evidence["sets"]>[number]

/** A set as evidence, with its date. */
export function toSetEvidence(day: Day, set: LoggedSet): SetEvidence {
  const { exercise, loadKg, reps, rpe, meanVelocity } = set
  return {
    localDate: fromDay(day),
    exercise,
    ...(loadKg === undefined ? {} : { loadKg }),
    ...(reps === undefined ? {} : { reps }),
    ...(rpe === undefined ? {} : { rpe }),
    ...(meanVelocity === undefined ? {} : { meanVelocity }),
  }
}
