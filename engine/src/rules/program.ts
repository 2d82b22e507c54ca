import { type CompiledStage, compileStage } from "./compile.ts"
import type { RuleProperties } from "json-rules-engine"
import { type NormalGroup, type NormalRule, leavesOf, normaliseRoot } from "./normalise.ts"
import type { Leaf, Rule, RulesetBase } from "./schema.ts"
import type { Stage } from "./references.ts"

/** A rule in normal form, with the facts it reads. */
export interface StageRule extends NormalRule {
  readonly reads: readonly string[]
  /** The same conditions as json-rules-engine's types see them. */
  readonly engineConditions: RuleProperties["conditions"]
}

/** One stage of a ruleset, ready to run either way. */
export interface StageProgram {
  readonly rules: readonly StageRule[]
  /** Every fact that the stage's rules read. */
  readonly read: readonly string[]
  readonly compiled: CompiledStage
}

/** A ruleset made ready: normalised once, compiled once, indexed by rule name. */
export interface RulesProgram {
  readonly ruleset: RulesetBase
  readonly finding: StageProgram
  readonly verdict: StageProgram
  readonly ruleNamed: ReadonlyMap<string, Rule>
  /** Facts read by each rule, references expanded. */
  readonly factsReadBy: ReadonlyMap<string, ReadonlySet<string>>
  /** Facts read by any rule. */
  readonly readByRules: ReadonlySet<string>
  /** Facts that rules read and that are given before any rule runs: where each comes from, and the name it has there. */
  readonly given: readonly {
    readonly name: string
    readonly of: string
    readonly source: "domain" | "known" | "threshold"
  }[]
  /** Every comparison of a fact with a threshold, references expanded, with its rule. */
  readonly thresholdLines: readonly { readonly rule: string; readonly leaf: Leaf; readonly threshold: string }[]
  /** Verdict rules in the order in which they decide: highest priority first, the more cautious first among equals. */
  readonly verdictOrder: readonly string[]
}

const programs = new WeakMap<RulesetBase, RulesProgram>()

/** The program of a parsed (frozen) ruleset; made at first use and kept as long as the ruleset is. */
export function programOf(ruleset: RulesetBase): RulesProgram {
  const before = programs.get(ruleset)
  if (before !== undefined) return before
  const finding = toStage(ruleset, "finding")
  const verdict = toStage(ruleset, "verdict")
  const program: RulesProgram = {
    ruleset,
    finding,
    verdict,
    readByRules: new Set([...finding.read, ...verdict.read]),
    given: [...new Set([...finding.read, ...verdict.read])].flatMap(toGiven),
    thresholdLines: ruleset.rules.flatMap((rule) => thresholdLines(rule, ruleset)),
    ruleNamed: new Map(ruleset.rules.map((rule) => [rule.name, rule])),
    factsReadBy: new Map(ruleset.rules.map((rule) => [rule.name, factsReadBy(rule, ruleset)])),
    verdictOrder: ruleset.rules
      .filter(({ event }) => event.type === "verdict")
      .toSorted(
        (a, b) => b.priority - a.priority || caution(ruleset, a) - caution(ruleset, b) || (a.name < b.name ? -1 : 1),
      )
      .map(({ name }) => name),
  }
  programs.set(ruleset, program)
  return program
}

function thresholdLines({ name, conditions }: Rule, ruleset: RulesetBase): RulesProgram["thresholdLines"] {
  return [...leavesOf(conditions, ruleset.conditions)].flatMap((leaf) => {
    const threshold = typeof leaf.value === "object" && "fact" in leaf.value ? leaf.value.fact : ""
    return threshold.startsWith("threshold.") ? [{ rule: name, leaf, threshold }] : []
  })
}

function toGiven(name: string): RulesProgram["given"] {
  if (/^(known\.)?finding\.|^(warning|possible)Families$/.test(name)) return []
  if (name.startsWith("threshold.")) return [{ name, of: name.slice("threshold.".length), source: "threshold" }]
  if (name.startsWith("known.")) return [{ name, of: name.slice("known.".length), source: "known" }]
  return [{ name, of: name, source: "domain" }]
}

/** Place of a rule's verdict among the outcomes: 0 is the most cautious. */
function caution(ruleset: RulesetBase, { event }: Rule): number {
  return event.type === "verdict" ? ruleset.outcomes.indexOf(event.params.verdict) : ruleset.outcomes.length
}

function toStage(ruleset: RulesetBase, stage: Stage): StageProgram {
  const rules = ruleset.rules
    .filter(({ event }) => event.type === stage)
    .map((rule): StageRule => {
      const conditions = normaliseRoot(rule.conditions, ruleset.conditions)
      return {
        name: rule.name,
        priority: rule.priority,
        conditions,
        engineConditions: toEngineConditions(conditions),
        reads: [...factsReadBy(rule, ruleset)],
      }
    })
  const compiled = compileStage(rules)
  return { rules, read: compiled.read, compiled }
}

function factsReadBy(rule: Rule, ruleset: RulesetBase): ReadonlySet<string> {
  const names = new Set<string>()
  for (const { fact, value } of leavesOf(rule.conditions, ruleset.conditions)) {
    names.add(fact)
    if (typeof value === "object" && !Array.isArray(value)) names.add(value.fact)
  }
  return names
}

/** A frozen copy under json-rules-engine's own type, whose lists are not readonly. */
function toEngineConditions(group: NormalGroup): RuleProperties["conditions"] {
  return JSON.parse(JSON.stringify(group), (_, value: unknown) => Object.freeze(value))
}
