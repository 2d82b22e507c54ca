import { canonicalJson } from "./canonical.ts"
import type { Difference, FieldDifference } from "./differences.ts"
import { say, sayAmount, sayNumber } from "./messages.ts"
import { type NormalRule, leavesOf } from "./normalise.ts"
import { type PhraseContext, conditionPhrase, labelOf, outcomeWord, ruleSentence } from "./phrase.ts"
import { programOf } from "./program.ts"
import type { Leaf, Rule } from "./schema.ts"

/** What sentences about both sides are made with; words are taken from the later side's messages. */
export interface DifferenceContext {
  readonly before: PhraseContext
  readonly after: PhraseContext
}

/** What a difference means to a reader of the ruleset, in one sentence or more: “`W3` …: fires from 3 days instead of 2 (…)”. */
export function differenceSentences(difference: Difference, context: DifferenceContext): readonly string[] {
  if (difference.section === "rules") return ruleSentences(difference, context)
  if (difference.section === "thresholds") return thresholdSentences(difference, context)
  return plainSentences(difference, context)
}

function ruleSentences(difference: Difference, context: DifferenceContext): readonly string[] {
  const { before, after } = context
  const [was, is] = [ruleNamed(before, difference.name), ruleNamed(after, difference.name)]
  if (is === undefined)
    return was === undefined
      ? []
      : [say(after.messages, "diff.rule.removed", { rule: was.name, sentence: ruleSentence(was, before) })]
  if (was === undefined)
    return [say(after.messages, "diff.rule.added", { rule: is.name, sentence: ruleSentence(is, after) })]
  return difference.fields.flatMap((field) => ruleFieldSentences(field, was, is, context))
}

function ruleFieldSentences(
  field: FieldDifference,
  was: Rule,
  is: Rule,
  { before, after }: DifferenceContext,
): readonly string[] {
  const { messages } = after
  const said = { rule: is.name, title: is.title }
  const name = field.pointer.split("/").at(-1) ?? ""
  switch (name) {
    case "conditions": {
      const moved = movedLines(normalOf(was, before), normalOf(is, after))
      if (moved !== undefined && moved.length > 0) return moved.map(([from, to]) => lineSentence(is, from, to, after))
      return [
        say(messages, "diff.rule.conditions", {
          ...said,
          before: conditionPhrase(was.conditions, before, true),
          after: conditionPhrase(is.conditions, after, true),
        }),
      ]
    }
    case "title":
      return [say(messages, "diff.rule.title", { ...said, before: was.title })]
    case "verdict":
      return [
        say(messages, "diff.rule.verdict", {
          ...said,
          before: outcomeWord(String(field.before), messages),
          after: outcomeWord(String(field.after), messages),
        }),
      ]
    case "locked":
      return [say(messages, is.locked === true ? "diff.rule.locked" : "diff.rule.unlocked", said)]
    case "rationale":
      return [say(messages, "diff.rule.rationale", said)]
    default:
      return [say(messages, `diff.rule.field`, { ...said, field: name, ...sides(field) })]
  }
}

/** A threshold that moved is told by each rule that compares with it, as it fires now; what signals read is told by name. */
function thresholdSentences(difference: Difference, context: DifferenceContext): readonly string[] {
  const { before, after } = context
  const { name, fields } = difference
  if (difference.change !== "changed") return plainSentences(difference, context)
  const program = programOf(after.ruleset)
  return fields.flatMap((field) => {
    if (!field.pointer.endsWith("/value")) return [fieldSentence(difference, field, after)]
    const [from, to] = [before.ruleset.thresholds[name], after.ruleset.thresholds[name]]
    if (from === undefined || to === undefined) return []
    const moved = [...program.finding.rules, ...program.verdict.rules].flatMap((normal) => {
      const title = program.ruleNamed.get(normal.name)?.title ?? ""
      return linesWith(normal, `threshold.${name}`).map((leaf) =>
        lineSentence({ name: normal.name, title }, { ...leaf, value: from.value }, { ...leaf, value: to.value }, after),
      )
    })
    const sizes = {
      label: to.label,
      before: sayNumber(from.value),
      after: sayAmount(to.value, to.unit, after.messages),
    }
    return moved.length > 0 ? [...new Set(moved)] : [say(after.messages, "diff.threshold", { name, ...sizes })]
  })
}

