import { Engine, type RuleProperties } from "json-rules-engine"
import type { FactScalar, Facts, Tri } from "./facts.ts"
import type { NormalRule } from "./normalise.ts"
import { operators } from "./operators.ts"
import { operatorNames } from "./schema.ts"

/**
 * Runs one stage's rules on json-rules-engine: once with unknown comparisons false (what certainly fires) and, when any
 * fact that is read is unknown, once with them true (what could). A fresh engine each, because a shared one loses rules
 * when runs overlap.
 */
export async function runStage(rules: readonly NormalRule[], read: readonly string[], facts: Facts): Promise<ReadonlyMap<string, Tri>> {
  if (rules.length === 0) return new Map()
  const values: Record<string, FactScalar> = Object.create(null)
  let hasUnknown = false
  for (const name of read) {
    const fact = facts.get(name)
    if (fact?.known === true) values[name] = fact.value
    else hasUnknown = true
  }
  Object.freeze(values)
  const certain = await runOnce(rules, values, false)
  const possible = hasUnknown ? await runOnce(rules, values, true) : certain
  return new Map(rules.map(({ name }) => [name, certain.has(name) ? true : possible.has(name) ? "unknown" : false]))
}

async function runOnce(rules: readonly NormalRule[], values: Readonly<Record<string, FactScalar>>, onUnknown: boolean): Promise<ReadonlySet<string>> {
  const engine = new Engine(rules.map(toEngineRule), { allowUndefinedFacts: true })
  for (const name of operatorNames) {
    const { test } = operators[name]
    engine.addOperator<FactScalar | undefined, FactScalar | undefined>(name, (fact, value) =>
      fact === undefined || value === undefined ? onUnknown : test(fact, value),
    )
  }
  const { results, failureResults } = await engine.run(values)
  // A lost rule would be a silent wrong verdict.
  if (results.length + failureResults.length !== rules.length)
    throw new Error(`json-rules-engine answered ${results.length + failureResults.length} of ${rules.length} rules`)
  return new Set(results.map(({ name }) => name))
}

function toEngineRule({ name, priority, conditions }: NormalRule): RuleProperties {
  // The engine is handed a copy that it may annotate; what it infers from, conditions and priority, is the ruleset's own.
  return { name, priority, conditions: toEngineConditions(conditions), event: { type: "fired" } }
}

function toEngineConditions(group: NormalRule["conditions"]): RuleProperties["conditions"] {
  return JSON.parse(JSON.stringify(group))
}
