import type { z } from "zod"
import { expectedNames } from "./nearest.ts"
import { type Problem, type Result, ok, refuse, toPointer } from "./result.ts"

type Issue = z.core.$ZodIssue

/** Parses a JSON value with a schema; every refusal names its place, what was found (its kind, never a value) and what was expected. */
export function parseWith<T>(schema: z.ZodType<T>, json: unknown): Result<T> {
  const parsed = schema.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  return refuse(...toProblems(parsed.error.issues, schema, json))
}

/** What a schema found wrong with a JSON value, each with its place, what was found there and what was expected. */
export function toProblems(issues: readonly Issue[], schema: z.ZodType, json: unknown): readonly Problem[] {
  return issues.flatMap((issue) => issueProblems(issue, schema, json))
}

function issueProblems(issue: Issue, schema: z.ZodType, json: unknown): readonly Problem[] {
  const at = (code: string, message: string): Problem => ({ pointer: toPointer(issue.path), code, message })
  const found = describeKind(valueAt(json, issue.path))
  switch (issue.code) {
    case "unrecognized_keys": {
      const expected = fieldsAt(schema, issue.path, json)
      // Each looks for its nearest name; more than twenty at one place help nobody.
      return issue.keys.slice(0, 20).map((key) => ({
        pointer: toPointer([...issue.path, key]),
        code: "unknownField",
        message: `unknown field \`${clip(key)}\`${expectedNames(key, expected)}`,
      }))
    }
    case "invalid_type":
      return found === "nothing"
        ? [at("missing", `nothing found; expected ${describeType(issue.expected)}`)]
        : [at("wrongType", `found ${found}; expected ${describeType(issue.expected)}`)]
    case "invalid_value": {
      const given = valueAt(json, issue.path)
      const values = issue.values.map(String)
      return typeof given === "string"
        ? [at("unknownValue", `found \`${clip(given)}\`${expectedNames(given, values)}`)]
        : [at("unknownValue", `found ${found}; expected ${values.map((value) => `\`${value}\``).join(" or ")}`)]
    }
    case "too_big":
      return [
        at(
          "tooBig",
          `found ${sizeOf(issue.origin, "more")}; expected ${issue.inclusive === false ? "less than" : "at most"} ${issue.maximum}${unitOf(issue.origin)}`,
        ),
      ]
    case "too_small":
      return [
        at(
          "tooSmall",
          `found ${sizeOf(issue.origin, "less")}; expected ${issue.inclusive === false ? "more than" : "at least"} ${issue.minimum}${unitOf(issue.origin)}`,
        ),
      ]
    case "invalid_union":
      return unionProblems(issue, schema, json)
    case "invalid_key":
      return [
        at(
          "badName",
          `found the name \`${clip(String(issue.path.at(-1)))}\`; ${issue.issues[0]?.message ?? "it is not a name"}`,
        ),
      ]
    case "invalid_element":
      return toProblems(issue.issues, schema, json)
    case "not_multiple_of":
      return [at("offStep", `found a value between steps; expected a multiple of ${issue.divisor}`)]
    case "invalid_format":
      return [at("badFormat", `found ${found} in another form; expected ${formatName(issue.format, issue.message)}`)]
    case "custom":
      return [at("refused", issue.message)]
  }
}

/** Of a union's branches the one that came furthest speaks: its complaints lie deepest, or are fewest. */
function unionProblems(
  issue: Extract<Issue, { code: "invalid_union" }>,
  schema: z.ZodType,
  json: unknown,
): readonly Problem[] {
  const rebased = issue.errors.map((branch) =>
    branch.map((inner) => ({ ...inner, path: [...issue.path, ...inner.path] })),
  )
  if (rebased.length === 0) {
    const given = valueAt(json, issue.path)
    const options = "options" in issue && Array.isArray(issue.options) ? issue.options.map(String) : []
    const said = typeof given === "string" ? `found \`${clip(given)}\`` : `found ${describeKind(given)}`
    return [
      {
        pointer: toPointer(issue.path),
        code: "unknownValue",
        message: `${said}${typeof given === "string" ? expectedNames(given, options) : options.length > 0 ? `; expected one of ${options.join(", ")}` : ""}`,
      },
    ]
  }
  const depth = (branch: readonly Issue[]) => Math.max(...branch.map((inner) => inner.path.length))
  const best = rebased.toSorted((a, b) => depth(b) - depth(a) || a.length - b.length)[0] ?? []
  const allShallow = rebased.every((branch) =>
    branch.every((inner) => inner.path.length === issue.path.length && inner.code === "invalid_type"),
  )
  if (allShallow) {
    const kinds = [
      ...new Set(rebased.flat().map((inner) => (inner.code === "invalid_type" ? describeType(inner.expected) : ""))),
    ]
    const found = describeKind(valueAt(json, issue.path))
    return [
      {
        pointer: toPointer(issue.path),
        code: found === "nothing" ? "missing" : "wrongType",
        message: `found ${found}; expected ${kinds.join(" or ")}`,
      },
    ]
  }
  return toProblems(best, schema, json)
}

