import type { FactDeclaration, FactDeclarations } from "./facts.ts"
import { expectedNames } from "./nearest.ts"
import { leafProblem } from "./leafTypes.ts"
import { referencesIn } from "./normalise.ts"
import { ownValue } from "./ownValue.ts"
import { type Problem, toPointer } from "./result.ts"
import { type Condition, type Leaf, type RulesetBase, limits } from "./schema.ts"

export type Stage = "finding" | "verdict"

/** The facts a stage's rules may read: the domain's, thresholds, companions, and, for verdicts, the findings. */
export function factsOfStage(
  ruleset: RulesetBase,
  domainFacts: FactDeclarations,
  stage: Stage,
): ReadonlyMap<string, FactDeclaration> {
  const facts = new Map<string, FactDeclaration>(Object.entries(domainFacts))
  for (const [name, { label }] of Object.entries(domainFacts)) facts.set(`known.${name}`, { type: "yesNo", label })
  for (const [name, { label, unit, min, max }] of Object.entries(ruleset.thresholds))
    facts.set(`threshold.${name}`, { type: "number", label, unit, range: [min, max] })
  if (stage === "finding") return facts
  const families = new Set<string>()
  for (const { name, title, event } of ruleset.rules) {
    if (event.type !== "finding") continue
    facts.set(`finding.${name}`, { type: "yesNo", label: title })
    facts.set(`known.finding.${name}`, { type: "yesNo", label: title })
    if (event.params.family !== undefined) families.add(event.params.family)
  }
  const range: readonly [number, number] = [0, families.size]
  facts.set("warningFamilies", {
    type: "number",
    whole: true,
    label: "warning signs",

    range,
  })
  facts.set("possibleFamilies", {
    type: "number",
    whole: true,
    label: "warning signs, certain or possible",

    range,
  })
  return facts
}

/** Everything that a document of the right shape can still have wrong: names that lead nowhere, types that never meet, cycles, sizes. */
export function referenceProblems(ruleset: RulesetBase, domainFacts: FactDeclarations): readonly Problem[] {
  return [
    ...countProblems(ruleset),
    ...thresholdProblems(ruleset),
    ...nameProblems(ruleset),
    ...cycleProblems(ruleset),
    ...conditionReferenceProblems(ruleset, domainFacts),
    ...sizeProblems(ruleset),
  ]
}

function* countProblems(ruleset: RulesetBase): Generator<Problem> {
  const counted = [
    ["thresholds", limits.thresholds],
    ["conditions", limits.namedConditions],
  ] as const
  for (const [field, most] of counted) {
    const count = Object.keys(ruleset[field] ?? {}).length
    if (count > most) yield problem([field], "tooMany", `found ${count} ${field}; expected at most ${most}`)
  }
}

function* thresholdProblems(ruleset: RulesetBase): Generator<Problem> {
  for (const [name, { value, min, max }] of Object.entries(ruleset.thresholds)) {
    if (min > max) yield problem(["thresholds", name, "min"], "badBounds", `found min ${min} above max ${max}`)
    else if (value < min || value > max)
      yield problem(
        ["thresholds", name, "value"],
        "outOfBounds",
        `found ${value}; expected ${min} to ${max}, the bounds of \`${name}\``,
      )
  }
}

function* nameProblems(ruleset: RulesetBase): Generator<Problem> {
  const repeated = ruleset.outcomes.findIndex((outcome, index) => ruleset.outcomes.indexOf(outcome) !== index)
  if (repeated >= 0) yield problem(["outcomes", repeated], "duplicate", `found \`${ruleset.outcomes[repeated]}\` twice`)
  if (!ruleset.outcomes.includes(ruleset.otherwise))
    yield problem(
      ["otherwise"],
      "unknownOutcome",
      `unknown outcome \`${ruleset.otherwise}\`${expectedNames(ruleset.otherwise, ruleset.outcomes)}`,
    )
  const seen = new Set<string>()
  for (const [index, { name, event }] of ruleset.rules.entries()) {
    if (seen.has(name))
      yield problem(["rules", index, "name"], "duplicate", `found a second rule \`${name}\`; rule ids are unique`)
    seen.add(name)
    const params = ["rules", index, "event", "params"]
    if (event.type === "verdict" && !ruleset.outcomes.includes(event.params.verdict))
      yield problem(
        [...params, "verdict"],
        "unknownOutcome",
        `unknown outcome \`${event.params.verdict}\` in rule \`${name}\`${expectedNames(event.params.verdict, ruleset.outcomes)}`,
      )
    const { advice } = event.params
    if (advice !== undefined && !Object.hasOwn(ruleset.advice, advice))
      yield problem(
        [...params, "advice"],
        "unknownAdvice",
        `unknown advice \`${advice}\` in rule \`${name}\`${expectedNames(advice, Object.keys(ruleset.advice))}`,
      )
  }
}

