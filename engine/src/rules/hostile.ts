import { forbiddenNames } from "./schema.ts"
import { type Problem, toPointer } from "./result.ts"

const maximumDepth = 32

/**
 * What no document may hold, whatever its schema: keys that reach prototypes, numbers that are not finite, text that is
 * not text, and nesting beyond 32. Walks without recursion, so that a hostile document cannot exhaust the stack.
 */
export function hostileProblems(json: unknown): readonly Problem[] {
  const problems: Problem[] = []
  const stack: { readonly value: unknown; readonly path: readonly PropertyKey[] }[] = [{ value: json, path: [] }]
  for (let next = stack.pop(); next !== undefined && problems.length < 20; next = stack.pop()) {
    const { value, path } = next
    const pointer = () => toPointer(path)
    if (typeof value === "number" && !Number.isFinite(value))
      problems.push({
        pointer: pointer(),
        code: "notFinite",
        message: "found a number too large to hold; expected a finite number",
      })
    if (typeof value === "string") problems.push(...textProblems(value, pointer))
    if (value === null || typeof value !== "object") continue
    if (path.length >= maximumDepth) {
      problems.push({ pointer: pointer(), code: "tooDeep", message: `nested deeper than ${maximumDepth} levels` })
      continue
    }
    for (const key of Object.getOwnPropertyNames(value)) {
      if (Array.isArray(value) && key === "length") continue
      const childPath = [...path, key]
      if (forbiddenNames.has(key))
        problems.push({
          pointer: toPointer(childPath),
          code: "forbiddenName",
          message: `found the name \`${key}\`, which is refused everywhere`,
        })
      else {
        problems.push(...textProblems(key, () => toPointer(childPath)))
        stack.push({ value: Object.getOwnPropertyDescriptor(value, key)?.value, path: childPath })
      }
    }
  }
  return problems
}

function textProblems(text: string, pointer: () => string): readonly Problem[] {
  if (text.includes("\u0000"))
    return [
      { pointer: pointer(), code: "nullCharacter", message: "found the character U+0000; expected text without it" },
    ]
  if (!text.isWellFormed())
    return [
      {
        pointer: pointer(),
        code: "loneSurrogate",
        message: "found half of a surrogate pair; expected well-formed Unicode",
      },
    ]
  return []
}

/** The same JSON value with −0 written as 0; everything else is passed through. */
export function withoutNegativeZero(json: unknown): unknown {
  if (typeof json === "number") return json === 0 ? 0 : json
  if (Array.isArray(json)) return json.map(withoutNegativeZero)
  if (json !== null && typeof json === "object")
    return Object.fromEntries(Object.entries(json).map(([key, value]) => [key, withoutNegativeZero(value)]))
  return json
}
