import type { FactScalar, Facts, Tri } from "./facts.ts"
import type { NormalCondition, NormalRule } from "./normalise.ts"
import { type Operand, operators } from "./operators.ts"

/** Truth as a number, so that `all` is the least and `any` the greatest: 0 false, 1 unknown, 2 true. */
type Truth = 0 | 1 | 2
type Slots = readonly (FactScalar | undefined)[]
type Compiled = (slots: Slots) => Truth

const triOf: readonly [Tri, Tri, Tri] = [false, "unknown", true]

/** One stage's rules as closures over slots; no `eval`, no `new Function`. Equal to json-rules-engine's answer by test. */
export interface CompiledStage {
  /** The facts read, in slot order. */
  readonly read: readonly string[]
  run(facts: Facts): ReadonlyMap<string, Tri>
}

/** Compiles normalised rules; facts that no rule reads take no slot. */
export function compileStage(rules: readonly NormalRule[]): CompiledStage {
  const slotOf = new Map<string, number>()
  const slot = (fact: string) => {
    const index = slotOf.get(fact) ?? slotOf.size
    slotOf.set(fact, index)
    return index
  }
  const compiled = rules.map(({ name, conditions }) => ({ name, test: compileCondition(conditions, slot) }))
  const read = [...slotOf.keys()]
  return {
    read,
    run: (facts) => {
      const slots = read.map((name) => {
        const fact = facts.get(name)
        return fact?.known === true ? fact.value : undefined
      })
      return new Map(compiled.map(({ name, test }) => [name, triOf[test(slots)]]))
    },
  }
}

function compileCondition(condition: NormalCondition, slot: (fact: string) => number): Compiled {
  if ("fact" in condition) {
    const { test } = operators[condition.operator]
    const left = slot(condition.fact)
    const { value } = condition
    if (typeof value === "object" && "fact" in value) return compareFacts(left, slot(value.fact), test)
    return (slots) => {
      const fact = slots[left]
      return fact === undefined ? 1 : test(fact, value) ? 2 : 0
    }
  }
  const isAll = "all" in condition
  const children = (isAll ? condition.all : condition.any).map((child) => compileCondition(child, slot))
  return isAll ? leastOf(children) : greatestOf(children)
}

function compareFacts(left: number, right: number, test: (fact: FactScalar, value: Operand) => boolean): Compiled {
  return (slots) => {
    const fact = slots[left]
    const value = slots[right]
    return fact === undefined || value === undefined ? 1 : test(fact, value) ? 2 : 0
  }
}

function leastOf(children: readonly Compiled[]): Compiled {
  return (slots) => {
    let least: Truth = 2
    for (const child of children) {
      const truth = child(slots)
      if (truth === 0) return 0
      if (truth < least) least = truth
    }
    return least
  }
}

function greatestOf(children: readonly Compiled[]): Compiled {
  return (slots) => {
    let greatest: Truth = 0
    for (const child of children) {
      const truth = child(slots)
      if (truth === 2) return 2
      if (truth > greatest) greatest = truth
    }
    return greatest
  }
}
