import { fromDay, type Day } from "../log/day.ts"
import type { Session } from "../log/logView.ts"
import type { LoggedSet } from "../log/schema.ts"
import type { Evidence } from "./signal.ts"

/** One lift's working sets of one session, in order. */
export interface LiftSession {
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

/** Sessions never change once read, and a timeline looks at each hundreds of times: group each but once. */
const grouped = new WeakMap<Session, ReadonlyMap<string, readonly LoggedSet[]>>()

/** Working sets of one session by lift key, in order. */
export function workingSetsByLift(session: Session): ReadonlyMap<string, readonly LoggedSet[]> {
  const known = grouped.get(session)
  if (known !== undefined) return known
  const byLift = new Map<string, LoggedSet[]>()
  for (const set of session.sets) {
    if (set.kind !== "working") continue
    const key = toLiftKey(set.exercise)
    const sets = byLift.get(key)
    if (sets === undefined) byLift.set(key, [set])
    else sets.push(set)
  }
  grouped.set(session, byLift)
  return byLift
}

/** The lifts of ascending sessions, in order of appearance. */
export function liftsOf(sessions: readonly Session[]): readonly Lift[] {
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
