import type { FactScalar } from "./facts.ts"
import type { OperatorName } from "./schema.ts"

/** The right-hand side of a comparison once a named fact has been looked up. */
export type Operand = FactScalar | readonly (string | number)[]

interface OperatorSpec {
  /** The operator that is true exactly where this one is false, given both sides are known. */
  readonly complement: OperatorName
  readonly test: (fact: FactScalar, value: Operand) => boolean
  /** Fact types the operator may be used on. */
  readonly types: readonly ("number" | "word" | "yesNo" | "words")[]
}

const bothNumbers = (test: (a: number, b: number) => boolean) => (fact: FactScalar, value: Operand) =>
  typeof fact === "number" && typeof value === "number" && test(fact, value)
const isIn = (fact: FactScalar, value: Operand) =>
  Array.isArray(value) && (typeof fact === "string" || typeof fact === "number") && value.includes(fact)
const holds = (fact: FactScalar, value: Operand) =>
  Array.isArray(fact) && typeof value === "string" && fact.includes(value)

/**
 * The language's operators: json-rules-engine's names on typed, known values. They replace its built-in ones, so a
 * string never compares with a number and a missing value never passes.
 */
export const operators: Readonly<Record<OperatorName, OperatorSpec>> = {
  equal: { complement: "notEqual", test: (fact, value) => fact === value, types: ["number", "word", "yesNo"] },
  notEqual: { complement: "equal", test: (fact, value) => fact !== value, types: ["number", "word", "yesNo"] },
  lessThan: { complement: "greaterThanInclusive", test: bothNumbers((a, b) => a < b), types: ["number"] },
  lessThanInclusive: { complement: "greaterThan", test: bothNumbers((a, b) => a <= b), types: ["number"] },
  greaterThan: { complement: "lessThanInclusive", test: bothNumbers((a, b) => a > b), types: ["number"] },
  greaterThanInclusive: { complement: "lessThan", test: bothNumbers((a, b) => a >= b), types: ["number"] },
  in: { complement: "notIn", test: isIn, types: ["number", "word"] },
  notIn: { complement: "in", test: (fact, value) => !isIn(fact, value), types: ["number", "word"] },
  contains: { complement: "doesNotContain", test: holds, types: ["words"] },
  doesNotContain: { complement: "contains", test: (fact, value) => !holds(fact, value), types: ["words"] },
}
