import { readFileSync } from "node:fs"
import {
  accountForRow,
  factsDomain,
  layer,
  lintRuleset,
  parseFactRow,
  parseRulesetIn,
  smallestFactFlips,
  smallestThresholdFlips,
  evaluateCompiled,
  type Fact,
} from "@barometer/engine/rules"
import { describe, expect, it } from "vitest"

const document: unknown = JSON.parse(readFileSync(new URL("irrigation.json", import.meta.url), "utf8"))
const parsed = parseRulesetIn(factsDomain, document)
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const ruleset = parsed.value
const declarations = factsDomain.declareFacts(ruleset)
const today = { localDate: "2026-06-01", athlete: "field-7" }

const row = (facts: object) => {
  const read = parseFactRow(facts, declarations)
  if (!read.ok) throw new Error(JSON.stringify(read.problems))
  return read.value
}
const decide = (facts: object, overrides: Parameters<typeof layer>[1] = []) =>
  accountForRow(ruleset, declarations, row(facts), layer(ruleset, overrides, today))

describe("irrigation of a field", () => {
  it.each([
    [
      "dry and thirsty",
      { soilMoisture: 12, leafWilt: true, growthStage: "flowering", rainForecastMm: 0, windSpeed: 2, alarms: [] },
      "full",
      "V4",
    ],
    [
      "rain coming",
      { soilMoisture: 12, leafWilt: true, growthStage: "flowering", rainForecastMm: 20, windSpeed: 2, alarms: [] },
      "skip",
      "V2",
    ],
    [
      "rain on the line",
      { soilMoisture: 12, leafWilt: true, growthStage: "flowering", rainForecastMm: 8, windSpeed: 2, alarms: [] },
      "skip",
      "V2",
    ],
    [
      "a leak outranks all",
      { soilMoisture: 12, leafWilt: true, growthStage: "flowering", rainForecastMm: 20, alarms: ["leak"] },
      "stop",
      "V1",
    ],
    [
      "wilting while ripening is no sign",
      { soilMoisture: 30, leafWilt: true, growthStage: "ripening", alarms: [] },
      "skip",
      null,
    ],
    ["nothing known", {}, "skip", null],
  ])("[L4] %s", async (_, facts, verdict, decidedBy) => {
    expect(await decide(facts)).toMatchObject({ verdict, decidedBy })
  })

  it("[L4 T1] a moisture that is not measured fires nothing, and is listed as what keeps rules open", async () => {
    const account = await decide({
      leafWilt: false,
      rainForecastMm: 0,
      windSpeed: 2,
      growthStage: "flowering",
      alarms: [],
    })
    expect(account).toMatchObject({ verdict: "skip", decidedBy: null, unknown: ["soil moisture at 20 cm"] })
    expect(account.trace.find(({ rule }) => rule === "F1")?.result).toBe("unknown")
  })

  it("[L4] reasons are sentences with the numbers and their unit", async () => {
    const { reasons } = await decide({
      soilMoisture: 12,
      leafWilt: true,
      growthStage: "flowering",
      rainForecastMm: 0,
      windSpeed: 2,
      alarms: [],
    })
    expect(reasons).toContain("Soil is dry — soil moisture at 20 cm: 12 % (below 18).")
  })

  it("[L4] the trace has a node for each authored node and a margin in the fact's unit", async () => {
    const { trace } = await decide({ soilMoisture: 12, alarms: [] })
    expect(trace.find(({ rule }) => rule === "F1")?.conditions).toEqual({
      node: "condition",
      name: "isDry",
      result: true,
      child: {
        node: "all",
        result: true,
        children: [
          {
            node: "leaf",
            result: true,
            fact: "soilMoisture",
            operator: "lessThan",
            factValue: 12,
            value: 18,
            valueFact: "threshold.dryBelow",
            layer: "ruleset",
            margin: { fact: "soilMoisture", by: 6, unit: "%", side: "beyond" },
          },
        ],
      },
    })
  })

  it("[L4 O1] a field's own threshold decides, and the trace names its layer", async () => {
    const override = { layer: "athlete" as const, subject: "field-7", from: "2026-01-01", thresholds: { dryBelow: 10 } }
    const account = await decide(
      { soilMoisture: 12, leafWilt: false, alarms: [], rainForecastMm: 0, windSpeed: 0, growthStage: "seedling" },
      [override],
    )
    expect(account.verdict).toBe("skip")
    expect(JSON.stringify(account.trace)).toContain('"layer":"athlete:field-7"')
  })

  it("[L4 D4] the smallest change of a fact and of a threshold that turn the verdict", async () => {
    const facts = new Map<string, Fact>(
      row({ soilMoisture: 17, leafWilt: false, growthStage: "seedling", rainForecastMm: 0, windSpeed: 9, alarms: [] }),
    )
    const input = {
      facts,
      thresholds: new Map([
        ["dryBelow", 18],
        ["rainEnough", 8],
        ["windMost", 8],
      ]),
      disabled: new Set<string>(),
    }
    expect(evaluateCompiled(ruleset, input)).toMatchObject({ verdict: "half", decidedBy: "V3" })
    const flips = await smallestFactFlips(ruleset, input, declarations)
    expect(flips.find(({ name }) => name === "windSpeed")).toMatchObject({ to: 8, by: 1, verdict: "skip" })
    expect(flips.find(({ name }) => name === "soilMoisture")).toMatchObject({ to: 18, by: 1, verdict: "skip" })
    const moves = await smallestThresholdFlips(ruleset, input.thresholds, "half", (name, value) =>
      evaluateCompiled(ruleset, { ...input, thresholds: new Map([...input.thresholds, [name, value]]) }),
    )
    expect(moves.map(({ name, to }) => [name, to])).toEqual(
      expect.arrayContaining([
        ["dryBelow", 17],
        ["windMost", 9],
      ]),
    )
  })

  it("[L4] lints find nothing idle in it, and something in a copy with an idle threshold", () => {
    expect(lintRuleset(ruleset, declarations)).toEqual([])
    const idle = parseRulesetIn(factsDomain, {
      ...ruleset,
      thresholds: { ...ruleset.thresholds, idle: ruleset.thresholds.dryBelow },
    })
    expect(idle.ok && lintRuleset(idle.value, declarations).map(({ pointer }) => pointer)).toEqual(["/thresholds/idle"])
  })

  it("[L4] a row with a misspelt fact or a wrong type is refused by name", () => {
    const read = parseFactRow({ soilMoistur: 12, leafWilt: "yes" }, declarations)
    expect(!read.ok && read.problems.map(({ pointer, message }) => `${pointer} ${message}`)).toEqual([
      "/soilMoistur unknown fact `soilMoistur`; did you mean `soilMoisture`?",
      "/leafWilt found text; expected true or false",
    ])
  })
})
