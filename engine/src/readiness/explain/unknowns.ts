import { type Messages, say } from "../../rules/messages.ts"
import { labelOf, type PhraseContext } from "../../rules/phrase.ts"
import { programOf } from "../../rules/program.ts"
import type { Decision } from "../decision.ts"
import { readingsNeeded } from "../formulas/baseline.ts"
import type { SignalValue } from "../signals/signal.ts"
import type { Situation } from "../situation.ts"
import { measureName, upperFirst } from "./sentences.ts"

/** Every signal that some rule in force reads and that has no value, with its reason and the rules that wait for it. */
export function listUnknown(situation: Situation, context: PhraseContext): Decision["unknown"] {
  const { ruleset, signals, layered } = situation
  const { factsReadBy } = programOf(ruleset)
  const unknown: Decision["unknown"] = []
  for (const [name, signal] of signals) {
    if (signal.known) continue
    const rules = ruleset.rules
      .filter((rule) => factsReadBy.get(rule.name)?.has(name) === true && !layered.disabled.has(rule.name))
      .map((rule) => rule.name)
    if (rules.length === 0) continue
    const label = labelOf(name, context)
    unknown.push({
      signal: name,
      label,
      reason: signal.reason,
      sentence: `${upperFirst(reasonPhrase(label, ruleset.signals[name]?.kind, signal, situation, context.messages))}.`,
      rules,
    })
  }
  return unknown
}

function reasonPhrase(
  label: string,
  kind: string | undefined,
  signal: Extract<SignalValue, { known: false }>,
  { measures }: Situation,
  messages: Messages,
): string {
  const { baseline } = signal.evidence
  if (signal.reason === "noBaseline" && baseline !== undefined)
    return say(messages, "reason.noBaselineCount", {
      label,
      measure: measureName(messages, measures, baseline.measure),
      n: baseline.n,
      needed: readingsNeeded(baseline.measure),
    })
  // Of what nobody logs daily, such as a plan, a kind may have its own words.
  const own = `reason.${kind}.${signal.reason}`
  return say(messages, own in messages ? own : `reason.${signal.reason}`, { label })
}
