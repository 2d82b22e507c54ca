import type { Fact, Facts, Tri } from "./facts.ts"
import { type RulesProgram, type StageProgram, programOf } from "./program.ts"
import { runStage } from "./run.ts"
import type { RulesetBase } from "./schema.ts"

/** What rules are run on: the domain's facts, the thresholds in force, and the rules switched off. */
export interface RulesInput {
  readonly facts: Facts
  readonly thresholds: ReadonlyMap<string, number>
  readonly disabled: ReadonlySet<string>
}

/** What came of it. All lists of rules are sorted: verdict rules as they decide, findings by id. */
export interface RulesOutcome {
  readonly results: ReadonlyMap<string, Tri>
  /** Every fact that some rule reads, the findings and families among them. */
  readonly facts: Facts
  readonly families: { readonly warning: readonly string[]; readonly possible: readonly string[] }
  readonly verdict: string
  /** Null when no verdict rule is certainly true and the ruleset's `otherwise` decides. */
  readonly decidedBy: string | null
  /** Verdict rules that are certainly true but outranked. */
  readonly overruled: readonly string[]
  /** Verdict rules that are unknown: they could fire. */
  readonly couldFire: readonly string[]
}

/** Runs findings, then verdicts with the findings as facts, on json-rules-engine. */
export async function evaluateWithEngine(ruleset: RulesetBase, input: RulesInput): Promise<RulesOutcome> {
  const program = programOf(ruleset)
  const first = firstFacts(program, input)
  const findings = withoutDisabled(await run(program.finding, input, first), input)
  const second = secondFacts(program, input, first, findings)
  return conclude(program, second, findings, withoutDisabled(await run(program.verdict, input, second.facts), input))
}

/** The same on the compiled closures, synchronously. */
export function evaluateCompiled(ruleset: RulesetBase, input: RulesInput): RulesOutcome {
  const program = programOf(ruleset)
  const first = firstFacts(program, input)
  const findings = withoutDisabled(program.finding.compiled.run(first), input)
  const second = secondFacts(program, input, first, findings)
  return conclude(program, second, findings, withoutDisabled(program.verdict.compiled.run(second.facts), input))
}

function run(stage: StageProgram, { disabled }: RulesInput, facts: Facts): Promise<ReadonlyMap<string, Tri>> {
  const rules = disabled.size === 0 ? stage.rules : stage.rules.filter(({ name }) => !disabled.has(name))
  return runStage(rules, stage.read, facts)
}

/** A rule that is switched off neither fires nor could. */
function withoutDisabled(results: ReadonlyMap<string, Tri>, { disabled }: RulesInput): ReadonlyMap<string, Tri> {
  if (disabled.size === 0) return results
  return new Map([...results, ...[...disabled].map((name): [string, Tri] => [name, false])])
}

const yes: Fact = { known: true, value: true }
const no: Fact = { known: true, value: false }

/** The facts that rules read, less the findings: companions and thresholds are made for those names only. */
function firstFacts({ given }: RulesProgram, { facts, thresholds }: RulesInput): Map<string, Fact> {
  const all = new Map<string, Fact>()
  for (const { name, of, source } of given) {
    if (source === "threshold") {
      const value = thresholds.get(of)
      if (value !== undefined) all.set(name, { known: true, value })
      continue
    }
    const fact = facts.get(of)
    if (fact !== undefined) all.set(name, source === "domain" ? fact : fact.known ? yes : no)
  }
  return all
}

interface SecondFacts {
  readonly facts: Facts
  readonly families: RulesOutcome["families"]
}

function secondFacts(
  program: RulesProgram,
  input: RulesInput,
  first: Facts,
  findings: ReadonlyMap<string, Tri>,
): SecondFacts {
  const facts = new Map(first)
  const warning = new Set<string>()
  const possible = new Set<string>()
  for (const { name, event } of program.ruleset.rules) {
    if (event.type !== "finding") continue
    const result = findings.get(name) ?? false
    facts.set(`finding.${name}`, result === "unknown" ? { known: false, reason: "unknown" } : result ? yes : no)
    facts.set(`known.finding.${name}`, result === "unknown" ? no : yes)
    const { family } = event.params
    if (family === undefined || result === false) continue
    if (result === true) warning.add(family)
    // Nobody has been asking: counting it as possible would keep every "no warning sign" rule from ever holding.
    if (result === true || !restsOnUnasked(program, name, input.facts)) possible.add(family)
  }
  const families = { warning: [...warning].sort(), possible: [...possible].sort() }
  facts.set("warningFamilies", { known: true, value: warning.size })
  facts.set("possibleFamilies", { known: true, value: possible.size })
  return { facts, families }
}

/** Whether all that keeps a finding unknown is facts that nobody has been asking for. */
function restsOnUnasked(program: RulesProgram, rule: string, facts: Facts): boolean {
  for (const name of program.factsReadBy.get(rule) ?? []) {
    const fact = facts.get(name)
    if (fact?.known === false && fact.asked !== false) return false
  }
  return true
}

function conclude(
  program: RulesProgram,
  { facts, families }: SecondFacts,
  findings: ReadonlyMap<string, Tri>,
  verdicts: ReadonlyMap<string, Tri>,
): RulesOutcome {
  const fired = program.verdictOrder.filter((name) => verdicts.get(name) === true)
  const decidedBy = fired[0] ?? null
  return {
    results: new Map([...findings, ...verdicts]),
    facts,
    families,
    verdict: verdictOf(program, decidedBy),
    decidedBy,
    overruled: fired.slice(1),
    couldFire: program.verdictOrder.filter((name) => verdicts.get(name) === "unknown"),
  }
}

/** The outcome a verdict rule gives; the ruleset's `otherwise` for none. */
export function verdictOf({ ruleset, ruleNamed }: RulesProgram, rule: string | null): string {
  const event = rule === null ? undefined : ruleNamed.get(rule)?.event
  return event?.type === "verdict" ? event.params.verdict : ruleset.otherwise
}
