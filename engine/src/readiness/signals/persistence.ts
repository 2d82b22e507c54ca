import { z } from "zod"
import { fromDay, type Day } from "../log/day.ts"
import type { JointReading, LogView, Session } from "../log/logView.ts"
import { jointNames, type Joint } from "../log/schema.ts"
import { tookPlace } from "../log/sessions.ts"
import { daysParameter, labelled, numberParameter } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({
  kind: z.literal("persistence"),
  ...labelled,
  yield: z.enum(["run", "joints"]).default("run"),
  level: numberParameter(0, 10).default(3).describe("Pain from which a reading counts, 0–10."),
  clear: numberParameter(0, 10).default(1).describe("Pain down to which a joint counts as recovered."),
  atLeast: numberParameter(1, 28).default(2).describe("Run from which a joint is named, and counted by `joints`."),
  withinDays: daysParameter(7, 90).default(28),
})

/** Without a reading for this long a run is over: nobody knows what became of the joint. */
const silenceDays = 14
const askedDays = 28

interface Run {
  /** Sessions, or days where no session is logged, that had a reading at the level. */
  length: number
  readonly days: Day[]
  lastOccasion: number
}

/**
 * Joint pain that does not resolve between sessions (C3): the longest run still going of readings at `level` or worse with
 * none at `clear` or less between, or the number of joints with such a run. Readings with no session between count once.
 * @example {"kind":"persistence","yield":"run","level":3,"clear":1}
 */
export const persistence: SignalKind<typeof parameters> = {
  kind: "persistence",
  parameters,
  declare: ({ label, yield: yielded }) =>
    yielded === "run"
      ? { type: "number", label: label ?? "Joint pain not resolving", unit: "sessions", whole: true, range: [0, 90] }
      : {
          type: "number",
          label: label ?? "Joints not resolving",
          unit: "joints",
          whole: true,
          range: [0, jointNames.length],
        },
  reads: () => ["joints"],
  derive: ({ yield: yielded, level, clear, atLeast, withinDays }, { log }) => {
    const age = log.today - (log.joints.at(-1)?.day ?? -Infinity)
    if (age >= askedDays) return unknown("notAsked")
    if (age > silenceDays) return unknown("stale")
    const runs = [...runsGoingOn(log, withinDays, level, clear)].sort(([, a], [, b]) => b.length - a.length)
    const named = runs.filter(([, run]) => run.length >= atLeast)
    const longest = runs[0]?.[1]
    return known(yielded === "run" ? (longest?.length ?? 0) : named.length, {
      days: (longest?.days ?? []).map(fromDay),
      each: Object.fromEntries(runs.map(([joint, run]) => [joint, run.length])),
      joints: named.map(([joint]) => joint),
    })
  },
}

function runsGoingOn(log: LogView, withinDays: number, level: number, clear: number): ReadonlyMap<Joint, Run> {
  const from = log.today - withinDays + 1
  const occasionOf = occasions(sessionsBetween(log.sessions, from, log.today).filter(tookPlace))
  const runs = new Map<Joint, Run>()
  let lastDay = from
  for (const readings of byDay(log.joints, from)) {
    const day = readings[0]?.day ?? lastDay
    if (day - lastDay > silenceDays) runs.clear()
    lastDay = day
    // A joint that nobody names on a day it was asked about does not hurt.
    for (const joint of runs.keys()) if (!readings.some(({ pain }) => pain.has(joint))) runs.delete(joint)
    for (const reading of readings)
      for (const [joint, pain] of reading.pain)
        if (pain >= level) extend(runs, joint, day, occasionOf(reading))
        else if (pain <= clear) runs.delete(joint)
  }
  return runs
}

function extend(runs: Map<Joint, Run>, joint: Joint, day: Day, occasion: number): void {
  const run = runs.get(joint) ?? { length: 0, days: [], lastOccasion: Number.NaN }
  if (run.lastOccasion !== occasion) run.length += 1
  run.lastOccasion = occasion
  if (run.days.at(-1) !== day) run.days.push(day)
  runs.set(joint, run)
}

/** What keeps two readings apart: a session between them, or, where no session is logged, the day. */
function occasions(trained: readonly Session[]): (reading: JointReading) => number {
  if (trained.length === 0) return ({ day }) => day
  return ({ day, phase }) =>
    trained.filter((session) => session.day < day || (session.day === day && phase === "postSession")).length
}

function byDay(joints: readonly JointReading[], from: Day): readonly (readonly JointReading[])[] {
  const days: JointReading[][] = []
  for (let i = joints.length - 1; i >= 0; i--) {
    const reading = joints[i]
    if (reading === undefined || reading.day < from) break
    if (days[0]?.[0]?.day === reading.day) days[0].unshift(reading)
    else days.unshift([reading])
  }
  return days
}
