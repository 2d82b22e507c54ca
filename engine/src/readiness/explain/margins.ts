import type { RulesOutcome } from "../../rules/evaluate.ts"
import { say, sayAmount } from "../../rules/messages.ts"
import { labelOf, type PhraseContext } from "../../rules/phrase.ts"
import { traceLeaf, type TraceContext } from "../../rules/trace.ts"
import { programOf } from "../../rules/program.ts"
import { operators } from "../../rules/operators.ts"
import type { Leaf } from "../../rules/schema.ts"
import type { LeafTrace } from "../../rules/traceSchema.ts"
import type { Decision } from "../decision.ts"
import { upperFirst } from "./sentences.ts"

const most = 8

interface Candidate {
  readonly rule: string
  readonly leaf: Leaf
  /** The margin as a share of the fact's range: by it margins of different units are ordered. */
  readonly share: number
}

/**
 * The comparisons with a threshold that are nearest to turning, as a share of their fact's range: of the rules that hold,
 * those they rest on; of the others, those that fall short. At most eight, the nearest first, each fact once.
 */
export function nearestMargins(
  { results, decidedBy }: RulesOutcome,
  trace: TraceContext,
  context: PhraseContext,
  disabled: ReadonlyMap<string, string>,
): Decision["margins"] {
  const nearest = new Map<string, Candidate>()
  for (const { rule, leaf, threshold } of programOf(context.ruleset).thresholdLines) {
    const fact = numberOf(trace, leaf.fact)
    const value = numberOf(trace, threshold)
    if (fact === undefined || value === undefined || disabled.has(rule)) continue
    // A rule that holds can be lost, a rule that does not can be gained: the other comparisons turn nothing.
    if (operators[leaf.operator].test(fact, value) !== (results.get(rule) === true)) continue
    const [low, high] = context.declarations.get(leaf.fact)?.range ?? [0, 0]
    const by = Math.abs(fact - value)
    const share = (Number.isFinite(high - low) && high > low ? by / (high - low) : by) / (rule === decidedBy ? 10 : 1)
    const before = nearest.get(leaf.fact)
    if (before === undefined || share < before.share) nearest.set(leaf.fact, { rule, leaf, share })
  }
  return [...nearest.values()]
    .toSorted((a, b) => a.share - b.share)
    .slice(0, most)
    .flatMap(({ rule, leaf }) => toMargin(rule, traceLeaf(leaf, trace), context))
}

/** Falling short of an upper bound is being over it; keeping it is being inside it. */
function marginWord(side: "short" | "beyond", operator: string): string {
  if (operator.startsWith("lessThan")) return side === "short" ? "margin.over" : "margin.under"
  return side === "short" ? "margin.short" : "margin.beyond"
}

function numberOf({ facts }: TraceContext, name: string): number | undefined {
  const fact = facts.get(name)
  return fact?.known === true && typeof fact.value === "number" ? fact.value : undefined
}

function toMargin(
  rule: string,
  { margin, factValue, value, fact, operator }: LeafTrace,
  context: PhraseContext,
): Decision["margins"] {
  if (margin === undefined || typeof factValue !== "number" || typeof value !== "number") return []
  const { messages } = context
  const words = {
    label: labelOf(fact, context),
    factValue: sayAmount(factValue, margin.unit),
    by: sayAmount(margin.by, margin.unit),
    words: say(messages, `words.${operator}`),
    value: sayAmount(value, undefined),
  }
  const id = margin.by === 0 ? "margin.onTheLine" : marginWord(margin.side, operator)
  return [{ ...margin, rule, value: factValue, threshold: value, sentence: `${upperFirst(say(messages, id, words))}.` }]
}
