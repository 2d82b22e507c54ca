import { type RulesInput, type RulesOutcome, evaluateCompiled } from "../rules/evaluate.ts"
import type { Fact } from "../rules/facts.ts"
import { type Layered, type Override, layer } from "../rules/overrides.ts"
import type { AthleteLog } from "./log/athleteLog.ts"
import type { AsOf, LogView } from "./log/logView.ts"
import { viewAt } from "./log/viewAt.ts"
import { type Phase, phaseNames } from "./log/schema.ts"
import type { MeasureCatalogue } from "./measures.ts"
import { type Ruleset, measuresOf } from "./ruleset.ts"
import { deriveSignals } from "./signals/deriveSignals.ts"
import type { SignalValue } from "./signals/signal.ts"

/** What is asked: one athlete's log, a ruleset with the overrides that may apply, and the moment. */
export interface Question {
  readonly log: AthleteLog
  readonly ruleset: Ruleset
  readonly overrides: readonly Override[]
  readonly asOf: AsOf
}

/** Today's last verdict before this phase. */
export interface Earlier {
  readonly phase: Phase
  readonly verdict: string
  readonly decidedBy: string | null
}

/** A question made ready for the rules: everything that a decision reads, derived once. */
export interface Situation extends Question {
  readonly view: LogView
  readonly measures: MeasureCatalogue
  readonly layered: Layered
  readonly signals: ReadonlyMap<string, SignalValue>
  readonly earlier: Earlier | null
  /** The situation that `earlier` was decided in. */
  readonly earlierSituation: Situation | null
  readonly input: RulesInput
}

/** Reads the log as of the moment, lays the overrides, derives the signals, and looks up today's earlier verdict. */
export function situationOf(question: Question): Situation {
  const { log, ruleset, overrides, asOf } = question
  const view = viewAt(log, asOf)
  const layered = layer(ruleset, overrides, { localDate: asOf.localDate, athlete: log.athleteId, team: view.team })
  const measures = measuresOf(ruleset)
  const signals = deriveSignals(ruleset.signals, view, measures, layered.thresholds)
  const earlierSituation = earlierToday(question)
  const earlier = earlierSituation === null ? null : earlierOf(earlierSituation)
  return {
    ...question,
    view,
    measures,
    layered,
    signals,
    earlier,
    earlierSituation,
    input: toRulesInput(signals, layered, asOf.phase, earlier),
  }
}

/** A situation with one threshold moved; only the signals that depend on it, `dependent`, are derived again. */
export function withThreshold(
  situation: Situation,
  threshold: string,
  value: number,
  dependent: ReadonlySet<string>,
): Situation {
  const { ruleset, view, measures, asOf, earlierSituation: before } = situation
  const layered = { ...situation.layered, thresholds: new Map([...situation.layered.thresholds, [threshold, value]]) }
  const kept = new Map([...situation.signals].filter(([name]) => !dependent.has(name)))
  const signals =
    dependent.size === 0 ? situation.signals : deriveSignals(ruleset.signals, view, measures, layered.thresholds, kept)
  const earlierSituation = before === null ? null : withThreshold(before, threshold, value, dependent)
  const earlier = earlierSituation === null ? null : earlierOf(earlierSituation)
  return {
    ...situation,
    layered,
    signals,
    earlier,
    earlierSituation,
    input: toRulesInput(signals, layered, asOf.phase, earlier),
  }
}

function earlierOf(situation: Situation): Earlier {
  const { verdict, decidedBy } = evaluateSituation(situation)
  return { phase: situation.asOf.phase, verdict, decidedBy }
}

/** What the rules run on. A signal made from what nobody logs is marked as not asked for. */
export function toRulesInput(
  signals: ReadonlyMap<string, SignalValue>,
  layered: Layered,
  phase: Phase,
  earlier: Earlier | null,
): RulesInput {
  const facts = new Map<string, Fact>()
  for (const [name, signal] of signals) facts.set(name, toSignalFact(signal))
  facts.set("phase", { known: true, value: phase })
  facts.set(
    "earlier.verdict",
    earlier === null
      ? { known: false, reason: "noEarlierDecision", asked: false }
      : { known: true, value: earlier.verdict },
  )
  return { facts, thresholds: layered.thresholds, disabled: new Set(layered.disabled.keys()) }
}

/** A signal as the rules see it; one that was not derived is not asked for. */
export function toSignalFact(signal: SignalValue | undefined): Fact {
  if (signal === undefined) return { known: false, reason: "notAsked", asked: false }
  if (signal.known) return { known: true, value: signal.value }
  return { known: false, reason: signal.reason, asked: signal.reason !== "notAsked" }
}

/** Decides a situation on the closures: for what-ifs, where json-rules-engine would be asked hundreds of times. */
export function evaluateSituation({ ruleset, input }: Pick<Situation, "ruleset" | "input">): RulesOutcome {
  return evaluateCompiled(ruleset, input)
}

/**
 * The verdict of the latest earlier phase of the day that has a check-in. It is a pure result of the log, so it is found
 * by deciding again, not by looking a record up. A `postSession` decision is about the next session and has none.
 */
function earlierToday({ log, ruleset, overrides, asOf }: Question): Situation | null {
  if (asOf.phase === "morning" || asOf.phase === "postSession") return null
  const before = phaseNames.slice(0, phaseNames.indexOf(asOf.phase))
  const phase = before.findLast((name) => hasCheckIn(log, asOf.localDate, name))
  return phase === undefined ? null : situationOf({ log, ruleset, overrides, asOf: { ...asOf, phase } })
}

function hasCheckIn(log: AthleteLog, localDate: string, phase: Phase): boolean {
  return (
    log.checkIns.findLast(
      (checkIn) => checkIn.localDate <= localDate && (checkIn.localDate < localDate || checkIn.phase === phase),
    )?.localDate === localDate
  )
}
