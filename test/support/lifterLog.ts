import {
  type AthleteLog,
  type Decision,
  type Phase,
  decide,
  fromDay,
  parseEntry,
  readLog,
  toDay,
  toLoggedEntry,
} from "@barometer/engine/readiness"
import type { Override } from "@barometer/engine/rules"
import { entryForClaims, rulesetForClaims } from "./claimRuleset.ts"

/**
 * The log of a lifter who trains on three days of seven, logs every morning and has nothing to complain of, to be
 * changed day by day. Days are counted from the day decided about: 0 is today, a training day.
 *
 * @example
 * const log = lifter({ morning: (day) => (day >= -1 ? { restingHr: 60 } : {}) })
 * const { verdict } = await decideOn(log)
 */
const athleteId = "lifter"
const today = toDay("2026-03-02")

export const date = (offset: number): string => fromDay(today + offset)

export type LogLine = Readonly<Record<string, unknown>>
type Measures = Readonly<Record<string, number>>

export interface LifterParts {
  /** Days of history before today; 70 unless said. */
  readonly days?: number
  /** The week's training days, as days before today modulo 7. */
  readonly trainingDays?: readonly number[]
  /** Measures that differ on a day; null: nothing is logged that morning. */
  readonly morning?: (offset: number) => Measures | null
  /** Pain by joint of a morning; absent: asked, none hurts; null: not asked. */
  readonly joints?: (offset: number) => Measures | null
  /** Further fields of a morning check-in. */
  readonly alsoInMorning?: (offset: number) => LogLine
  /** Fields of a day's session that differ; null: no session on that training day. */
  readonly session?: (offset: number) => LogLine | null
  /** Fields of the sets of a lift that differ. */
  readonly set?: (offset: number, exercise: string) => LogLine
  /** Weeks of the planned deload that ended before today; it lasts seven days. Null: none on record. */
  readonly lastDeloadEnded?: number | null
  /** Other entries. */
  readonly also?: readonly LogLine[]
  readonly athlete?: LogLine
}

const lifts: Readonly<Record<string, number>> = { "back squat": 140, "bench press": 100 }

/** Every line of that lifter's log, oldest first. */
export function linesOf(parts: LifterParts = {}): readonly LogLine[] {
  const { days = 70, trainingDays = [0, 3, 5], lastDeloadEnded = 17, also = [] } = parts
  const lines: LogLine[] = [{ type: "athlete", experience: "intermediate", ...parts.athlete }]
  if (lastDeloadEnded !== null)
    lines.push({
      type: "plan",
      from: date(-days),
      deloads: [{ from: date(-lastDeloadEnded - 6), to: date(-lastDeloadEnded) }],
    })
  const inDeload = (offset: number) =>
    lastDeloadEnded !== null && offset <= -lastDeloadEnded && offset >= -lastDeloadEnded - 6
  for (let offset = -days; offset <= 0; offset++) {
    const morning = morningOf(offset, parts)
    if (morning !== null) lines.push(morning)
    const isTrainingDay = trainingDays.includes(-offset % 7)
    const session = isTrainingDay && offset < 0 ? (parts.session?.(offset) ?? (parts.session ? null : {})) : null
    if (session !== null) lines.push(sessionLine(offset, session, inDeload(offset) ? 1 : 3, parts))
  }
  return [...lines, ...also]
}

function morningOf(offset: number, { morning, joints, alsoInMorning }: LifterParts): LogLine | null {
  const swing = offset % 2 === 0 ? 1 : -1
  const own = morning === undefined ? {} : morning(offset)
  if (own === null) return null
  const pain = joints === undefined ? {} : joints(offset)
  return {
    type: "checkIn",
    clientId: `m${offset}`,
    localDate: date(offset),
    phase: "morning",
    measures: {
      restingHr: 50 + swing,
      sleepQuality: 4,
      motivation: 4,
      fatigue: 2,
      muscleSoreness: 2,
      mood: 4,
      stress: 2,
      ...own,
    },
    ...(pain !== null && { joints: Object.entries(pain).map(([joint, value]) => ({ joint, pain: value })) }),
    symptoms: [],
    ...alsoInMorning?.(offset),
  }
}

function sessionLine(offset: number, session: LogLine, sets: number, { set }: LifterParts): LogLine {
  const swing = offset % 2 === 0 ? 0.01 : -0.01
  return {
    type: "checkIn",
    clientId: `s${offset}`,
    localDate: date(offset),
    phase: "postSession",
    session: {
      status: "completed",
      durationMin: 60,
      rpe: 7,
      sets: Object.entries(lifts).flatMap(([exercise, loadKg]) =>
        Array.from({ length: sets }, () => ({
          exercise,
          loadKg,
          reps: 5,
          targetReps: 5,
          rpe: 8,
          meanVelocity: 0.5 + swing,
          ...set?.(offset, exercise),
        })),
      ),
      ...session,
    },
  }
}

/** A check-in of another phase than the morning, or a second one. */
export function checkInOn(offset: number, phase: Phase, fields: LogLine): LogLine {
  return { type: "checkIn", clientId: `${phase}${offset}`, localDate: date(offset), phase, ...fields }
}

export function logOf(lines: readonly LogLine[]): AthleteLog {
  return readLog(
    lines.map((line) => {
      const entry = parseEntry(entryForClaims({ athleteId, ...line }))
      if (!entry.ok) throw new Error(entry.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"))
      return toLoggedEntry(entry.value)
    }),
    athleteId,
  )
}

/** A log of the lifter above. */
export function lifter(parts: LifterParts = {}): AthleteLog {
  return logOf(linesOf(parts))
}

/** Decides this morning, or as said, with the default ruleset. */
export function decideOn(
  log: AthleteLog,
  {
    day = 0,
    phase = "morning",
    overrides = [],
  }: { readonly day?: number; readonly phase?: Phase; readonly overrides?: readonly Override[] } = {},
): Promise<Decision> {
  return decide({ log, ruleset: rulesetForClaims(), overrides, asOf: { localDate: date(day), phase } })
}
