import type { FactDeclaration, FactScalar, Tri } from "./facts.ts"
import type { Operand } from "./operators.ts"
import { roundTo6 } from "./rounding.ts"
import type { Leaf } from "./schema.ts"
import type { Margin } from "./traceSchema.ts"

/** How far a comparison of two known numbers is from turning, in the fact's unit; nothing for other comparisons. */
export function marginOf(
  leaf: Leaf,
  fact: FactScalar | undefined,
  value: Operand | undefined,
  result: Tri,
  declaration: FactDeclaration | undefined,
): Margin | undefined {
  if (typeof fact !== "number" || typeof value !== "number" || result === "unknown") return undefined
  return {
    fact: leaf.fact,
    by: roundTo6(Math.abs(fact - value)),
    unit: declaration?.unit ?? "",
    side: result ? "beyond" : "short",
  }
}
