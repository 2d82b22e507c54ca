import type { Cause, Experience, Joint, LoggedSet, Phase, Step } from "./schema.ts"
import type { Day } from "./day.ts"

/** The moment a decision is about: what is logged on earlier dates, and on this date up to this phase, is known. */
export interface AsOf {
  readonly localDate: string
  readonly phase: Phase
  /** Instant at which the log stood as it did; kept in the record, read by no signal. */
  readonly knownAt?: string | undefined
}

/** One measure over time, at most one value a day, ascending by day; `values[i]` was logged on `days[i]`. Units: the measure's. */
export interface Series {
  readonly days: readonly Day[]
  readonly values: readonly number[]
}

export interface JointReading {
  readonly day: Day
  readonly phase: Phase
  /** Worst side of each joint that was named; a joint not named in an asked day is 0. An empty map: asked, none hurts. */
  readonly pain: ReadonlyMap<Joint, number>
}

/** Asked-for symptoms or the answer about discomfort, one an entry, ascending by day and phase. */
export interface Answer<T> {
  readonly day: Day
  readonly phase: Phase
  readonly value: T
}

export interface Session {
  readonly day: Day
  readonly status: "completed" | "cutShort" | "skipped" | undefined
  readonly durationMin: number | undefined
  /** Session RPE, CR10. */
  readonly rpe: number | undefined
  readonly sets: readonly LoggedSet[]
}

/** A cause with its first and last day; an open end is `Infinity`. */
export interface ActivePeriod {
  readonly cause: Cause
  readonly from: Day
  readonly to: Day
}

/** A deload that counts: written in the plan, made by `deloadEveryWeeks`, or accepted by coach or athlete. Both days inclusive. */
export interface Deload {
  readonly from: Day
  readonly to: Day
  readonly origin: "planned" | "accepted"
  /** The verdict's kind when accepted is not known to the log; a coach's acceptance date is. */
  readonly acceptedOn?: Day
}

export interface Target {
  readonly day: Day
  readonly exercise: string
  readonly sets: number
  readonly reps: number | undefined
  readonly loadKg: number | undefined
}

export interface PlanView {
  /** False: no plan entry at all. */
  readonly exists: boolean
  readonly deloadEveryWeeks: number | undefined
  readonly steps: ReadonlyMap<Day, Step>
  readonly competitions: readonly Day[]
  /** Deloads written with dates, past and future, ascending. */
  readonly deloads: readonly { readonly from: Day; readonly to: Day }[]
  readonly targets: readonly Target[]
}

export interface Choice {
  readonly day: Day
  readonly verdict: string
  readonly did: "accepted" | "declined" | "changed"
  readonly changedTo: string | undefined
  readonly from: Day | undefined
  readonly to: Day | undefined
}

/**
 * One athlete's log as it stood at `asOf`: nothing later than its date and phase can be read through it.
 * Sessions and working sets of the date itself are seen by `postSession` only, its warm-up sets from `afterWarmup` on.
 */
export interface LogView {
  readonly athleteId: string
  readonly team: string | undefined
  readonly asOf: AsOf
  readonly today: Day
  /** A measure by day: of each day the earliest phase's reading (a morning value before a pre-session one). */
  daily(measure: string): Series
  /** A measure as said before the session: of each day the `preSession` reading, else the `morning` one. */
  beforeSession(measure: string): Series
  /** A measure as said after the warm-up. */
  afterWarmup(measure: string): Series
  /** Ascending by day, then phase; corrections and duplicates already resolved, readings of one phase merged (latest wins). */
  readonly joints: readonly JointReading[]
  readonly symptoms: readonly Answer<readonly string[]>[]
  readonly discomfort: readonly Answer<"effort" | "signal" | "unsure">[]
  /** Sessions that took place or were cut short or skipped, ascending; at most one a day (several posts of a day are merged). */
  readonly sessions: readonly Session[]
  /** Today's warm-up sets. */
  readonly warmupSets: readonly LoggedSet[]
  readonly annotations: readonly ActivePeriod[]
  readonly plan: PlanView
  readonly choices: readonly Choice[]
  /** Days with at least one check-in, ascending. */
  readonly checkInDays: readonly Day[]
  /** Planned (by date or rhythm) and accepted deloads, ascending by `from`; planned ones also in the future. */
  readonly deloads: readonly Deload[]
  /** Days inside an illness or travel annotation or a deload: baselines leave them out. */
  isExcludedFromBaselines(day: Day): boolean
  readonly experience: Experience | undefined
  readonly trainingStart: Day | undefined
  /** First day with anything trained. */
  readonly firstSession: Day | undefined
  readonly firstDay: Day | undefined
}
