import type { FactDeclaration } from "./facts.ts"
import { expectedNames } from "./nearest.ts"
import { operators } from "./operators.ts"
import type { Leaf } from "./schema.ts"

interface LeafProblem {
  readonly field: "operator" | "value"
  readonly code: string
  readonly message: string
}

const typeWords: Readonly<Record<FactDeclaration["type"], string>> = {
  number: "a number",
  word: "a word",
  yesNo: "true or false",
  words: "a list of words",
}

/** Whether a comparison can ever mean something, given what both its sides may hold; `right` when the value names a fact. */
export function leafProblem(
  leaf: Leaf,
  left: FactDeclaration,
  right: FactDeclaration | undefined,
): LeafProblem | undefined {
  const { types } = operators[leaf.operator]
  if (!types.includes(left.type))
    return {
      field: "operator",
      code: "wrongType",
      message: `found \`${leaf.operator}\` on \`${leaf.fact}\`, which holds ${typeWords[left.type]}`,
    }
  const isList = leaf.operator === "in" || leaf.operator === "notIn"
  if (right !== undefined) {
    const wanted = left.type === "words" ? "word" : left.type
    return isList || right.type !== wanted
      ? {
          field: "value",
          code: "wrongType",
          message: `found a fact that holds ${typeWords[right.type]}; expected ${isList ? "a list of literals" : typeWords[wanted]}`,
        }
      : undefined
  }
  if (Array.isArray(leaf.value) !== isList)
    return {
      field: "value",
      code: "wrongType",
      message: `found ${Array.isArray(leaf.value) ? "a list" : "a single value"} with \`${leaf.operator}\`; expected ${isList ? "a list" : "a single value"}`,
    }
  for (const value of Array.isArray(leaf.value) ? leaf.value : [leaf.value]) {
    const problem = literalProblem(value, left)
    if (problem !== undefined) return problem
  }
  return undefined
}

function literalProblem(value: unknown, { type, range, words, unit }: FactDeclaration): LeafProblem | undefined {
  const wanted = type === "number" ? "number" : type === "yesNo" ? "boolean" : "string"
  if (typeof value !== wanted)
    return {
      field: "value",
      code: "wrongType",
      message: `found ${typeof value === "string" ? "text" : typeof value === "number" ? "a number" : "true or false"}; expected ${typeWords[type === "words" ? "word" : type]}`,
    }
  if (typeof value === "number" && range !== undefined && (value < range[0] || value > range[1]))
    return {
      field: "value",
      code: "outOfRange",
      message: `found ${value}; expected ${range[0]} to ${range[1]}${unit === undefined ? "" : ` ${unit}`}, the range of the fact`,
    }
  if (typeof value === "string" && words !== undefined && !words.includes(value))
    return { field: "value", code: "unknownWord", message: `found \`${value}\`${expectedNames(value, words)}` }
  return undefined
}
