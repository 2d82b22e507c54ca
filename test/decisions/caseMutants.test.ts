import { readFileSync } from "node:fs"
import { type Ruleset, parseCaseFile, parseQuietDay, runCases } from "@barometer/engine/readiness"
import type { Condition } from "@barometer/engine/rules"
import { describe, expect, it } from "vitest"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"

const ruleset = parsedRuleset(rulesetDocument("push-or-back-off"))
const read = (name: string): unknown =>
  JSON.parse(readFileSync(new URL(`../../rulesets/push-or-back-off/cases/${name}.json`, import.meta.url), "utf8"))

type Leaf = Extract<Condition, { fact: string }>

const always: Condition = { all: [{ fact: "phase", operator: "notEqual", value: "postSession" }] }
const never: Condition = { all: [{ fact: "phase", operator: "equal", value: "postSession" }] }
const shifted: Partial<Record<Leaf["operator"], Leaf["operator"]>> = {
  greaterThan: "greaterThanInclusive",
  greaterThanInclusive: "greaterThan",
  lessThan: "lessThanInclusive",
  lessThanInclusive: "lessThan",
}

/** Named conditions written out, so that each leaf of a rule can be bent alone. */
function expanded(condition: Condition): Condition {
  if ("fact" in condition) return condition
  if ("condition" in condition) return expanded(ruleset.conditions?.[condition.condition] ?? never)
  if ("not" in condition) return { not: expanded(condition.not) }
  return "all" in condition ? { all: condition.all.map(expanded) } : { any: condition.any.map(expanded) }
}

/** The condition with one leaf bent, for each leaf and each way of bending it. */
function* mutantsOf(condition: Condition): Generator<{ readonly what: string; readonly condition: Condition }> {
  if ("fact" in condition) {
    const what = `${condition.fact} ${condition.operator}`
    yield { what: `${what} → always`, condition: always }
    yield { what: `${what} → never`, condition: never }
    const operator = shifted[condition.operator]
    if (operator !== undefined) yield { what: `${what} → ${operator}`, condition: { ...condition, operator } }
    return
  }
  if ("condition" in condition || "not" in condition) return
  const children = "all" in condition ? condition.all : condition.any
  for (const [index, child] of children.entries())
    for (const mutant of mutantsOf(child)) {
      const bent = children.with(index, mutant.condition)
      yield { what: mutant.what, condition: "all" in condition ? { all: bent } : { any: bent } }
    }
}

const withConditions = (name: string, condition: Condition): Ruleset =>
  parsedRuleset({
    ...ruleset,
    rules: ruleset.rules.map((rule) => (rule.name === name ? { ...rule, conditions: condition } : rule)),
  })

/** Bent leaves that mean the same: O1 holds only while a deload is overdue, and W2s only where W2 does. */
const equivalent: Readonly<Record<string, readonly string[]>> = {
  D1: ["finding.O1 equal → never"],
  A1: ["finding.W2s equal → always"],
  R1: ["finding.W2s equal → never"],
}

describe("the cases of the default ruleset", () => {
  const base = parseQuietDay(read("quiet-day"), ruleset)
  if (!base.ok) throw new Error("the quiet day does not parse")

  it.each(ruleset.rules.map(({ name }) => name))("fail when any comparison of %s is bent", async (name) => {
    const file = parseCaseFile(read(name), ruleset)
    const rule = ruleset.rules.find((candidate) => candidate.name === name)
    if (!file.ok || rule === undefined) throw new Error(`${name}: no case file that parses`)
    const survivors: string[] = []
    for (const { what, condition } of mutantsOf(expanded(rule.conditions))) {
      const reports = await runCases(withConditions(name, condition), base.value, file.value)
      if (reports.every(({ passed }) => passed)) survivors.push(what)
    }
    expect(survivors).toEqual(equivalent[name] ?? [])
  })
})
