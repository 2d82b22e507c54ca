import { z } from "zod"
import { flipSchema, type Pause, smallestFactFlips, smallestThresholdFlips } from "../rules/flips.ts"
import { decide } from "./decide.ts"
import { declareFacts } from "./ruleset.ts"
import { thresholdsIn } from "./signals/deriveSignals.ts"
import type { SignalDefinitions } from "./signals/signal.ts"
import { kindOf } from "./signals/signalSchema.ts"
import { type Question, evaluateSituation, situationOf, withThreshold } from "./situation.ts"

export const flipsSchema = z
  .strictObject({
    verdict: z.string(),
    decidedBy: z.string().nullable(),
    signals: z
      .array(flipSchema)
      .describe("For each signal its smallest change that turns the verdict by itself, the smallest first."),
    thresholds: z
      .array(flipSchema)
      .describe("For each threshold its smallest move that turns the verdict by itself, the smallest first."),
  })
  .meta({ id: "Flips" })
export type Flips = Readonly<z.infer<typeof flipsSchema>>

/**
 * The smallest single-signal and single-threshold changes that turn a verdict. Found on the closures; every one is
 * confirmed by deciding again on json-rules-engine, and one that is not confirmed is left out. `pause` is awaited between steps.
 */
export async function findFlips(question: Question, pause?: Pause): Promise<Flips> {
  const situation = situationOf(question)
  const { ruleset, layered, input } = situation
  const base = evaluateSituation(situation)
  const signals = await smallestFactFlips(ruleset, input, declareFacts(ruleset), pause)
  const dependents = new Map(
    Object.keys(ruleset.thresholds).map((name) => [name, dependentSignals(ruleset.signals, name)]),
  )
  const evaluateAt = (name: string, value: number) =>
    evaluateSituation(withThreshold(situation, name, value, dependents.get(name) ?? new Set()))
  const candidates = await smallestThresholdFlips(ruleset, layered.thresholds, base.verdict, evaluateAt, pause)
  const thresholds = []
  for (const flip of candidates) {
    await pause?.()
    const decided = await decide({
      ...question,
      overrides: [...question.overrides, athleteOverride(question, flip.name, Number(flip.to))],
    })
    if (decided.verdict === flip.verdict) thresholds.push(flip)
  }
  return { verdict: base.verdict, decidedBy: base.decidedBy, signals: [...signals], thresholds }
}

/** Signals whose definition names the threshold, or that read such a signal. */
function dependentSignals(definitions: SignalDefinitions, threshold: string): ReadonlySet<string> {
  const dependent = new Set<string>()
  for (let before = -1; before !== dependent.size;) {
    before = dependent.size
    for (const [name, definition] of Object.entries(definitions)) {
      const others = kindOf(definition.kind).readsSignals?.(definition) ?? []
      if ([...thresholdsIn(definition)].includes(threshold) || others.some((other) => dependent.has(other)))
        dependent.add(name)
    }
  }
  return dependent
}

/** An override of that one threshold that wins over all others on the day. */
function athleteOverride({ log, asOf }: Question, threshold: string, value: number) {
  return {
    layer: "athlete" as const,
    subject: log.athleteId,
    from: asOf.localDate,
    until: asOf.localDate,
    thresholds: { [threshold]: value },
  }
}
