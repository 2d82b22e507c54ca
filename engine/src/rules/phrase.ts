import type { FactDeclaration } from "./facts.ts"
import { type Messages, say, sayAmount } from "./messages.ts"
import type { Condition, Leaf, Rule, RulesetBase } from "./schema.ts"
import { type LeafTrace, type TraceNode } from "./traceSchema.ts"

/** What sentences are made with: the words, what facts are called, thresholds in force, and the ruleset's shared conditions. */
export interface PhraseContext {
  readonly messages: Messages
  readonly declarations: ReadonlyMap<string, FactDeclaration>
  readonly thresholds: ReadonlyMap<string, number>
  readonly ruleset: RulesetBase
  /** What a fact speaks of, such as lifts or joints, where the domain knows; said after its number. */
  readonly subjects?: (fact: string) => readonly string[]
}

/** A rule as one sentence, with the thresholds in force: “While … → warning sign: …”. */
export function ruleSentence(rule: Rule, context: PhraseContext): string {
  const { messages } = context
  const words = { while: conditionPhrase(rule.conditions, context, true), title: rule.title }
  if (rule.event.type === "finding")
    return say(messages, rule.event.params.family === undefined ? "rule.note" : "rule.warning", words)
  return say(messages, "rule.verdict", { ...words, verdict: outcomeWord(rule.event.params.verdict, messages) })
}

/** An outcome's name for people; an outcome of another domain is its own name. */
export function outcomeWord(outcome: string, messages: Messages): string {
  return messages[`outcome.${outcome}`] ?? outcome
}

/** A condition in words. */
export function conditionPhrase(condition: Condition, context: PhraseContext, isRoot = false): string {
  const { messages } = context
  if ("fact" in condition) return leafPhrase(condition, context)
  if ("not" in condition) return say(messages, "group.not", { item: conditionPhrase(condition.not, context) })
  if ("condition" in condition) {
    const target = context.ruleset.conditions?.[condition.condition]
    return target === undefined ? condition.condition : conditionPhrase(target, context, isRoot)
  }
  const isAll = "all" in condition
  const children = isAll ? condition.all : condition.any
  const items = children
    .map((child) => conditionPhrase(child, context))
    .join(say(messages, isAll ? "join.and" : "join.or"))
  if (children.length === 1) return items
  const phrase = say(messages, isAll ? "group.all" : "group.any", { items })
  return isRoot ? phrase : `(${phrase})`
}

function leafPhrase(leaf: Leaf, context: PhraseContext): string {
  const { messages } = context
  const label = labelOf(leaf.fact, context)
  if (typeof leaf.value === "boolean") {
    const holds = leaf.value === (leaf.operator === "equal")
    if (leaf.fact.startsWith("known.")) return say(messages, holds ? "leaf.isKnown" : "leaf.isNotKnown", { label })
    if (leaf.fact.startsWith("finding."))
      return say(messages, holds ? "leaf.findingHolds" : "leaf.findingDoesNotHold", { label })
    return say(messages, holds ? "leaf.yes" : "leaf.no", { label })
  }
  return say(messages, `leaf.${leaf.operator}`, { label, value: operandPhrase(leaf, context) })
}

function operandPhrase({ fact, value }: Leaf, context: PhraseContext): string {
  const unit = context.declarations.get(fact)?.unit
  if (Array.isArray(value)) return value.map((item) => wordOf(item, context.messages)).join(", ")
  if (typeof value === "object" && "fact" in value) {
    const threshold = value.fact.startsWith("threshold.")
      ? context.thresholds.get(value.fact.slice("threshold.".length))
      : undefined
    return threshold === undefined ? labelOf(value.fact, context) : sayAmount(threshold, unit)
  }
  return typeof value === "number" ? sayAmount(value, unit) : wordOf(String(value), context.messages)
}

/** What a fact is called; `{thresholdName}` in a label is filled with the threshold in force. */
export function labelOf(
  fact: string,
  { declarations, thresholds }: Pick<PhraseContext, "declarations" | "thresholds">,
): string {
  const label = declarations.get(fact)?.label ?? fact
  return label.replaceAll(/\{(\w+)\}/g, (hole, name: string) => {
    const value = thresholds.get(name)
    return value === undefined ? hole : sayAmount(value, undefined)
  })
}

/** The comparisons that make a node what it is: of a true group the true ones, of a false one the false, of an unknown one the unknown. */
export function supportOf(node: TraceNode): readonly LeafTrace[] {
  if (node.node === "leaf") return [node]
  if (node.node === "not" || node.node === "condition") return supportOf(node.child)
  return node.children.filter((child) => child.result === node.result).flatMap(supportOf)
}

/** Why a rule came out as it did, from its trace: the title and the numbers that made it so. */
export function whySentence(title: string, trace: TraceNode, context: PhraseContext): string {
  const byFact = new Map<string, LeafTrace>()
  for (const leaf of supportOf(trace)) if (!byFact.has(leaf.fact)) byFact.set(leaf.fact, leaf)
  const seen = [...byFact.values()].flatMap((leaf) => seenPhrase(leaf, context))
  return say(context.messages, seen.length === 0 ? "why.bare" : "why.rule", { title, seen: seen.join(", ") })
}

function seenPhrase(leaf: LeafTrace, context: PhraseContext): readonly string[] {
  const { messages } = context
  const label = labelOf(leaf.fact, context)
  const unit = context.declarations.get(leaf.fact)?.unit
  if (leaf.result === "unknown") return [say(messages, "seen.unknown", { label })]
  if (typeof leaf.factValue === "number" && typeof leaf.value === "number")
    return [
      say(messages, "seen.number", {
        label,
        factValue: [sayAmount(leaf.factValue, unit, messages), ...(context.subjects?.(leaf.fact) ?? [])].join(", "),
        words: say(messages, leaf.result ? `words.${leaf.operator}` : "words.notEqual"),
        value: sayAmount(leaf.value, undefined),
      }),
    ]
  // That a companion is known or a mute is silent explains nothing to a reader.
  if (leaf.fact.startsWith("known.") || leaf.factValue === false) return []
  if (leaf.fact.startsWith("finding.")) return [`“${label}”`]
  return typeof leaf.factValue === "string"
    ? [say(messages, "leaf.equal", { label, value: wordOf(leaf.factValue, messages) })]
    : [label]
}

function wordOf(word: string | number, messages: Messages): string {
  return messages[`word.${word}`] ?? String(word)
}