/** Names of the fields that the schema allows at a path, as far as it can be followed. */
function fieldsAt(schema: z.ZodType, path: readonly PropertyKey[], json: unknown): readonly string[] {
  let current: z.core.$ZodType | undefined = schema
  let value = json
  for (const step of [...path, undefined]) {
    current = current === undefined ? undefined : unwrap(current, value)
    if (current === undefined) return []
    const def: z.core.$ZodTypeDef = current._zod.def
    if (step === undefined) return def.type === "object" ? Object.keys((def as z.core.$ZodObjectDef).shape) : []
    if (def.type === "object") current = (def as z.core.$ZodObjectDef).shape[String(step)]
    else if (def.type === "record") current = (def as z.core.$ZodRecordDef).valueType
    else if (def.type === "array") current = (def as z.core.$ZodArrayDef).element
    else return []
    value = valueAt(value, [step])
  }
  return []
}

function unwrap(schema: z.core.$ZodType, value: unknown): z.core.$ZodType | undefined {
  const def: z.core.$ZodTypeDef = schema._zod.def
  switch (def.type) {
    case "optional":
    case "nullable":
    case "default":
    case "readonly":
      return unwrap((def as z.core.$ZodOptionalDef).innerType, value)
    case "lazy":
      return unwrap((def as z.core.$ZodLazyDef).getter(), value)
    case "union": {
      const options = (def as z.core.$ZodUnionDef).options.map((option) => unwrap(option, value))
      const given = new Set(value !== null && typeof value === "object" ? Object.keys(value) : [])
      const shared = (option: z.core.$ZodType | undefined) => {
        if (option?._zod.def.type !== "object") return -1
        const shape = (option._zod.def as z.core.$ZodObjectDef).shape
        const discriminated = ["type", "kind"].some(
          (key) => key in shape && shape[key]?._zod.values?.has(String(valueAt(value, [key]))) === true,
        )
        return Object.keys(shape).filter((key) => given.has(key)).length + (discriminated ? 100 : 0)
      }
      return options.toSorted((a, b) => shared(b) - shared(a))[0]
    }
    default:
      return schema
  }
}

function valueAt(json: unknown, path: readonly PropertyKey[]): unknown {
  let value = json
  for (const step of path)
    value =
      value !== null && typeof value === "object" ? Object.getOwnPropertyDescriptor(value, step)?.value : undefined
  return value
}

function describeKind(value: unknown): string {
  if (value === undefined) return "nothing"
  if (value === null) return "null"
  if (Array.isArray(value)) return "a list"
  if (typeof value === "object") return "an object"
  if (typeof value === "string") return "text"
  if (typeof value === "boolean") return "true or false"
  return "a number"
}

const typeWords: Readonly<Record<string, string>> = {
  string: "text",
  number: "a number",
  int: "a whole number",
  boolean: "true or false",
  array: "a list",
  tuple: "a list of fixed length",
  object: "an object",
  record: "an object",
  null: "null",
}
const describeType = (expected: string) => typeWords[expected] ?? expected

const sizeOf = (origin: string, way: "more" | "less") =>
  origin === "string"
    ? way === "more"
      ? "longer text"
      : "shorter text"
    : origin === "array"
      ? `${way === "more" ? "more" : "fewer"} items`
      : `a ${way === "more" ? "larger" : "smaller"} number`
const unitOf = (origin: string) => (origin === "string" ? " characters" : origin === "array" ? " items" : "")
const formatName = (format: string, message: string) =>
  format === "regex"
    ? message
    : format === "date"
      ? "a calendar date, YYYY-MM-DD"
      : format === "datetime"
        ? "an instant, such as 2026-01-31T07:30:00Z"
        : format
const clip = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text).replaceAll("`", "'")
