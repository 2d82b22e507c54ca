import { type Fact, type FactScalar, factsDomain, parseRulesetIn } from "@barometer/engine/rules"
import fc from "fast-check"

/** Rulesets over a few facts with few values, so that random rows meet every line of random rules. */
const numbers = ["a", "b", "c"]
const words = ["w"]
const flags = ["f", "g"]
const facts = {
  ...Object.fromEntries(
    numbers.map((name) => [name, { type: "number", label: `number ${name}`, unit: "u", range: [-3, 3] }]),
  ),
  w: { type: "word", label: "word w", words: ["x", "y", "z"] },
  ...Object.fromEntries(flags.map((name) => [name, { type: "yesNo", label: `flag ${name}` }])),
  l: { type: "words", label: "list l", words: ["p", "q"] },
}
const factNames = Object.keys(facts)
const thresholds = {
  t: { label: "t", unit: "u", value: 0, min: -3, max: 3, step: 1 },
  u: { label: "u", unit: "u", value: 1, min: -3, max: 3, step: 1 },
}

const numberOperator = fc.constantFrom(
  "equal",
  "notEqual",
  "lessThan",
  "lessThanInclusive",
  "greaterThan",
  "greaterThanInclusive",
)
const numberValue = fc.oneof(
  fc.integer({ min: -3, max: 3 }),
  fc.constantFrom(...numbers, "threshold.t", "threshold.u").map((fact) => ({ fact })),
)
const signalLeaf = fc.oneof(
  {
    weight: 5,
    arbitrary: fc.record({ fact: fc.constantFrom(...numbers), operator: numberOperator, value: numberValue }),
  },
  fc.record({
    fact: fc.constantFrom(...words),
    operator: fc.constantFrom("equal", "notEqual"),
    value: fc.constantFrom("x", "y", "z"),
  }),
  fc.record({
    fact: fc.constantFrom("w"),
    operator: fc.constantFrom("in", "notIn"),
    value: fc.uniqueArray(fc.constantFrom("x", "y", "z"), { minLength: 1 }),
  }),
  fc.record({
    fact: fc.constantFrom("a"),
    operator: fc.constantFrom("in", "notIn"),
    value: fc.uniqueArray(fc.integer({ min: -3, max: 3 }), { minLength: 1, maxLength: 3 }),
  }),
  fc.record({ fact: fc.constantFrom(...flags), operator: fc.constantFrom("equal", "notEqual"), value: fc.boolean() }),
  fc.record({
    fact: fc.constant("l"),
    operator: fc.constantFrom("contains", "doesNotContain"),
    value: fc.constantFrom("p", "q"),
  }),
)
const companionLeaf = fc.record({
  fact: fc.constantFrom(...factNames.map((name) => `known.${name}`)),
  operator: fc.constant("equal"),
  value: fc.boolean(),
})
const findingLeaf = fc.oneof(
  fc.record({ fact: fc.constantFrom("finding.F0", "finding.F1"), operator: fc.constant("equal"), value: fc.boolean() }),
  fc.record({
    fact: fc.constantFrom("warningFamilies", "possibleFamilies"),
    operator: numberOperator,
    value: fc.integer({ min: 0, max: 2 }),
  }),
)

const conditionOver = (leaf: fc.Arbitrary<unknown>) => {
  const { node } = fc.letrec((tie) => ({
    node: fc.oneof({ maxDepth: 3, withCrossShrink: true }, leaf, tie("group")),
    group: fc.oneof(
      fc.record({ all: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ any: fc.array(tie("node"), { minLength: 1, maxLength: 3 }) }),
      fc.record({ not: tie("node") }),
      fc.constantFrom({ condition: "shared" }, { condition: "other" }),
    ),
  }))
  return node.map((condition) =>
    typeof condition === "object" && condition !== null && "fact" in condition ? { all: [condition] } : condition,
  )
}

