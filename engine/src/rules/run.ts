import { Engine, Fact as EngineFact, type RuleProperties } from "json-rules-engine"
import type { FactScalar, Facts, Tri } from "./facts.ts"
import { operators } from "./operators.ts"
import type { StageRule } from "./program.ts"
import { operatorNames } from "./schema.ts"

/**
 * Runs one stage's rules on json-rules-engine: once with unknown comparisons false (what certainly fires) and, for the
 * rules that did not and that read something unknown, once with them true (what could). A fresh engine each, because a
 * shared one loses rules when runs overlap.
 */
export async function runStage(
  rules: readonly StageRule[],
  read: readonly string[],
  facts: Facts,
): Promise<ReadonlyMap<string, Tri>> {
  const values: Record<string, EngineFact> = Object.create(null)
  const unknown = new Set<string>()
  for (const name of read) {
    const fact = facts.get(name)
    // Uncached, as hashing each constant's (empty) parameters is a tenth of a run.
    if (fact?.known === true) values[name] = new EngineFact(name, fact.value, { cache: false })
    else unknown.add(name)
  }
  Object.freeze(values)
  const certain = await runOnce(rules, values, false)
  const open = rules.filter(({ name, reads }) => !certain.has(name) && reads.some((fact) => unknown.has(fact)))
  const possible = await runOnce(open, values, true)
  return new Map(rules.map(({ name }) => [name, certain.has(name) ? true : possible.has(name) ? "unknown" : false]))
}

async function runOnce(
  rules: readonly StageRule[],
  values: Record<string, EngineFact>,
  onUnknown: boolean,
): Promise<ReadonlySet<string>> {
  if (rules.length === 0) return new Set()
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

/** The conditions are handed over frozen as they are: json-rules-engine builds its own nodes from them. */
function toEngineRule({ name, priority, engineConditions }: StageRule): RuleProperties {
  return { name, priority, conditions: engineConditions, event: { type: "fired" } }
}