/** Follows named conditions from each name; a way back to a name on the path is a cycle, told whole. */
function* cycleProblems(ruleset: RulesetBase): Generator<Problem> {
  const named = ruleset.conditions ?? {}
  const done = new Set<string>()
  const visit = function* (name: string, path: readonly string[]): Generator<Problem> {
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name]
      yield problem(
        ["conditions", name],
        "cycle",
        `found a circular reference: ${cycle.map((step) => `\`${step}\``).join(" → ")}`,
      )
      return
    }
    if (done.has(name)) return
    const target = ownValue(named, name)
    if (target !== undefined) for (const next of referencesIn(target)) yield* visit(next, [...path, name])
    done.add(name)
  }
  for (const name of Object.keys(named)) yield* visit(name, [])
}

function* conditionReferenceProblems(ruleset: RulesetBase, domainFacts: FactDeclarations): Generator<Problem> {
  const facts = {
    finding: factsOfStage(ruleset, domainFacts, "finding"),
    verdict: factsOfStage(ruleset, domainFacts, "verdict"),
  }
  const named = ruleset.conditions ?? {}
  const walk = function* (
    node: Condition,
    path: readonly PropertyKey[],
    stage: Stage,
    owner: string,
  ): Generator<Problem> {
    if ("fact" in node) yield* leafProblems(node, path, stage, owner)
    else if ("not" in node) yield* walk(node.not, [...path, "not"], stage, owner)
    else if ("condition" in node) {
      if (!Object.hasOwn(named, node.condition))
        yield problem(
          [...path, "condition"],
          "unknownCondition",
          `unknown condition \`${node.condition}\` in ${owner}${expectedNames(node.condition, Object.keys(named))}`,
        )
    } else {
      const [key, children] = "all" in node ? (["all", node.all] as const) : (["any", node.any] as const)
      for (const [index, child] of children.entries()) yield* walk(child, [...path, key, index], stage, owner)
    }
  }
  function* leafProblems(leaf: Leaf, path: readonly PropertyKey[], stage: Stage, owner: string): Generator<Problem> {
    const unknown = (name: string, field: string) => {
      const isLater = stage === "finding" && facts.verdict.has(name)
      const why = isLater
        ? "; findings read signals only, verdicts may read findings"
        : expectedNames(name, [...facts[stage].keys()])
      return problem(
        [...path, ...field.split("/")],
        "unknownFact",
        `unknown ${kindOf(name)} \`${name}\` in ${owner}${why}`,
      )
    }
    const left = facts[stage].get(leaf.fact)
    if (left === undefined) return yield unknown(leaf.fact, "fact")
    const reference = typeof leaf.value === "object" && !Array.isArray(leaf.value) ? leaf.value : undefined
    const right = reference === undefined ? undefined : facts[stage].get(reference.fact)
    if (reference !== undefined && right === undefined) return yield unknown(reference.fact, "value/fact")
    const wrong = leafProblem(leaf, left, right)
    if (wrong !== undefined) yield problem([...path, wrong.field], wrong.code, `${wrong.message} in ${owner}`)
  }
  for (const [index, rule] of ruleset.rules.entries())
    yield* walk(rule.conditions, ["rules", index, "conditions"], rule.event.type, `rule \`${rule.name}\``)
  const readByFindings = namesReadByFindings(ruleset)
  for (const [name, condition] of Object.entries(named))
    yield* walk(
      condition,
      ["conditions", name],
      readByFindings.has(name) ? "finding" : "verdict",
      `condition \`${name}\``,
    )
}

/** Named conditions that some finding reads, directly or through another: they may read signals only. */
function namesReadByFindings(ruleset: RulesetBase): ReadonlySet<string> {
  const names = new Set<string>()
  const open = ruleset.rules
    .filter(({ event }) => event.type === "finding")
    .flatMap(({ conditions }) => [...referencesIn(conditions)])
  for (let name = open.pop(); name !== undefined; name = open.pop()) {
    if (names.has(name)) continue
    names.add(name)
    const target = ownValue(ruleset.conditions, name)
    if (target !== undefined) open.push(...referencesIn(target))
  }
  return names
}

/** References multiply: the sizes that count are those after expansion, computed without expanding. */
function* sizeProblems(ruleset: RulesetBase): Generator<Problem> {
  const named = ruleset.conditions ?? {}
  const memo = new Map<string, { leaves: number; depth: number }>()
  const ofName = (name: string, path: readonly string[]): { leaves: number; depth: number } => {
    const target = ownValue(named, name)
    const before = memo.get(name)
    if (before !== undefined) return before
    const size = target === undefined || path.includes(name) ? { leaves: 0, depth: 0 } : sizeOf(target, [...path, name])
    memo.set(name, size)
    return size
  }
  const sizeOf = (node: Condition, path: readonly string[]): { leaves: number; depth: number } => {
    if ("fact" in node) return { leaves: 1, depth: 1 }
    if ("condition" in node) return ofName(node.condition, path)
    const children = "not" in node ? [node.not] : "all" in node ? node.all : node.any
    const sizes = children.map((child) => sizeOf(child, path))
    return {
      leaves: sizes.reduce((sum, { leaves }) => sum + leaves, 0),
      depth: 1 + Math.max(...sizes.map(({ depth }) => depth)),
    }
  }
  let total = 0
  for (const [index, rule] of ruleset.rules.entries()) {
    const { leaves, depth } = sizeOf(rule.conditions, [])
    total += leaves
    if (depth > limits.depth * 2)
      yield problem(
        ["rules", index, "conditions"],
        "tooDeep",
        `rule \`${rule.name}\` is ${depth} levels deep once its references are expanded; expected at most ${limits.depth * 2}`,
      )
  }
  if (total > limits.expandedLeaves)
    yield problem(
      ["rules"],
      "tooManyLeaves",
      `found ${total} comparisons once references are expanded; expected at most ${limits.expandedLeaves}`,
    )
}

const kindOf = (name: string) =>
  name.startsWith("threshold.") ? "threshold" : name.startsWith("finding.") ? "finding" : "signal"

function problem(path: readonly PropertyKey[], code: string, message: string): Problem {
  return { pointer: toPointer(path), code, message }
}