const outcomes = ["stop", "less", "same", "more"]
const documentWith = (leaf: fc.Arbitrary<unknown>) =>
  fc
    .record({
      shared: conditionOver(signalLeafOnly),
      other: conditionOver(signalLeafOnly),
      findings: fc.array(conditionOver(leaf), { minLength: 2, maxLength: 3 }),
      verdicts: fc.array(
        fc.record({
          conditions: conditionOver(fc.oneof(leaf, findingLeaf)),
          priority: fc.integer({ min: 1, max: 4 }),
          verdict: fc.constantFrom(...outcomes),
        }),
        { minLength: 1, maxLength: 5 },
      ),
    })
    .map(({ shared, other, findings, verdicts }) => ({
      id: "arbitrary",
      version: 1,
      title: "Arbitrary",
      description: "",
      outcomes,
      facts,
      thresholds,
      conditions: { shared: withoutReferences(shared), other: withoutReferences(other) },
      rules: [
        ...findings.map((conditions, index) => ({
          name: `F${index}`,
          title: `Finding ${index}`,
          priority: 1,
          conditions,
          event: { type: "finding", params: index < 2 ? { family: `family${index}` } : {} },
        })),
        ...verdicts.map(({ conditions, priority, verdict }, index) => ({
          name: `V${index}`,
          title: `Verdict ${index}`,
          priority,
          conditions,
          event: { type: "verdict", params: { verdict } },
        })),
      ],
      advice: {},
      otherwise: "same",
    }))
const signalLeafOnly = signalLeaf

/** A named condition that refers to none, so that no cycle can arise. */
function withoutReferences(condition: unknown): unknown {
  if (Array.isArray(condition)) return condition.map(withoutReferences)
  if (condition === null || typeof condition !== "object") return condition
  if ("condition" in condition) return { all: [{ fact: "f", operator: "equal", value: true }] }
  return Object.fromEntries(Object.entries(condition).map(([key, value]) => [key, withoutReferences(value)]))
}

function parsed(document: unknown) {
  const result = parseRulesetIn(factsDomain, document)
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

/** Any valid ruleset over the facts above. */
export const anyRuleset = documentWith(fc.oneof({ weight: 4, arbitrary: signalLeaf }, companionLeaf)).map(parsed)
/** The same without `known.…` companions and families, for the laws that those are meant to break. */
export const anyMonotoneRuleset = documentWith(signalLeaf)
  .map((document) => ({
    ...document,
    rules: document.rules.filter(({ conditions }) => !/Families|known/.test(JSON.stringify(conditions))),
  }))
  .filter(
    ({ rules }) =>
      rules.filter(({ name }) => name.startsWith("F")).length >= 2 && rules.some(({ name }) => name.startsWith("V")),
  )
  .map(parsed)

const valueOf = (name: string): fc.Arbitrary<FactScalar> =>
  numbers.includes(name)
    ? fc.integer({ min: -3, max: 3 })
    : name === "w"
      ? fc.constantFrom("x", "y", "z")
      : name === "l"
        ? fc.subarray(["p", "q"])
        : fc.boolean()

/** A row in which about a third of the facts is unknown, some because nobody asks for them. */
export const anyRow: fc.Arbitrary<ReadonlyMap<string, Fact>> = fc
  .tuple(
    ...factNames.map((name) =>
      fc.oneof(
        { weight: 2, arbitrary: valueOf(name).map((value): Fact => ({ known: true, value })) },
        fc.boolean().map((asked): Fact => ({ known: false, reason: "missing", asked })),
      ),
    ),
  )
  .map(
    (values) =>
      new Map(
        factNames.map((name, index): [string, Fact] => [name, values[index] ?? { known: false, reason: "missing" }]),
      ),
  )

/** A full row: nothing unknown. */
export const anyFullRow: fc.Arbitrary<ReadonlyMap<string, Fact>> = fc
  .tuple(...factNames.map((name) => valueOf(name).map((value): Fact => ({ known: true, value }))))
  .map(
    (values) =>
      new Map(
        factNames.map((name, index): [string, Fact] => [name, values[index] ?? { known: false, reason: "missing" }]),
      ),
  )

export const thresholdValues: ReadonlyMap<string, number> = new Map(
  Object.entries(thresholds).map(([name, { value }]) => [name, value]),
)
