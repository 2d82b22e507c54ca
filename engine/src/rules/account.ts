import { evaluateCompiled, evaluateWithEngine, type RulesOutcome } from "./evaluate.ts"
import type { Fact, FactDeclaration, FactDeclarations } from "./facts.ts"
import { type Messages, englishRules } from "./messages.ts"
import { type Layered } from "./overrides.ts"
import { ownValue } from "./ownValue.ts"
import { type PhraseContext, labelOf, ruleSentence, whySentence } from "./phrase.ts"
import { programOf } from "./program.ts"
import { factsOfStage } from "./references.ts"
import { type Problem, type Result, ok, refuse, toPointer } from "./result.ts"
import { expectedNames } from "./nearest.ts"
import type { Rule, RulesetBase } from "./schema.ts"
import { traceCondition } from "./trace.ts"
import type { RuleTrace, TraceNode } from "./traceSchema.ts"

const verdictFacts = new WeakMap<FactDeclarations, ReadonlyMap<string, FactDeclaration>>()

/** What sentences and traces of a ruleset need; made once a decision. */
export function phraseContext(
  ruleset: RulesetBase,
  declarations: FactDeclarations,
  thresholds: ReadonlyMap<string, number>,
  messages: Messages,
): PhraseContext {
  const all = verdictFacts.get(declarations) ?? factsOfStage(ruleset, declarations, "verdict")
  verdictFacts.set(declarations, all)
  return { messages, thresholds, ruleset, declarations: all }
}

/** The account of one rule's conditions, without its sentence. */
export function traceConditions(
  rule: Rule,
  context: PhraseContext,
  facts: RulesOutcome["facts"],
  layers: Layered["layers"],
): TraceNode {
  return traceCondition(rule.conditions, {
    facts,
    layers,
    declarations: context.declarations,
    named: context.ruleset.conditions,
  })
}

/** The full trace of an outcome: every rule, with a node for each authored node, in the ruleset's order. */
export function traceRules(
  context: PhraseContext,
  outcome: Pick<RulesOutcome, "facts" | "results">,
  layered: Pick<Layered, "layers" | "disabled">,
): readonly RuleTrace[] {
  return context.ruleset.rules.map((rule) => traceRule(rule, context, outcome, layered))
}

/** One rule's trace. */
export function traceRule(
  rule: Rule,
  context: PhraseContext,
  { facts, results }: Pick<RulesOutcome, "facts" | "results">,
  { layers, disabled }: Pick<Layered, "layers" | "disabled">,
): RuleTrace {
  const disabledBy = disabled.get(rule.name)
  return {
    rule: rule.name,
    title: rule.title,
    stage: rule.event.type,
    priority: rule.priority,
    result: results.get(rule.name) ?? false,
    ...(disabledBy !== undefined && { disabledBy }),
    sentence: ruleSentence(rule, context),
    conditions: traceConditions(rule, context, facts, layers),
  }
}

/** The account of one row of facts: verdict, why, and everything that was and was not known. */
export interface Account {
  readonly verdict: string
  readonly decidedBy: string | null
  readonly reasons: readonly string[]
  readonly overruled: readonly string[]
  readonly couldFire: readonly string[]
  readonly families: RulesOutcome["families"]
  readonly unknown: readonly string[]
  readonly trace: readonly RuleTrace[]
}

/** Decides one row of facts of any domain on json-rules-engine (or the closures) and accounts for it. A fact that the row lacks is unknown. */
export async function accountForRow(
  ruleset: RulesetBase,
  declarations: FactDeclarations,
  row: ReadonlyMap<string, Fact>,
  layered: Layered,
  {
    evaluator = "json-rules-engine",
    messages = englishRules,
  }: { readonly evaluator?: "json-rules-engine" | "compiled"; readonly messages?: Messages } = {},
): Promise<Account> {
  const facts = new Map(
    Object.keys(declarations).map((name): [string, Fact] => [
      name,
      row.get(name) ?? { known: false, reason: "missing" },
    ]),
  )
  const input = { facts, thresholds: layered.thresholds, disabled: new Set(layered.disabled.keys()) }
  const outcome = evaluator === "compiled" ? evaluateCompiled(ruleset, input) : await evaluateWithEngine(ruleset, input)
  const context = phraseContext(ruleset, declarations, layered.thresholds, messages)
  const trace = traceRules(context, outcome, layered)
  const speaks = ({ rule, stage, result }: RuleTrace) =>
    result === true && (stage === "finding" || rule === outcome.decidedBy)
  const { readByRules } = programOf(ruleset)
  return {
    verdict: outcome.verdict,
    decidedBy: outcome.decidedBy,
    reasons: trace.filter(speaks).map(({ title, conditions }) => whySentence(title, conditions, context)),
    overruled: outcome.overruled,
    couldFire: outcome.couldFire,
    families: outcome.families,
    unknown: [...facts]
      .filter(([name, fact]) => !fact.known && readByRules.has(name))
      .map(([name]) => labelOf(name, context)),
    trace,
  }
}

/** Parses one row of facts (a flat object); null and absent are unknown, a wrong name, type, word or range is refused. */
export function parseFactRow(json: unknown, declarations: FactDeclarations): Result<ReadonlyMap<string, Fact>> {
  if (json === null || typeof json !== "object" || Array.isArray(json))
    return refuse({ pointer: "", code: "wrongType", message: "expected an object of facts" })
  const row = new Map<string, Fact>()
  const problems: Problem[] = []
  for (const [name, value] of Object.entries(json)) {
    if (value === null) continue
    const declaration = ownValue(declarations, name)
    const refusal =
      declaration === undefined
        ? `unknown fact \`${name}\`${expectedNames(name, Object.keys(declarations))}`
        : valueProblem(value, declaration)
    if (refusal !== undefined) problems.push({ pointer: toPointer([name]), code: "badFact", message: refusal })
    else row.set(name, { known: true, value: typeof value === "object" ? Object.freeze([...value]) : value })
  }
  return problems.length > 0 ? refuse(...problems) : ok(row)
}

const kindWord: Readonly<Record<string, string>> = { string: "text", number: "a number", boolean: "true or false" }
const expectedWord: Readonly<Record<FactDeclaration["type"], string>> = {
  number: "a number",
  word: "a word",
  yesNo: "true or false",
  words: "a list of words",
}

function valueProblem(value: unknown, { type, range, words }: FactDeclaration): string | undefined {
  const texts = type === "words" && Array.isArray(value) ? value : [value]
  const wanted = type === "number" ? "number" : type === "yesNo" ? "boolean" : "string"
  if ((type === "words") !== Array.isArray(value) || texts.some((item) => typeof item !== wanted))
    return `found ${Array.isArray(value) ? "a list" : (kindWord[typeof value] ?? "an object")}; expected ${expectedWord[type]}`
  if (typeof value === "number" && !Number.isFinite(value)) return "found a number that is not finite"
  if (typeof value === "number" && range !== undefined && (value < range[0] || value > range[1]))
    return `found a number out of range; expected ${range[0]} to ${range[1]}`
  const stranger =
    words === undefined ? undefined : texts.find((item) => typeof item === "string" && !words.includes(item))
  return stranger === undefined
    ? undefined
    : `found \`${String(stranger)}\`${expectedNames(String(stranger), words ?? [])}`
}
