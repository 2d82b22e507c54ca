import type { FactDeclaration, Rule } from "@barometer/engine/rules"
import { addRule } from "./edits.ts"
import type { RulesetDocument } from "./rulesetDocument.ts"

/** A rule as a coach says it: while a signal stands beyond a line, a verdict or a note. */
export interface SaidRule {
  readonly title: string
  readonly signal: string
  /** Of a number; a yes-or-no signal is taken to hold. */
  readonly operator: "greaterThanInclusive" | "greaterThan" | "lessThanInclusive" | "lessThan"
  readonly line: number
  /** Undefined: a note. */
  readonly verdict: string | undefined
}

/** The document with a rule of one row, its line a threshold of its own that can be moved; and the rule's name. */
export function withNewRule(
  document: RulesetDocument,
  { title, signal, operator, line, verdict }: SaidRule,
  declaration: FactDeclaration,
): { readonly document: RulesetDocument; readonly name: string } {
  const isNumber = declaration.type === "number"
  const threshold = freeKey(document.thresholds, `${signal}Line`)
  const conditions: Rule["conditions"] = isNumber
    ? { all: [{ fact: signal, operator, value: { fact: `threshold.${threshold}` } }] }
    : { all: [{ fact: signal, operator: "equal", value: true }] }
  const event: Rule["event"] =
    verdict === undefined ? { type: "finding", params: {} } : { type: "verdict", params: { verdict } }
  const before = isNumber
    ? {
        ...document,
        thresholds: { ...document.thresholds, [threshold]: thresholdAt(title, line, declaration) },
      }
    : document
  const added = addRule(before, { name: "N1", title, priority: middlePriority, conditions, event })
  const names = new Set(document.rules.map(({ name }) => name))
  return { document: added, name: added.rules.find(({ name }) => !names.has(name))?.name ?? "" }
}

/** Under what is about safety and above what is about nothing in particular. */
const middlePriority = 50

function thresholdAt(title: string, line: number, { unit = "", range }: FactDeclaration) {
  const reach = Math.max(1, Math.abs(line)) * 2
  const [min, max] = range ?? [Math.min(0, -reach, line), Math.max(reach, line)]
  const value = Math.min(max, Math.max(min, line))
  return { label: title, unit: unit.slice(0, 40), value, min, max, step: max - min > 20 ? 1 : 0.5 }
}

function freeKey(taken: Readonly<Record<string, unknown>>, wanted: string): string {
  const stem = wanted.slice(0, 56)
  let name = stem
  for (let number = 2; Object.hasOwn(taken, name); number++) name = `${stem}${number}`
  return name
}
