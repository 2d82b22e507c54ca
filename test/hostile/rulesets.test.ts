import { readFileSync } from "node:fs"
import { factsDomain, fromJsonRulesEngine, parseFactRow, parseOverrides, parseRulesetIn } from "@barometer/engine/rules"
import { Rule } from "json-rules-engine"
import { describe, expect, it } from "vitest"

const text = readFileSync(new URL("../other-domain/irrigation.json", import.meta.url), "utf8")
type Document = { [key: string]: unknown; rules: { [key: string]: unknown; conditions: unknown; event: unknown }[] }
const fresh = (): Document => JSON.parse(text)
const withConditions = (conditions: unknown): Document => {
  const document = fresh()
  if (document.rules[0] !== undefined) document.rules[0].conditions = conditions
  return document
}
const leaf = { fact: "soilMoisture", operator: "lessThan", value: 10 }
const nest = (depth: number): unknown => (depth === 0 ? leaf : { all: [nest(depth - 1)] })
const problemsOf = (document: unknown) => {
  const parsed = parseRulesetIn(factsDomain, document)
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`)
}
const at = "/rules/0/conditions"

describe("a ruleset is untrusted code until it is parsed", () => {
  it.each<[string, unknown, string, RegExp]>([
    ["path in a leaf", withConditions({ all: [{ ...leaf, path: "$..[?(1)]" }] }), `${at}/all/0/path`, /could run code/],
    [
      "path in a value",
      withConditions({ all: [{ ...leaf, value: { fact: "windSpeed", path: "$.x" } }] }),
      `${at}/all/0/value/path`,
      /could run code/,
    ],
    [
      "params",
      withConditions({ all: [{ ...leaf, params: { athleteId: "x" } }] }),
      `${at}/all/0/params`,
      /no parameters/,
    ],
    ["a condition's priority", withConditions({ all: [leaf], priority: 3 }), `${at}/priority`, /no priority/],
    [
      "a forged result",
      withConditions({ all: [{ ...leaf, result: true }] }),
      `${at}/all/0/result`,
      /computed, never written/,
    ],
    [
      "a forged factResult",
      withConditions({ all: [{ ...leaf, factResult: 3 }] }),
      `${at}/all/0/factResult`,
      /computed, never written/,
    ],
    ["empty any", withConditions({ any: [] }), `${at}/any`, /holds to be true/],
    ["empty all", withConditions({ all: [] }), `${at}/all`, /holds to be true/],
    ["all and any on one node", withConditions({ all: [leaf], any: [leaf] }), at, /`all` and `any`.*two ways/],
    ["a group and a fact on one node", withConditions({ all: [{ ...leaf, any: [leaf] }] }), `${at}/all/0`, /two ways/],
    ["a bare leaf at the root", withConditions(leaf), at, /bare comparison/],
    [
      "an unknown operator",
      withConditions({ all: [{ ...leaf, operator: "lesThan" }] }),
      `${at}/all/0/operator`,
      /did you mean `lessThan`/,
    ],
    [
      "a decorator",
      withConditions({ all: [{ ...leaf, operator: "everyFact:lessThan" }] }),
      `${at}/all/0/operator`,
      /decorators are not in the language/,
    ],
    [
      "an unknown fact",
      withConditions({ all: [{ ...leaf, fact: "soilMoistur" }] }),
      `${at}/all/0/fact`,
      /did you mean `soilMoisture`/,
    ],
    [
      "an unknown threshold",
      withConditions({ all: [{ ...leaf, value: { fact: "threshold.dryBelw" } }] }),
      `${at}/all/0/value/fact`,
      /did you mean `threshold.dryBelow`/,
    ],
    ["an unknown named condition", withConditions({ condition: "isDri" }), `${at}/condition`, /did you mean `isDry`/],
    [
      "a finding that reads a finding",
      withConditions({ all: [{ fact: "finding.F2", operator: "equal", value: true }] }),
      `${at}/all/0/fact`,
      /findings read signals only/,
    ],
    [
      "a verdict's families in a finding",
      withConditions({ all: [{ fact: "warningFamilies", operator: "equal", value: 1 }] }),
      `${at}/all/0/fact`,
      /findings read signals only/,
    ],
    ["nesting beyond 12", withConditions(nest(13)), `${at}${"/all/0".repeat(12)}`, /deeper than 12/],
    ["51 children", withConditions({ any: Array.from({ length: 51 }, () => leaf) }), `${at}/any`, /at most 50/],
    [
      "text against a number",
      withConditions({ all: [{ ...leaf, value: "10" }] }),
      `${at}/all/0/value`,
      /found text; expected a number/,
    ],
    [
      "a number out of the fact's range",
      withConditions({ all: [{ ...leaf, value: 61 }] }),
      `${at}/all/0/value`,
      /expected 0 to 60 %/,
    ],
    [
      "an ordering of words",
      withConditions({ all: [{ fact: "growthStage", operator: "lessThan", value: 3 }] }),
      `${at}/all/0/operator`,
      /which holds a word/,
    ],
    [
      "an unknown word",
      withConditions({ all: [{ fact: "growthStage", operator: "equal", value: "flowerin" }] }),
      `${at}/all/0/value`,
      /did you mean `flowering`/,
    ],
    [
      "a list without in",
      withConditions({ all: [{ fact: "growthStage", operator: "equal", value: ["seedling"] }] }),
      `${at}/all/0/value`,
      /expected a single value/,
    ],
    ["a null value", withConditions({ all: [{ ...leaf, value: null }] }), `${at}/all/0/value`, /found null/],
    [
      "1e999",
      JSON.parse(JSON.stringify(withConditions({ all: [{ ...leaf, value: 12_345 }] })).replace("12345", "1e999")),
      `${at}/all/0/value`,
      /finite/,
    ],
    [
      "an own __proto__",
      JSON.parse(
        text.replace(
          '"thresholds": {',
          '"thresholds": { "__proto__": {"label":"x","unit":"","value":1,"min":0,"max":2,"step":1},',
        ),
      ),
      "/thresholds/__proto__",
      /refused everywhere/,
    ],
    [
      "constructor as a name",
      JSON.parse(text.replace('"windMost": {', '"constructor": {')),
      "/thresholds/constructor",
      /refused everywhere/,
    ],
    [
      "event type error",
      { ...fresh(), rules: fresh().rules.map((rule) => ({ ...rule, event: { type: "error", params: {} } })) },
      "/rules/0/event/type",
      /expected one of|finding/,
    ],
    [
      "201 rules",
      { ...fresh(), rules: Array.from({ length: 201 }, (_, index) => ({ ...fresh().rules[0], name: `X${index}` })) },
      "/rules",
      /at most 200/,
    ],
    [
      "a fractional priority",
      { ...fresh(), rules: fresh().rules.map((rule) => ({ ...rule, priority: 1.5 })) },
      "/rules/0/priority",
      /whole number/,
    ],
    [
      "a duplicate id",
      { ...fresh(), rules: [...fresh().rules, fresh().rules[0]] },
      "/rules/7/name",
      /second rule `F1`/,
    ],
    ["an unknown field", { ...fresh(), thresolds: {} }, "/thresolds", /did you mean `thresholds`/],
    ["a missing field", { ...fresh(), otherwise: undefined }, "/otherwise", /nothing found/],
    [
      "a self reference",
      { ...fresh(), conditions: { isDry: { any: [{ condition: "isDry" }, { condition: "isDry" }] } } },
      "/conditions/isDry",
      /circular reference: `isDry` → `isDry`/,
    ],
    [
      "a cycle of two",
      { ...fresh(), conditions: { isDry: { all: [{ condition: "b" }] }, b: { all: [{ condition: "isDry" }] } } },
      "/conditions/isDry",
      /`isDry` → `b` → `isDry`/,
    ],
    [
      "a value out of its own bounds",
      {
        ...fresh(),
        thresholds: {
          ...(fresh().thresholds as object),
          dryBelow: { label: "x", unit: "%", value: 99, min: 5, max: 40, step: 1 },
        },
      },
      "/thresholds/dryBelow/value",
      /expected 5 to 40/,
    ],
  ])("[L2 L3] %s", (_, document, pointer, message) => {
    const problems = problemsOf(document)
    const found = problems.find((problem) => problem.startsWith(`${pointer}: `))
    expect(found, problems.join("\n")).toMatch(message)
  })

  it.each(["toString", "valueOf", "hasOwnProperty"])(
    "[L2 L3] a name that every object inherits, %s, names nothing",
    (name) => {
      expect(problemsOf(withConditions({ condition: name })).join("\n")).toContain(`unknown condition \`${name}\``)
      expect(problemsOf(withConditions({ all: [{ ...leaf, [name]: 1 }] })).join("\n")).toMatch(/unknown field/)
      const parsed = parseRulesetIn(factsDomain, fresh())
      if (!parsed.ok) throw new Error("the ruleset parses")
      const override = { layer: "athlete", subject: "a", from: "2026-01-01", thresholds: { [name]: 1 } }
      expect(parseOverrides([override], parsed.value)).toMatchObject({
        ok: false,
        problems: [{ code: "unknownThreshold" }],
      })
      const row = parseFactRow({ [name]: 1 }, factsDomain.declareFacts(parsed.value))
      expect(row).toMatchObject({ ok: false, problems: [{ message: expect.stringContaining("unknown fact") }] })
    },
  )

  it("[L2] references that double at every step are refused by their expanded size, without expanding them", () => {
    const conditions: Record<string, unknown> = { isDry: { all: [leaf] }, c0: { all: [leaf, leaf] } }
    for (let index = 1; index < 40; index++)
      conditions[`c${index}`] = { any: [{ condition: `c${index - 1}` }, { condition: `c${index - 1}` }] }
    expect(problemsOf({ ...withConditions({ condition: "c39" }), conditions }).join("\n")).toMatch(
      /once references are expanded|levels deep/,
    )
  })

  it("[L2] 501 comparisons in one rule are refused", () => {
    const wide = { all: Array.from({ length: 11 }, () => ({ any: Array.from({ length: 46 }, () => leaf) })) }
    expect(problemsOf(withConditions(wide)).join("\n")).toMatch(/found 506 comparisons; expected at most 500/)
  })

  it("[L2] a document nested 100,000 deep is refused and not walked", () => {
    let deep: unknown = leaf
    for (let index = 0; index < 100_000; index++) deep = { not: deep }
    expect(problemsOf(withConditions(deep)).join("\n")).toMatch(/deeper than 32/)
  })

  it("[L5] findings and families are facts to verdict rules, thresholds to all", () => {
    const rules = fresh().rules.map((rule) =>
      rule.name === "V4"
        ? {
            ...rule,
            conditions: {
              all: [
                { fact: "finding.F1", operator: "equal", value: true },
                { fact: "known.finding.F2", operator: "equal", value: true },
                { fact: "possibleFamilies", operator: "greaterThan", value: 0 },
              ],
            },
          }
        : rule,
    )
    expect(problemsOf({ ...fresh(), rules })).toEqual([])
  })

  it("[L1] every rule is accepted unchanged by a bare json-rules-engine Rule", () => {
    for (const rule of fresh().rules)
      expect(() => new Rule(rule as ConstructorParameters<typeof Rule>[0] & object)).not.toThrow()
  })
})

