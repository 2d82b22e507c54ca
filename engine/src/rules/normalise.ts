import { operators } from "./operators.ts"
import { ownValue } from "./ownValue.ts"
import type { Condition, Leaf, RulesetBase } from "./schema.ts"

/** A condition with references expanded and `not` pushed to the leaves: only comparisons under `all` and `any`. */
export type NormalCondition =
  | Leaf
  | { readonly all: readonly NormalCondition[] }
  | { readonly any: readonly NormalCondition[] }

export type NormalGroup = Exclude<NormalCondition, Leaf>

export interface NormalRule {
  readonly name: string
  readonly priority: number
  readonly conditions: NormalGroup
}

/**
 * Negation normal form. INVARIANT: with operators that are false on unknown, a rule in this form fires exactly when it
 * is certainly true, because nothing turns a leaf's false into true any more.
 */
export function normalise(
  condition: Condition,
  named: RulesetBase["conditions"] = {},
  negated = false,
): NormalCondition {
  if ("fact" in condition)
    return negated ? { ...condition, operator: operators[condition.operator].complement } : condition
  if ("not" in condition) return normalise(condition.not, named, !negated)
  if ("condition" in condition) {
    const target = ownValue(named, condition.condition)
    if (target === undefined) throw new Error(`unresolved condition ${condition.condition}`)
    return normalise(target, named, negated)
  }
  const isAll = "all" in condition
  const children = (isAll ? condition.all : condition.any).map((child) => normalise(child, named, negated))
  return isAll === negated ? { any: children } : { all: children }
}

/** A rule's conditions in normal form with a group at the root, as json-rules-engine wants it. */
export function normaliseRoot(condition: Condition, named: RulesetBase["conditions"]): NormalGroup {
  const normal = normalise(condition, named)
  return "fact" in normal ? { all: [normal] } : normal
}

/** Every comparison under a condition, in authored order. */
export function* leavesOf(condition: Condition, named: RulesetBase["conditions"] = {}): Generator<Leaf> {
  if ("fact" in condition) yield condition
  else if ("not" in condition) yield* leavesOf(condition.not, named)
  else if ("condition" in condition) {
    const target = ownValue(named, condition.condition)
    if (target !== undefined) yield* leavesOf(target, named)
  } else for (const child of "all" in condition ? condition.all : condition.any) yield* leavesOf(child, named)
}

/** The named conditions that a condition refers to directly. */
export function* referencesIn(node: Condition): Generator<string> {
  if ("condition" in node) yield node.condition
  else if ("not" in node) yield* referencesIn(node.not)
  else if (!("fact" in node)) for (const child of "all" in node ? node.all : node.any) yield* referencesIn(child)
}
