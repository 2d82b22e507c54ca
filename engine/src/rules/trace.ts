import type { Fact, Facts, Tri } from "./facts.ts"
import { marginOf } from "./margins.ts"
import { operators } from "./operators.ts"
import type { FactDeclaration } from "./facts.ts"
import type { Condition, Leaf, RulesetBase } from "./schema.ts"
import type { TraceNode, LeafTrace } from "./traceSchema.ts"

/** What a trace needs besides the conditions: the facts as they were, what they may hold, and where thresholds came from. */
export interface TraceContext {
  readonly facts: Facts
  readonly declarations: ReadonlyMap<string, FactDeclaration>
  /** Layer of each threshold, by its name. */
  readonly layers: ReadonlyMap<string, string>
  readonly named: RulesetBase["conditions"]
}

/** The account of one condition: a node for each authored node, in authored order, groups and references included. */
export function traceCondition(condition: Condition, context: TraceContext): TraceNode {
  if ("fact" in condition) return traceLeaf(condition, context)
  if ("not" in condition) {
    const child = traceCondition(condition.not, context)
    return { node: "not", result: negate(child.result), child }
  }
  if ("condition" in condition) {
    const target = context.named?.[condition.condition]
    if (target === undefined) throw new Error(`unresolved condition ${condition.condition}`)
    const child = traceCondition(target, context)
    return { node: "condition", result: child.result, name: condition.condition, child }
  }
  const isAll = "all" in condition
  const children = (isAll ? condition.all : condition.any).map((child) => traceCondition(child, context))
  const results = children.map(({ result }) => result)
  return { node: isAll ? "all" : "any", result: isAll ? allOf(results) : negate(allOf(results.map(negate))), children }
}

/** Every comparison of a trace, in authored order. */
export function* leavesOfTrace(node: TraceNode): Generator<LeafTrace> {
  if (node.node === "leaf") yield node
  else if (node.node === "not" || node.node === "condition") yield* leavesOfTrace(node.child)
  else for (const child of node.children) yield* leavesOfTrace(child)
}

/** The account of one comparison: both sides as they were, where a threshold came from, and the margin. */
export function traceLeaf(leaf: Leaf, { facts, declarations, layers }: TraceContext): LeafTrace {
  const left = facts.get(leaf.fact)
  const valueFact = typeof leaf.value === "object" && !Array.isArray(leaf.value) ? leaf.value.fact : undefined
  const right: Fact | undefined = valueFact === undefined ? undefined : facts.get(valueFact)
  const value = valueFact === undefined ? literalOf(leaf) : right?.known === true ? right.value : undefined
  const factValue = left?.known === true ? left.value : undefined
  const result: Tri =
    factValue === undefined || value === undefined ? "unknown" : operators[leaf.operator].test(factValue, value)
  const margin = marginOf(leaf, factValue, value, result, declarations.get(leaf.fact))
  const reason = left?.known === true ? (right?.known === false ? right.reason : undefined) : left?.reason
  const layer =
    valueFact?.startsWith("threshold.") === true ? layers.get(valueFact.slice("threshold.".length)) : undefined
  return {
    node: "leaf",
    result,
    fact: leaf.fact,
    operator: leaf.operator,
    ...(factValue !== undefined && { factValue: typeof factValue === "object" ? [...factValue] : factValue }),
    ...(reason !== undefined && { reason }),
    ...(value !== undefined && { value: typeof value === "object" ? [...value] : value }),
    ...(valueFact !== undefined && { valueFact }),
    ...(layer !== undefined && { layer }),
    ...(margin !== undefined && { margin }),
  }
}

function literalOf({ value }: Leaf) {
  return typeof value === "object" && "fact" in value ? undefined : value
}

function allOf(results: readonly Tri[]): Tri {
  return results.includes(false) ? false : results.includes("unknown") ? "unknown" : true
}

function negate(result: Tri): Tri {
  return result === "unknown" ? "unknown" : !result
}
