import type { Condition, Rule } from "@barometer/engine/rules"
import { type Path, type RulesetDocument, placeOf, valueAt, withValueAt } from "./rulesetDocument.ts"

type Leaf = Extract<Condition, { readonly fact: string }>

/** Edits are functions from document to document; what an edit does not speak of stays the same object. */

/** The threshold at a value, brought within its bounds; a threshold that is not there changes nothing. */
export function setThreshold(document: RulesetDocument, name: string, value: number): RulesetDocument {
  const threshold = document.thresholds[name]
  if (threshold === undefined || !Number.isFinite(value)) return document
  const within = Math.min(threshold.max, Math.max(threshold.min, value))
  return within === threshold.value ? document : withValueAt(document, ["thresholds", name, "value"], within)
}

/** A condition row with another operator or value; a path that leads to no row changes nothing. */
export function setLeaf(
  document: RulesetDocument,
  path: Path,
  change: Partial<Pick<Leaf, "operator" | "value">>,
): RulesetDocument {
  const leaf = valueAt(document, path)
  if (leaf === null || typeof leaf !== "object" || !("fact" in leaf)) return document
  return withValueAt(document, path, { ...leaf, ...change })
}

/** Puts a rule after the others of its stage; its name is made free. */
export function addRule(document: RulesetDocument, rule: Rule): RulesetDocument {
  const last = document.rules.findLastIndex(({ event }) => event.type === rule.event.type)
  const at = last === -1 ? document.rules.length : last + 1
  return { ...document, rules: document.rules.toSpliced(at, 0, { ...rule, name: freeName(document, rule.name) }) }
}

/** A copy of a rule right behind it, under a name of its own. */
export function duplicateRule(document: RulesetDocument, name: string): RulesetDocument {
  const at = placeOf(document, name)
  const rule = document.rules[at]
  if (rule === undefined) return document
  const copy = { ...rule, name: freeName(document, name), title: `${rule.title} (copy)`.slice(0, 120) }
  return { ...document, rules: document.rules.toSpliced(at + 1, 0, copy) }
}

/** The document without a rule. The last rule stays, as a ruleset has at least one. */
export function deleteRule(document: RulesetDocument, name: string): RulesetDocument {
  const at = placeOf(document, name)
  if (at === -1 || document.rules.length === 1) return document
  return { ...document, rules: document.rules.toSpliced(at, 1) }
}

/** Rules whose conditions read a finding, by name: it cannot be deleted before them. */
export function readersOf(document: RulesetDocument, finding: string): readonly string[] {
  const reads = (condition: Condition): boolean => {
    if ("fact" in condition) return /^(known\.)?finding\.(.+)$/.exec(condition.fact)?.[2] === finding
    if ("not" in condition) return reads(condition.not)
    if ("condition" in condition) return false
    return ("all" in condition ? condition.all : condition.any).some(reads)
  }
  return document.rules.filter(({ conditions }) => reads(conditions)).map(({ name }) => name)
}

/** Moves a rule up (−1) or down (+1) past its neighbour of the same stage. Order is for readers: priority decides. */
export function moveRule(document: RulesetDocument, name: string, by: -1 | 1): RulesetDocument {
  const from = placeOf(document, name)
  const rule = document.rules[from]
  if (rule === undefined) return document
  const isSameStage = ({ event }: Rule) => event.type === rule.event.type
  const to =
    by === 1
      ? document.rules.findIndex((other, place) => place > from && isSameStage(other))
      : document.rules.findLastIndex((other, place) => place < from && isSameStage(other))
  if (to === -1) return document
  return { ...document, rules: document.rules.toSpliced(from, 1).toSpliced(to, 0, rule) }
}

/** A rule's priority, a whole number brought within 1 to 1000. */
export function setPriority(document: RulesetDocument, name: string, priority: number): RulesetDocument {
  const within = Math.min(1_000, Math.max(1, Math.round(priority)))
  return Number.isFinite(priority) ? setOfRule(document, name, "priority", within) : document
}

/** A rule's title; an empty one changes nothing. */
export function setTitle(document: RulesetDocument, name: string, title: string): RulesetDocument {
  const trimmed = title.trim().slice(0, 120)
  return trimmed === "" ? document : setOfRule(document, name, "title", trimmed)
}

/** What a verdict rule says; a finding, or a verdict that the ruleset lacks, changes nothing. */
export function setVerdict(document: RulesetDocument, name: string, verdict: string): RulesetDocument {
  const at = placeOf(document, name)
  if (document.rules[at]?.event.type !== "verdict" || !document.outcomes.includes(verdict)) return document
  return withValueAt(document, ["rules", at, "event", "params", "verdict"], verdict)
}

function setOfRule(document: RulesetDocument, name: string, field: "title" | "priority", value: string | number) {
  const at = placeOf(document, name)
  if (at === -1 || document.rules[at]?.[field] === value) return document
  return withValueAt(document, ["rules", at, field], value)
}

/** The name, or the first of `W3`, `W4`, … that no rule has: a copy of `W3` becomes the next of the `W`s. */
function freeName({ rules }: RulesetDocument, wanted: string): string {
  const taken = new Set(rules.map(({ name }) => name))
  const stem = wanted.replace(/\d+[A-Za-z]*$/, "") || "N"
  let number = Number(/\d+/.exec(wanted)?.[0] ?? 1)
  let name = wanted
  while (taken.has(name)) name = `${stem.slice(0, 24)}${++number}`
  return name
}
