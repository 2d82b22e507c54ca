import { expectedNames } from "./nearest.ts"
import { ownValue } from "./ownValue.ts"
import { type Problem, toPointer } from "./result.ts"
import { limits, operatorNames } from "./schema.ts"

type Path = readonly PropertyKey[]
const groupKeys = ["all", "any", "not", "condition"]
const leafKeys = ["fact", "operator", "value"]

/** Why json-rules-engine's own constructs are not in the language, and what to write instead. */
const refusedKeys: Readonly<Record<string, string>> = {
  path: "a path could run code; declare a signal or a fact for what it reads",
  params: "facts take no parameters; declare a signal or a fact of its own",
  priority: "conditions have no priority; every one is evaluated",
  result: "a result is computed, never written",
  factResult: "a fact's result is computed, never written",
  valueResult: "a value's result is computed, never written",
  name: "conditions have no name; put it under `conditions` and refer to it by `condition`",
}

/** What is wrong with the shape of any condition in an untrusted document; walks at most the depth that is allowed. */
export function conditionProblems(json: unknown): readonly Problem[] {
  const problems: Problem[] = []
  const document = asObject(json)
  const rules = Array.isArray(document?.rules) ? document.rules : []
  for (const [index, rule] of rules.entries()) {
    const conditions = asObject(rule)?.conditions
    if (conditions !== undefined) problems.push(...rootProblems(conditions, ["rules", index, "conditions"]))
  }
  for (const [name, condition] of Object.entries(asObject(document?.conditions) ?? {}))
    problems.push(...rootProblems(condition, ["conditions", name]))
  return problems
}

const hostileNames: ReadonlySet<string> = new Set(["path", "params", "result", "factResult", "valueResult"])

/** Of what is wrong with conditions, the constructs that could run code or forge a trace if they were ever run. */
export function hostileConditionProblems(json: unknown): readonly Problem[] {
  return conditionProblems(json).filter(({ pointer }) => hostileNames.has(pointer.split("/").at(-1) ?? ""))
}

function rootProblems(root: unknown, path: Path): readonly Problem[] {
  const node = asObject(root)
  if (node !== undefined && "fact" in node && !groupKeys.some((key) => key in node))
    return [problem(path, "bareLeaf", "found a bare comparison; expected `all`, `any`, `not` or `condition` around it")]
  const count = { leaves: 0 }
  const problems = [...nodeProblems(root, path, 1, count)]
  if (count.leaves > limits.leavesPerRule)
    problems.push(
      problem(path, "tooManyLeaves", `found ${count.leaves} comparisons; expected at most ${limits.leavesPerRule}`),
    )
  return problems
}

function* nodeProblems(value: unknown, path: Path, depth: number, count: { leaves: number }): Generator<Problem> {
  const node = asObject(value)
  if (node === undefined) {
    yield problem(path, "wrongType", "expected a condition: an object with `fact`, `all`, `any`, `not` or `condition`")
    return
  }
  if (depth > limits.depth) {
    yield problem(
      path,
      "tooDeep",
      `nested deeper than ${limits.depth} levels; give the inner part a name under \`conditions\``,
    )
    return
  }
  const groups = groupKeys.filter((key) => key in node)
  if (groups.length > 1 || (groups.length === 1 && "fact" in node)) {
    const both = [...groups, ...("fact" in node ? ["fact"] : [])].map((key) => `\`${key}\``).join(" and ")
    yield problem(
      path,
      "twoReadings",
      `found ${both} on one condition; expected exactly one, or it could be read two ways`,
    )
    return
  }
  const key = groups[0]
  for (const name of Object.keys(node))
    if (key === undefined ? !leafKeys.includes(name) : name !== key) {
      const reason = ownValue(refusedKeys, name)
      yield problem(
        [...path, name],
        "unknownField",
        `found \`${name}\` in a condition; ${reason ?? `unknown field${expectedNames(name, key === undefined ? [...leafKeys, ...groupKeys] : [key])}`}`,
      )
    }
  if (key === undefined) {
    count.leaves += 1
    yield* leafProblems(node, path)
  } else if (key === "not") yield* nodeProblems(node.not, [...path, "not"], depth + 1, count)
  else if (key !== "condition") yield* groupProblems(node[key], [...path, key], depth, count)
}

function* groupProblems(children: unknown, path: Path, depth: number, count: { leaves: number }): Generator<Problem> {
  if (!Array.isArray(children)) yield problem(path, "wrongType", "expected a list of conditions")
  else if (children.length === 0)
    yield problem(
      path,
      "emptyGroup",
      "found an empty group, which json-rules-engine holds to be true; expected at least one condition",
    )
  else if (children.length > limits.children)
    yield problem(
      path,
      "tooManyChildren",
      `found ${children.length} conditions in one group; expected at most ${limits.children}`,
    )
  else for (const [index, child] of children.entries()) yield* nodeProblems(child, [...path, index], depth + 1, count)
}

function* leafProblems(node: Readonly<Record<string, unknown>>, path: Path): Generator<Problem> {
  for (const key of leafKeys)
    if (!(key in node))
      yield problem([...path, key], "missing", `nothing found; a comparison has \`fact\`, \`operator\` and \`value\``)
  const { operator } = node
  if (typeof operator === "string" && !operatorNames.some((name) => name === operator))
    yield problem(
      [...path, "operator"],
      operator.includes(":") ? "decorator" : "unknownOperator",
      operator.includes(":")
        ? `found the decorated operator \`${operator.slice(0, 40)}\`; decorators are not in the language`
        : `unknown operator \`${operator.slice(0, 40)}\`${expectedNames(operator, operatorNames)}`,
    )
  const value = asObject(node.value)
  for (const key of Object.keys(value ?? {}))
    if (key !== "fact")
      yield problem(
        [...path, "value", key],
        "unknownField",
        `found \`${key}\` beside a fact reference; ${refusedKeys[key] ?? "expected only `fact`"}`,
      )
}

function problem(path: Path, code: string, message: string): Problem {
  return { pointer: toPointer(path), code, message }
}

function asObject(value: unknown): Readonly<Record<string, unknown>> | undefined {
  return value !== null && typeof value === "object" && !Array.isArray(value)
    ? Object.fromEntries(Object.entries(value))
    : undefined
}
