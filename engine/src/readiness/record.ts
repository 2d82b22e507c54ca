import { phraseContext, traceRules } from "../rules/account.ts"
import { evaluateCompiled } from "../rules/evaluate.ts"
import type { Messages } from "../rules/messages.ts"
import type { RuleTrace } from "../rules/traceSchema.ts"
import type { Decision } from "./decision.ts"
import { english } from "./explain/english.ts"
import { type Ruleset, declareFacts } from "./ruleset.ts"
import { toRulesInput } from "./situation.ts"

/** What is stored of a decision: all but the trace, which `traceOf` rebuilds. */
export function toRecord({ trace: _, ...record }: Decision): Decision {
  return record
}

/**
 * The trace of a recorded decision, from the signal values and thresholds it saw and the ruleset it ran; the log and the
 * code that derived the signals are not asked again. `disabled` names the layer of each rule that was switched off.
 */
export function traceOf(
  record: Decision,
  ruleset: Ruleset,
  disabled: ReadonlyMap<string, string> = new Map(),
  messages: Messages = english,
): readonly RuleTrace[] {
  const thresholds = new Map(Object.entries(record.thresholds).map(([name, { value }]) => [name, value]))
  const layers = new Map(Object.entries(record.thresholds).map(([name, threshold]) => [name, threshold.layer]))
  const signals = new Map(Object.entries(record.signals))
  const input = toRulesInput(signals, { thresholds, layers, disabled, applied: [] }, record.phase, record.earlier)
  return traceRules(
    phraseContext(ruleset, declareFacts(ruleset), thresholds, messages),
    evaluateCompiled(ruleset, input),
    { layers, disabled },
  )
}
