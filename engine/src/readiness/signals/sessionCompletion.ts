import type { Day } from "../log/day.ts"
import type { LogView, Session, Target } from "../log/logView.ts"
import { tookPlace, workingSets } from "../log/sessions.ts"
import { baselineOf, isReady } from "../formulas/baseline.ts"
import { sessionMeasureCatalogue } from "../log/sessionMeasures.ts"
import type { LoggedSet } from "../log/schema.ts"
import { toLiftKey, workingSetsByLift } from "./liftSets.ts"
import { memoised } from "./memoised.ts"
import { targetsInForce } from "./targetsInForce.ts"

/** How much of what was prescribed was done, in %, at most 100; `pct` is undefined where the log does not say. */
export interface SessionCompletion {
  readonly pct: number | undefined
  /** By lift key, of the lifts that had a prescription. */
  readonly byLift: ReadonlyMap<string, number>
}

interface Reps {
  readonly prescribed: number
  readonly done: number
}

/** Without a baseline of session RPE, up to here a session was not unusually hard (CR10; our default). */
const normalRpe = 8

/**
 * Completion of one session: prescribed reps (the plan's targets of the day, else the target reps of its sets) that were
 * done, where extra reps make up for none that are missing. Without either, `completed` is 100 and `skipped` 0; one cut
 * short says nothing but what its lifts say. The plan does not hold in a deload or where coach or athlete chose less.
 */
export function sessionCompletion(session: Session, log: LogView): SessionCompletion {
  const planned = targetsInForce(log, session.day)
  if (planned.length === 0 || workingSets(session).length === 0) return completionBySets(session)
  const reps = new Map(repsBySets(session))
  for (const [lift, targets] of Map.groupBy(planned, ({ exercise }) => toLiftKey(exercise))) {
    const own = repsOfTargets(targets, workingSetsByLift(session).get(lift) ?? [])
    if (own !== undefined) reps.set(lift, own)
  }
  return toCompletion(session, reps, true)
}

const completionBySets = memoised((session: Session): SessionCompletion =>
  tookPlace(session)
    ? toCompletion(session, repsBySets(session), session.status !== "cutShort")
    : { pct: 0, byLift: new Map() },
)

function toCompletion({ status }: Session, reps: ReadonlyMap<string, Reps>, isWhole: boolean): SessionCompletion {
  const byLift = new Map([...reps].map(([lift, { prescribed, done }]) => [lift, (100 * done) / prescribed]))
  if (reps.size === 0) return { pct: status === "completed" ? 100 : undefined, byLift }
  const total = [...reps.values()].reduce((sum, each) => sum + each.prescribed, 0)
  const done = [...reps.values()].reduce((sum, each) => sum + each.done, 0)
  return { pct: isWhole ? (100 * done) / total : undefined, byLift }
}

/**
 * True when at least `solidPct` % of a session was done at normal RPE (no more than one spread above the own baseline,
 * or RPE 8 without one), so that reluctance before it was noise (C8); undefined where the log does not say.
 */
export function wasSolid(session: Session, log: LogView, solidPct: number): boolean | undefined {
  const { pct } = sessionCompletion(session, log)
  const isNormal = session.rpe === undefined ? undefined : session.rpe <= highestNormalRpe(log, session.day)
  const isDone = pct === undefined ? undefined : pct >= solidPct
  if (isDone === false || isNormal === false) return false
  return isDone === undefined || isNormal === undefined ? undefined : true
}

function highestNormalRpe(log: LogView, day: Day): number {
  const baseline = baselineOf(log.daily("sessionRpe"), day, sessionMeasureCatalogue.sessionRpe, {
    isExcluded: (one) => log.isExcludedFromBaselines(one),
    perSession: true,
  })
  return isReady(baseline) ? baseline.centre + baseline.spread : normalRpe
}

/** Target reps and what was done of them by lift key, of the lifts whose sets have any. */
function repsBySets(session: Session): ReadonlyMap<string, Reps> {
  const byLift = new Map<string, Reps>()
  for (const [lift, sets] of workingSetsByLift(session)) {
    let prescribed = 0
    let done = 0
    for (const { reps, targetReps } of sets)
      if (reps !== undefined && targetReps !== undefined) {
        prescribed += targetReps
        done += Math.min(reps, targetReps)
      }
    if (prescribed > 0) byLift.set(lift, { prescribed, done })
  }
  return byLift
}

/** The lift's targets against its sets with the most reps; undefined where a target or a set leaves its reps open. */
function repsOfTargets(targets: readonly Target[], sets: readonly LoggedSet[]): Reps | undefined {
  const wanted: number[] = []
  for (const { sets: count, reps } of targets) {
    if (reps === undefined) return undefined
    for (let i = 0; i < count; i++) wanted.push(reps)
  }
  const made = sets.flatMap(({ reps }) => reps ?? [])
  if (made.length < sets.length) return undefined
  wanted.sort((a, b) => b - a)
  made.sort((a, b) => b - a)
  return {
    prescribed: wanted.reduce((sum, reps) => sum + reps, 0),
    done: wanted.reduce((sum, reps, i) => sum + Math.min(reps, made[i] ?? 0), 0),
  }
}