function lineSentence(
  { name, title }: Pick<Rule, "name" | "title">,
  from: Leaf,
  to: Leaf,
  context: PhraseContext,
): string {
  const { messages, declarations } = context
  const value = (leaf: Leaf, isWithUnit: boolean) =>
    typeof leaf.value === "number"
      ? isWithUnit
        ? sayAmount(leaf.value, declarations.get(leaf.fact)?.unit, messages)
        : sayNumber(leaf.value)
      : literal(leaf.value)
  return say(messages, "diff.rule.line", {
    rule: name,
    title,
    label: labelOf(to.fact, context),
    after: say(messages, `line.${to.operator}`, { value: value(to, true) }),
    before: value(from, false),
  })
}

/** The comparisons with a fact. */
function linesWith({ conditions }: NormalRule, fact: string): readonly Leaf[] {
  return [...leavesOf(conditions)].filter(
    ({ value }) => typeof value === "object" && "fact" in value && value.fact === fact,
  )
}

/** The comparisons that moved where nothing else differs; undefined where the conditions are built otherwise. */
function movedLines(was: NormalRule, is: NormalRule): readonly (readonly [Leaf, Leaf])[] | undefined {
  if (shapeOf(was) !== shapeOf(is)) return undefined
  const later = [...leavesOf(is.conditions)]
  return [...leavesOf(was.conditions)].flatMap((from, index): (readonly [Leaf, Leaf])[] => {
    const to = later[index]
    return to === undefined || canonicalJson(from) === canonicalJson(to) ? [] : [[from, to]]
  })
}

function shapeOf({ conditions }: NormalRule): string {
  return JSON.stringify(conditions, (key, value: unknown) => (key === "value" && typeof value === "number" ? 0 : value))
}

function normalOf(rule: Rule, { ruleset }: PhraseContext): NormalRule {
  const program = programOf(ruleset)
  const found = [...program.finding.rules, ...program.verdict.rules].find(({ name }) => name === rule.name)
  if (found === undefined) throw new Error("every rule of a ruleset has a normal form")
  return found
}

function plainSentences(difference: Difference, { before, after }: DifferenceContext): readonly string[] {
  const { section, name, change } = difference
  if (section !== "document" && change === "changed")
    return section === "conditions"
      ? [say(after.messages, "diff.condition", { name, ...conditionSides(name, before, after) })]
      : difference.fields.map((field) => fieldSentence(difference, field, after))
  const title = titleOf(change === "removed" ? difference.before : difference.after, name)
  const noun = say(after.messages, `diff.noun.${section}`)
  return [
    say(after.messages, `diff.${section === "document" ? "document" : change}`, {
      noun,
      name,
      title,
      ...sides(difference),
    }),
  ]
}

function conditionSides(name: string, before: PhraseContext, after: PhraseContext) {
  // Those it refers to are told by their names: written out, conditions that double at each step would fill the memory.
  const phrase = (context: PhraseContext) => {
    const { conditions, ...ruleset } = context.ruleset
    const condition = conditions?.[name]
    return condition === undefined ? "" : conditionPhrase(condition, { ...context, ruleset }, true)
  }
  return { before: phrase(before), after: phrase(after) }
}

function fieldSentence(
  { section, name, after: definition }: Difference,
  field: FieldDifference,
  context: PhraseContext,
) {
  const noun = say(context.messages, `diff.noun.${section}`)
  const title = titleOf(definition, name)
  const path = field.pointer.split("/").slice(3).join(".") || name
  return say(context.messages, "diff.field", { noun, title, field: path, ...sides(field) })
}

/** What a definition is called for people: its label or title, else its name. */
function titleOf(definition: unknown, name: string): string {
  if (definition === null || typeof definition !== "object") return name
  const members = new Map<string, unknown>(Object.entries(definition))
  const title = members.get("label") ?? members.get("title")
  return typeof title === "string" ? title : name
}

function sides({ before, after }: Pick<FieldDifference, "before" | "after">) {
  return { before: literal(before), after: literal(after) }
}

const longestLiteral = 200

function literal(value: unknown): string {
  if (value === undefined) return "—"
  const text = typeof value === "number" ? sayNumber(value) : typeof value === "string" ? value : canonicalJson(value)
  return text.length > longestLiteral ? `${text.slice(0, longestLiteral)}…` : text
}

function ruleNamed({ ruleset }: PhraseContext, name: string): Rule | undefined {
  return programOf(ruleset).ruleNamed.get(name)
}
