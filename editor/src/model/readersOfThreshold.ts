import { factsRead } from "./flow.ts"
import type { RulesetDocument } from "./rulesetDocument.ts"

/** Signals that take a threshold as a setting, by name. */
export function signalsWith({ signals = {} }: RulesetDocument, threshold: string): readonly string[] {
  return Object.keys(signals).filter((name) => thresholdsOf(signals[name]).has(threshold))
}

/** Rules that a threshold can turn: those that compare with it, and those that read a signal made with it. */
export function readersOfThreshold(document: RulesetDocument, threshold: string): readonly string[] {
  const facts = new Set([`threshold.${threshold}`, ...signalsWith(document, threshold)])
  return document.rules
    .filter(({ conditions }) => [...factsRead(conditions, document.conditions)].some((fact) => facts.has(fact)))
    .map(({ name }) => name)
}

/** Thresholds among the settings of a signal. */
export function thresholdsOf(definition: unknown): ReadonlySet<string> {
  if (definition === null || typeof definition !== "object") return new Set()
  if ("threshold" in definition && typeof definition.threshold === "string") return new Set([definition.threshold])
  return new Set(Object.values(definition).flatMap((value) => [...thresholdsOf(value)]))
}
