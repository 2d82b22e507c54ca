import { baselineOf, isReady, toBaselineEvidence, type Baseline, type ReadyBaseline } from "../formulas/baseline.ts"
import type { Day } from "../log/day.ts"
import type { LogView } from "../log/logView.ts"
import { isSessionMeasure } from "../log/sessionMeasures.ts"
import type { Measure } from "../measures.ts"
import { seriesAt, type At } from "./readings.ts"
import { unknown, type SignalValue } from "./signal.ts"

/** Signals of one view share their baselines: they are most of a decision's arithmetic. */
const kept = new WeakMap<LogView, Map<string, { readonly definition: Measure; readonly baseline: Baseline }>>()

/** The athlete's own baseline of a measure as the view stands; `testedFrom` is the first day under test when over a week back. */
export function ownBaseline(
  log: LogView,
  measure: string,
  definition: Measure,
  at: At = "any",
  testedFrom?: Day,
): Baseline {
  const ofView = kept.get(log) ?? new Map<string, { definition: Measure; baseline: Baseline }>()
  kept.set(log, ofView)
  const key = `${measure} ${at} ${testedFrom ?? ""}`
  const before = ofView.get(key)
  if (before !== undefined && before.definition === definition) return before.baseline
  const baseline = baselineOf(seriesAt(log, measure, at), log.today, definition, {
    isExcluded: (day) => log.isExcludedFromBaselines(day),
    perSession: isSessionMeasure(measure),
    ...(testedFrom === undefined ? {} : { testedFrom }),
  })
  ofView.set(key, { definition, baseline })
  return baseline
}

/** What `use` makes of a ready baseline; without one the reasoned unknown, with how far the baseline has come. */
export function fromReady(
  measure: string,
  baseline: Baseline,
  use: (ready: ReadyBaseline) => SignalValue,
): SignalValue {
  if (isReady(baseline)) return use(baseline)
  return unknown(baseline.state === "stale" ? "stale" : "noBaseline", {
    baseline: toBaselineEvidence(measure, baseline),
  })
}

/** A reading on the baseline's scale: its natural logarithm where the measure says `log`. */
export function onScale(value: number, definition: Measure): number {
  return definition.log ? Math.log(value) : value
}

/** A baseline's centre in the measure's own unit: the geometric mean where it works on logarithms. */
export function centreInUnit({ centre }: ReadyBaseline, definition: Measure): number {
  return definition.log ? Math.exp(centre) : centre
}
