import {
  type FactDeclarations,
  type Messages,
  type Rule,
  labelOf,
  phraseContext,
  ruleSentence,
} from "@barometer/engine/rules"
import type { RulesetDocument } from "./rulesetDocument.ts"

/** A piece of a sentence: words, or a threshold that can be moved where it stands. */
export type SentencePart =
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "threshold"; readonly name: string; readonly withUnit: boolean }

/** Says rules with holes where thresholds stand, so that a number that moves repaints alone. */
export interface Phrasing {
  readonly ruleParts: (rule: Rule) => readonly SentencePart[]
  readonly labelParts: (fact: string) => readonly SentencePart[]
  readonly unitOf: (fact: string) => string
}

/** The engine's own sentences, in parts. */
export function phrasingOf(document: RulesetDocument, facts: FactDeclarations, messages: Messages): Phrasing {
  const whole = phraseContext(document, facts, new Map(), messages)
  const declarations = new Map(whole.declarations)
  // Without values the engine says a threshold's label; a label that is a hole marks the place.
  for (const name of Object.keys(document.thresholds))
    declarations.set(`threshold.${name}`, { type: "number", label: `{threshold.${name}}` })
  const context = { ...whole, declarations }
  return {
    ruleParts: (rule) => partsOf(ruleSentence(rule, context), document),
    labelParts: (fact) => partsOf(labelOf(fact, context), document),
    unitOf: (fact) => whole.declarations.get(fact)?.unit ?? "",
  }
}

function partsOf(sentence: string, { thresholds }: RulesetDocument): readonly SentencePart[] {
  const parts: SentencePart[] = []
  let end = 0
  for (const match of sentence.matchAll(/\{(threshold\.)?(\w+)\}/g)) {
    const [hole, isOperand, name = ""] = match
    if (!Object.hasOwn(thresholds, name)) continue
    if (match.index > end) parts.push({ kind: "words", text: sentence.slice(end, match.index) })
    parts.push({ kind: "threshold", name, withUnit: isOperand !== undefined })
    end = match.index + hole.length
  }
  if (end < sentence.length) parts.push({ kind: "words", text: sentence.slice(end) })
  return parts
}
