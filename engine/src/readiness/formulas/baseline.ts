import type { Day } from "../log/day.ts"
import { fromDay } from "../log/day.ts"
import type { Series } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import { isSessionMeasure } from "../log/sessionMeasures.ts"
import type { Measure } from "../measures.ts"
import type { CalibrationState } from "../signals/calibrationStates.ts"
import type { BaselineEvidence } from "../signals/signal.ts"
import { mean, median, robustSpread, sampleSd } from "./statistics.ts"

/** Days back to the last and the first day of the window: 28 days that leave out the tested week. */
const nearest = 7
const farthest = 34
/** Readings from which a daily measure's baseline is provisional, then ready; sessions from which a session measure's is ready. */
const provisionalAt = 7
const readyAt = 10
const sessionsReadyAt = 7
/** A daily baseline is stale when fewer than half of the last 14 days have a reading. */
const recentDays = 14
const recentShare = 0.5

/**
 * A personal baseline: what is usual and how much it varies. Centre and spread are in the measure's unit, natural
 * logarithms where the measure says `log`; both absent below two readings.
 */
export interface Baseline {
  readonly state: CalibrationState
  readonly n: number
  readonly from: Day
  readonly to: Day
  readonly centre: number | undefined
  readonly spread: number | undefined
}

/** A baseline that rules may use. */
export type ReadyBaseline = Baseline & { readonly state: "ready"; readonly centre: number; readonly spread: number }

/** How many readings make a measure's baseline ready: days, or sessions for what is measured once a session. */
export function readingsNeeded(measure: string): number {
  return isSessionMeasure(measure) ? sessionsReadyAt : readyAt
}

export interface BaselineOptions {
  /** Days to leave out: illness, travel, deloads. */
  readonly isExcluded?: (day: Day) => boolean
  /** True: one value a session; ready at 7 sessions, never stale by days. */
  readonly perSession?: boolean
  /** First day under test: when it lies over a week back the 28 days end the day before it. */
  readonly testedFrom?: Day
}

/**
 * The baseline of one series as of `today`: days t−34…t−7, without excluded days. Robust measures: median and
 * 1.4826·MAD; plain ones: mean and SD; never below the measure's spread floor (domain: *Baseline*).
 */
export function baselineOf(series: Series, today: Day, measure: Measure, options: BaselineOptions = {}): Baseline {
  const to = Math.min(today - nearest, (options.testedFrom ?? today) - 1)
  const from = to - (farthest - nearest)
  const values: number[] = []
  for (let i = firstAtOrAfter(series.days, from); i < series.days.length; i++) {
    const day = series.days[i] ?? Number.NaN
    if (!(day <= to)) break
    const value = series.values[i]
    if (value !== undefined && !options.isExcluded?.(day)) values.push(measure.log ? Math.log(value) : value)
  }
  const n = values.length
  const state = stateOf(n, options.perSession === true, () => isStale(series, today))
  if (n < 2) return { state, n, from, to, centre: undefined, spread: undefined }
  const plain = measure.spread === "plain"
  const centre = plain ? mean(values) : median(values)
  const spread = Math.max(plain ? sampleSd(values) : robustSpread(values), measure.spreadFloor ?? 0)
  return { state, n, from, to, centre, spread }
}

/** True when rules may use the baseline: its state is `ready`. */
export function isReady(baseline: Baseline): baseline is ReadyBaseline {
  return baseline.state === "ready" && baseline.centre !== undefined && baseline.spread !== undefined
}

/** A baseline as evidence: dates as text, the measure by name. */
export function toBaselineEvidence(measure: string, baseline: Baseline): BaselineEvidence {
  const { n, state, centre, spread } = baseline
  return {
    measure,
    from: fromDay(baseline.from),
    to: fromDay(baseline.to),
    n,
    state,
    ...(centre === undefined ? {} : { centre }),
    ...(spread === undefined ? {} : { spread }),
  }
}

function stateOf(n: number, perSession: boolean, isStaleNow: () => boolean): CalibrationState {
  if (perSession) return n >= sessionsReadyAt ? "ready" : "none"
  if (n < provisionalAt) return "none"
  if (isStaleNow()) return "stale"
  return n < readyAt ? "provisional" : "ready"
}

function isStale(series: Series, today: Day): boolean {
  const recent = firstAtOrAfter(series.days, today + 1) - firstAtOrAfter(series.days, today - recentDays + 1)
  return recent < recentDays * recentShare
}
