import { conditionProblems } from "./conditionProblems.ts"
import { hostileProblems } from "./hostile.ts"
import { factsDomain, parseRulesetIn } from "./parse.ts"
import { type Result, ok, refuse } from "./result.ts"

type Json = Readonly<Record<string, unknown>>

/** A ruleset made from a json-rules-engine file, and what was renamed or inferred on the way. */
export interface Converted {
  readonly ruleset: Json
  readonly notes: readonly string[]
}

/**
 * Turns rules written for json-rules-engine (a list, one rule, or `{rules, conditions?}`) into a ruleset over facts:
 * each event type becomes an outcome, facts and their types are read off the comparisons. What the language refuses is
 * named with its place and how to write it instead.
 */
export function fromJsonRulesEngine(json: unknown, id: string): Result<Converted> {
  const hostile = hostileProblems(json)
  if (hostile.length > 0) return refuse(...hostile)
  const document = readDocument(json)
  if (document === undefined)
    return refuse({
      pointer: "",
      code: "wrongType",
      message: "expected a json-rules-engine rule, a list of rules, or an object with `rules`",
    })
  const refused = conditionProblems(document)
  if (refused.length > 0) return refuse(...refused)
  const names = new Names()
  const conditions = Object.fromEntries(
    Object.entries(document.conditions).map(([name, condition]) => [names.of(name), renamed(condition, names)]),
  )
  const rules = document.rules.map((rule, index) => toRule(asObject(rule), index, names))
  const outcomes = [...new Set(rules.map(({ event }) => event.params.verdict))]
  const ruleset: Json = {
    id,
    version: 1,
    title: id,
    description: "Converted from json-rules-engine rules.",
    outcomes: [...outcomes, "none"],
    facts: factsIn([...rules.map((rule) => rule.conditions), ...Object.values(conditions)]),
    thresholds: {},
    ...(Object.keys(conditions).length > 0 && { conditions }),
    rules,
    advice: {},
    otherwise: "none",
  }
  const parsed = parseRulesetIn(factsDomain, ruleset)
  if (!parsed.ok) return parsed
  return ok({
    ruleset,
    notes: [
      ...names.notes(),
      `outcomes are the event types, most cautious first as found: ${outcomes.join(", ")}; put them in your order`,
      "literals stay literals; give those a coach may move a name under `thresholds`",
    ],
  })
}

function readDocument(json: unknown): { readonly rules: readonly unknown[]; readonly conditions: Json } | undefined {
  if (Array.isArray(json)) return { rules: json, conditions: {} }
  const object = asObject(json)
  if (Array.isArray(object.rules)) return { rules: object.rules, conditions: asObject(object.conditions) }
  return "conditions" in object && "event" in object ? { rules: [json], conditions: {} } : undefined
}

interface ConvertedRule {
  readonly name: string
  readonly title: string
  readonly priority: number
  readonly conditions: unknown
  readonly event: { readonly type: "verdict"; readonly params: { readonly verdict: string } }
}

function toRule(rule: Json, index: number, names: Names): ConvertedRule {
  const title = typeof rule.name === "string" && rule.name !== "" ? rule.name : `Rule ${index + 1}`
  const type = asObject(rule.event).type
  const priority = typeof rule.priority === "number" ? rule.priority : 1
  return {
    name: `R${index + 1}`,
    title,
    priority,
    conditions: renamed(rule.conditions, names),
    event: { type: "verdict", params: { verdict: names.of(typeof type === "string" ? type : "event") } },
  }
}

/** Conditions with every fact and reference under a name that the language takes. */
function renamed(node: unknown, names: Names): unknown {
  if (Array.isArray(node)) return node.map((child) => renamed(child, names))
  if (node === null || typeof node !== "object") return node
  return Object.fromEntries(
    Object.entries(node).map(([key, value]) => [
      key,
      (key === "fact" || key === "condition") && typeof value === "string" ? names.of(value) : renamed(value, names),
    ]),
  )
}

const operatorType: Readonly<Record<string, string>> = {
  lessThan: "number",
  lessThanInclusive: "number",
  greaterThan: "number",
  greaterThanInclusive: "number",
  contains: "words",
  doesNotContain: "words",
}

/** Fact declarations read off the comparisons: an operator or a literal tells the type; words are those that are mentioned. */
function factsIn(nodes: readonly unknown[]): Json {
  const facts: Record<string, { type: string; label: string }> = {}
  const visit = (node: unknown): void => {
    if (Array.isArray(node)) return node.forEach(visit)
    if (node === null || typeof node !== "object") return
    const leaf = asObject(node)
    if (typeof leaf.fact === "string") {
      const literal = Array.isArray(leaf.value) ? leaf.value[0] : leaf.value
      const type =
        operatorType[String(leaf.operator)] ??
        (typeof literal === "number" ? "number" : typeof literal === "boolean" ? "yesNo" : "word")
      facts[leaf.fact] ??= { type, label: leaf.fact }
    }
    Object.values(node).forEach(visit)
  }
  nodes.forEach(visit)
  return facts
}

/** Names made fit for the language (`favourite-colour` → `favouriteColour`), each kept for the notes. */
class Names {
  readonly #made = new Map<string, string>()

  of(name: string): string {
    const before = this.#made.get(name)
    if (before !== undefined) return before
    const words = name.split(/[^A-Za-z0-9]+/).filter((word) => word !== "")
    const joined = words
      .map((word, index) => (index === 0 ? word.charAt(0).toLowerCase() : word.charAt(0).toUpperCase()) + word.slice(1))
      .join("")
    const made = /^[a-z]/.test(joined) ? joined : `fact${joined}`
    this.#made.set(name, made)
    return made
  }

  notes(): readonly string[] {
    return [...this.#made].filter(([from, to]) => from !== to).map(([from, to]) => `\`${from}\` is now \`${to}\``)
  }
}

function asObject(value: unknown): Json {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : {}
}