describe("a json-rules-engine file becomes a ruleset", () => {
  const rules = [
    {
      name: "blackjack",
      priority: 3,
      conditions: {
        all: [
          { fact: "hand-total", operator: "lessThan", value: 17 },
          { fact: "dealer", operator: "notEqual", value: "bust" },
        ],
      },
      event: { type: "take-card", params: { x: 1 } },
    },
  ]

  it("[L7] event types become outcomes, names are made fit, and the notes tell", () => {
    const converted = fromJsonRulesEngine(rules, "blackjack")
    expect(converted.ok && converted.value.ruleset).toMatchObject({
      outcomes: ["takeCard", "none"],
      facts: { handTotal: { type: "number" }, dealer: { type: "word" } },
      otherwise: "none",
    })
    expect(converted.ok && converted.value.notes).toContain("`hand-total` is now `handTotal`")
  })

  it("[L7] a refused construct is named with its place and its rewrite", () => {
    const converted = fromJsonRulesEngine(
      { rules: [{ ...rules[0], conditions: { all: [{ fact: "a", operator: "equal", value: 1, path: "$.b" }] } }] },
      "x",
    )
    expect(converted.ok ? [] : converted.problems).toMatchObject([
      { pointer: "/rules/0/conditions/all/0/path", message: expect.stringMatching(/declare a signal or a fact/) },
    ])
  })
})
