import { dayOf, phaseOf, toMoment } from "./moment.ts"
import type { Session } from "./logView.ts"
import type { MeasureSeries } from "./measureSeries.ts"
import type { Ordered } from "./ordered.ts"
import type { CheckIn, LoggedSet } from "./schema.ts"

/**
 * Sessions ascending, one a day, each seen from its `postSession` on. Posts of one day are merged: sets add up, minutes
 * add up, RPE is the mean weighted by minutes (so that loads add up) or else the latest, and the latest status but
 * `skipped` counts. Warm-up sets sent after the warm-up belong to it unless the later posts repeat warm-up sets.
 */
export function sessionsOf(checkIns: Ordered<CheckIn>): Ordered<Session> {
  const posts = new Map<number, { warmup: LoggedSet[]; after: NonNullable<CheckIn["session"]>[] }>()
  for (const [index, { session }] of checkIns.items.entries()) {
    if (session === undefined) continue
    const moment = checkIns.keys[index] ?? Number.NaN
    const post = posts.get(dayOf(moment)) ?? { warmup: [], after: [] }
    posts.set(dayOf(moment), post)
    if (phaseOf(moment) === "afterWarmup") post.warmup.push(...(session.sets ?? []))
    else post.after.push(session)
  }
  const sessions = [...posts].map(([day, { warmup, after }]) => merge(day, warmup, after))
  return { keys: sessions.map(({ day }) => toMoment(day, "postSession")), items: sessions }
}

/** Working sets only; warm-up sets never count as work. */
export function workingSets({ sets }: Session): readonly LoggedSet[] {
  return sets.filter(({ kind }) => kind === "working")
}

/** True when something was trained: not skipped. */
export function tookPlace({ status }: Session): boolean {
  return status !== "skipped"
}

/** One value a session from `value`, where it has one; seen from `postSession` on. Skipped sessions have none. */
export function sessionSeries(
  sessions: Ordered<Session>,
  value: (session: Session) => number | undefined,
): MeasureSeries {
  const found = sessions.items.flatMap((session) => {
    const is = tookPlace(session) ? value(session) : undefined
    return is === undefined ? [] : [{ day: session.day, is }]
  })
  return {
    days: found.map(({ day }) => day),
    values: found.map(({ is }) => is),
    moments: found.map(({ day }) => toMoment(day, "postSession")),
  }
}

function merge(day: number, warmup: readonly LoggedSet[], posts: readonly NonNullable<CheckIn["session"]>[]): Session {
  const sets = posts.flatMap((post) => post.sets ?? [])
  const statuses = posts.flatMap(({ status }) => (status === undefined ? [] : [status]))
  const minutes = posts.flatMap(({ durationMin }) => (durationMin === undefined ? [] : [durationMin]))
  return {
    day,
    status: statuses.findLast((status) => status !== "skipped") ?? statuses.at(-1),
    durationMin: minutes.length === 0 ? undefined : minutes.reduce((sum, each) => sum + each, 0),
    rpe: mergedRpe(posts),
    sets: sets.some(({ kind }) => kind === "warmup") ? sets : [...warmup, ...sets],
  }
}

function mergedRpe(posts: readonly NonNullable<CheckIn["session"]>[]): number | undefined {
  const rated = posts.filter(({ rpe }) => rpe !== undefined)
  const minutes = rated.reduce((sum, { durationMin }) => sum + (durationMin ?? Number.NaN), 0)
  if (rated.length < 2 || !(minutes > 0)) return rated.at(-1)?.rpe
  return rated.reduce((sum, { rpe, durationMin }) => sum + (rpe ?? 0) * (durationMin ?? 0), 0) / minutes
}
