import { type Messages, say } from "../../rules/messages.ts"
import { measureName, measureValue, upperFirst } from "./sentences.ts"
import type { RulesOutcome } from "../../rules/evaluate.ts"
import { programOf } from "../../rules/program.ts"
import type { Decision } from "../decision.ts"
import { type Reading, withReading } from "../log/hypothetical.ts"
import type { LogView } from "../log/logView.ts"
import { signalReads } from "../ruleset.ts"
import { deriveSignals } from "../signals/deriveSignals.ts"
import { type Situation, evaluateSituation, toRulesInput } from "../situation.ts"

interface Attempt {
  readonly reading: Reading
  /** As it is written in the decision. */
  readonly value: number | string
  readonly phrase: string
}

/**
 * The other verdicts that one reading still loggable today would really give, each with that reading. Found by deciding
 * again on the closures with the reading added; only measures that an unknown signal waits for are tried.
 */
export function findCouldBecome(
  situation: Situation,
  outcome: RulesOutcome,
  messages: Messages,
): Decision["couldBecome"] {
  const becomes: Decision["couldBecome"] = []
  for (const measure of awaitedMeasures(situation)) {
    const seen = new Set([outcome.verdict])
    for (const { reading, value, phrase } of attemptsFor(measure, situation, messages)) {
      const what = decideWith(situation, measure, reading)
      if (seen.has(what.verdict)) continue
      seen.add(what.verdict)
      const words = {
        measure: measureName(messages, situation.measures, measure),
        value: phrase,
        verdict: messages[`word.${what.verdict}`] ?? what.verdict,
      }
      becomes.push({
        verdict: what.verdict,
        decidedBy: what.decidedBy,
        measure,
        value,
        sentence: `${upperFirst(say(messages, "becomes.value", words))}.`,
      })
    }
  }
  return becomes
}

/** What could still be logged today and that some unknown signal, read by a rule, is made from. */
function awaitedMeasures({ ruleset, signals, view, measures }: Situation): readonly string[] {
  const { readByRules } = programOf(ruleset)
  const awaited = new Set<string>()
  for (const [name, reads] of signalReads(ruleset)) {
    if (
      signals.get(name)?.known !== false ||
      !(readByRules.has(name) || readByRules.has(`known.${name}`) || isReadBySignals(name, ruleset.signals))
    )
      continue
    for (const measure of reads)
      if (
        (measure in measures || ["joints", "symptoms", "discomfort"].includes(measure)) &&
        !isLoggedToday(measure, view)
      )
        awaited.add(measure)
  }
  return [...awaited].sort()
}

function isReadBySignals(name: string, definitions: Situation["ruleset"]["signals"]): boolean {
  return Object.values(definitions).some((definition) => Array.isArray(definition.of) && definition.of.includes(name))
}

function isLoggedToday(measure: string, view: LogView): boolean {
  if (measure === "joints" || measure === "symptoms" || measure === "discomfort")
    return view[measure].at(-1)?.day === view.today
  const series = view.asOf.phase === "afterWarmup" ? view.afterWarmup(measure) : view.daily(measure)
  return series.days.at(-1) === view.today
}

function attemptsFor(measure: string, { measures, view }: Situation, messages: Messages): readonly Attempt[] {
  if (measure === "joints")
    return [
      { reading: { of: "joints", pain: new Map() }, value: "none", phrase: say(messages, "value.noPain") },
      ...[4, 7].map((pain): Attempt => ({
        reading: { of: "joints", pain: new Map([["knee", pain]]) },
        value: pain,
        phrase: say(messages, "value.pain", { value: pain }),
      })),
    ]
  if (measure === "symptoms")
    return [{ reading: { of: "symptoms", value: [] }, value: "none", phrase: say(messages, "value.noSymptoms") }]
  if (measure === "discomfort")
    return (["effort", "signal"] as const).map((value) => ({
      reading: { of: "discomfort", value },
      value,
      phrase: value,
    }))
  const spec = measures[measure]
  if (spec === undefined) return []
  return levelsOf(spec, view.daily(measure).values).map((value) => ({
    reading: { of: "measure", measure, value },
    value,
    phrase: measureValue(measures, measure, value),
  }))
}

/** Whole levels of a short scale; of a long one, what this athlete has logged at its least, middle and most. */
function levelsOf(
  { min, max, step }: { readonly min: number; readonly max: number; readonly step?: number | undefined },
  logged: readonly number[],
): readonly number[] {
  if (step !== undefined && max - min <= 10)
    return Array.from({ length: Math.floor(max - min) + 1 }, (_, index) => min + index)
  const sorted = logged.slice(-60).toSorted((a, b) => a - b)
  return [...new Set([sorted[0], sorted[sorted.length >> 1], sorted.at(-1)])].filter((value) => value !== undefined)
}

function decideWith(situation: Situation, measure: string, reading: Reading): RulesOutcome {
  const { ruleset, view, measures, layered, signals, asOf, earlier } = situation
  const reads = signalReads(ruleset)
  const unaffected = new Map(
    [...signals].filter(
      ([name]) => reads.get(name)?.has(measure) !== true && reads.get(name)?.has("checkIns") !== true,
    ),
  )
  const changed = deriveSignals(ruleset.signals, withReading(view, reading), measures, layered.thresholds, unaffected)
  return evaluateSituation({ ruleset, input: toRulesInput(changed, layered, asOf.phase, earlier) })
}
