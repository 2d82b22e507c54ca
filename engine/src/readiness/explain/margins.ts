import type { RulesOutcome } from "../../rules/evaluate.ts"
import { say, sayAmount } from "../../rules/messages.ts"
import { labelOf, type PhraseContext } from "../../rules/phrase.ts"
import { leavesOfTrace } from "../../rules/trace.ts"
import type { RuleTrace } from "../../rules/traceSchema.ts"
import type { Decision } from "../decision.ts"
import { upperFirst } from "./sentences.ts"

const most = 8

/**
 * The comparisons with a threshold that are nearest to turning, as a share of their fact's range: of the rules that decided
 * or speak, those that hold; of the others, those that fall short. At most eight, the nearest first, each fact once.
 */
export function nearestMargins(trace: readonly RuleTrace[], { decidedBy }: RulesOutcome, context: PhraseContext): Decision["margins"] {
  const { messages, declarations } = context
  const found = trace.flatMap(({ rule, result, conditions, disabledBy }) => {
    if (disabledBy !== undefined) return []
    return [...leavesOfTrace(conditions)].flatMap((leaf) => {
      const { margin, value, factValue } = leaf
      if (margin === undefined || leaf.valueFact?.startsWith("threshold.") !== true || typeof value !== "number" || typeof factValue !== "number") return []
      // A rule that holds can be lost, a rule that does not can be gained: the other comparisons turn nothing.
      if ((result === true) !== (margin.side === "beyond")) return []
      const [low, high] = declarations.get(leaf.fact)?.range ?? [0, 0]
      const share = Number.isFinite(high - low) && high > low ? margin.by / (high - low) : margin.by
      const words = { label: labelOf(leaf.fact, context), by: sayAmount(margin.by, margin.unit), side: say(messages, `side.${margin.side}`), value: sayAmount(value, margin.unit) }
      const sentence = `${upperFirst(say(messages, "margin.near", words))}.`
      return [{ ...margin, rule, value: factValue, threshold: value, sentence, share: rule === decidedBy ? share / 10 : share }]
    })
  })
  const nearest = new Map<string, (typeof found)[number]>()
  for (const margin of found.toSorted((a, b) => a.share - b.share)) if (!nearest.has(margin.fact)) nearest.set(margin.fact, margin)
  return [...nearest.values()].slice(0, most).map(({ share: _, ...margin }) => margin)
}
