import {
  type Fact,
  type RulesInput,
  evaluateCompiled,
  evaluateWithEngine,
  factsDomain,
  layer,
  leavesOfTrace,
  parseRulesetIn,
  phraseContext,
  englishRules,
  smallestFactFlips,
  traceRules,
} from "@barometer/engine/rules"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { anyFullRow, anyMonotoneRuleset, anyRow, anyRuleset, thresholdValues } from "../support/arbitraryRuleset.ts"

const inputOf = (facts: ReadonlyMap<string, Fact>, disabled: readonly string[] = []): RulesInput => ({
  facts,
  thresholds: thresholdValues,
  disabled: new Set(disabled),
})
const comparable = (outcome: ReturnType<typeof evaluateCompiled>) => ({
  ...outcome,
  results: [...outcome.results].sort(([a], [b]) => (a < b ? -1 : 1)),
  facts: [...outcome.facts].sort(([a], [b]) => (a < b ? -1 : 1)),
})

describe("rules over facts", () => {
  it("[T4] closures and json-rules-engine agree on results, families, verdict, deciding and overruled rules", async () => {
    await fc.assert(
      fc.asyncProperty(anyRuleset, anyRow, async (ruleset, row) => {
        expect(comparable(evaluateCompiled(ruleset, inputOf(row)))).toEqual(
          comparable(await evaluateWithEngine(ruleset, inputOf(row))),
        )
      }),
      { numRuns: 1_500 },
    )
  })

  it("[T1] a result that is not unknown stays whatever the unknown facts turn out to be", () => {
    fc.assert(
      fc.property(anyMonotoneRuleset, anyRow, anyFullRow, (ruleset, row, full) => {
        const partial = evaluateCompiled(ruleset, inputOf(row))
        const completed = new Map(
          [...row].map(([name, fact]): [string, Fact] => [name, fact.known ? fact : (full.get(name) ?? fact)]),
        )
        const whole = evaluateCompiled(ruleset, inputOf(completed))
        for (const [rule, result] of partial.results)
          if (result !== "unknown") expect(whole.results.get(rule)).toBe(result)
      }),
      { numRuns: 2_000 },
    )
  })

  it("[T2] making one unknown fact known turns no known result", () => {
    fc.assert(
      fc.property(anyMonotoneRuleset, anyRow, anyFullRow, fc.nat(), (ruleset, row, full, pick) => {
        const unknown = [...row].filter(([, fact]) => !fact.known).map(([name]) => name)
        const name = unknown[pick % Math.max(unknown.length, 1)]
        if (name === undefined) return
        const before = evaluateCompiled(ruleset, inputOf(row)).results
        const after = evaluateCompiled(
          ruleset,
          inputOf(new Map([...row, [name, full.get(name) ?? { known: false, reason: "" }]])),
        ).results
        for (const [rule, result] of before) if (result !== "unknown") expect(after.get(rule)).toBe(result)
      }),
      { numRuns: 2_000 },
    )
  })

  it("[T3 T5] the trace, which reads `not` where it was written, gives every rule the result it was decided by", () => {
    fc.assert(
      fc.property(anyRuleset, anyRow, (ruleset, row) => {
        const outcome = evaluateCompiled(ruleset, inputOf(row))
        const context = phraseContext(ruleset, factsDomain.declareFacts(ruleset), thresholdValues, englishRules)
        for (const rule of traceRules(context, outcome, { layers: new Map(), disabled: new Map() }))
          expect(rule.conditions.result).toBe(outcome.results.get(rule.rule))
      }),
      { numRuns: 1_500 },
    )
  })

  it("[T6] a companion is known whatever its fact is", () => {
    fc.assert(
      fc.property(anyRuleset, anyRow, (ruleset, row) => {
        const { facts } = evaluateCompiled(ruleset, inputOf(row))
        for (const [name, fact] of facts)
          if (name.startsWith("known."))
            expect(fact).toEqual({
              known: true,
              value: facts.get(name.slice("known.".length))?.known ?? row.get(name.slice("known.".length))?.known,
            })
      }),
      { numRuns: 200 },
    )
  })

  it("[V1 V4] the deciding rule has the highest priority of those that hold, then the most cautious verdict, and decides alone as well", () => {
    fc.assert(
      fc.property(anyRuleset, anyRow, (ruleset, row) => {
        const outcome = evaluateCompiled(ruleset, inputOf(row))
        const verdicts = ruleset.rules.filter(({ event }) => event.type === "verdict")
        const holding = verdicts.filter(({ name }) => outcome.results.get(name) === true)
        const top = Math.max(...holding.map(({ priority }) => priority))
        const best = holding
          .filter(({ priority }) => priority === top)
          .map(({ event }) => (event.type === "verdict" ? ruleset.outcomes.indexOf(event.params.verdict) : 99))
        expect(outcome.verdict).toBe(holding.length === 0 ? ruleset.otherwise : ruleset.outcomes[Math.min(...best)])
        const others = verdicts.map(({ name }) => name).filter((name) => name !== outcome.decidedBy)
        expect(evaluateCompiled(ruleset, inputOf(row, others)).verdict).toBe(outcome.verdict)
      }),
      { numRuns: 1_500 },
    )
  })

  it("[V3] the order of rules in the document is irrelevant", () => {
    fc.assert(
      fc.property(anyRuleset, anyRow, fc.integer(), (ruleset, row, seed) => {
        const shuffled = parseRulesetIn(factsDomain, {
          ...ruleset,
          rules: ruleset.rules.toSorted(
            (a, b) => ((a.name.charCodeAt(1) * 31 + seed) % 7) - ((b.name.charCodeAt(1) * 31 + seed) % 7),
          ),
        })
        if (!shuffled.ok) throw new Error("refused")
        const [one, two] = [evaluateCompiled(ruleset, inputOf(row)), evaluateCompiled(shuffled.value, inputOf(row))]
        expect([two.verdict, two.decidedBy, two.overruled]).toEqual([one.verdict, one.decidedBy, one.overruled])
      }),
      { numRuns: 500 },
    )
  })

  it("[V5] a rule switched off neither fires nor could, in either evaluator", async () => {
    await fc.assert(
      fc.asyncProperty(anyRuleset, anyRow, fc.nat(), async (ruleset, row, pick) => {
        const off = ruleset.rules[pick % ruleset.rules.length]?.name ?? ""
        const outcome = evaluateCompiled(ruleset, inputOf(row, [off]))
        expect(outcome.results.get(off)).toBe(false)
        expect(comparable(await evaluateWithEngine(ruleset, inputOf(row, [off])))).toEqual(comparable(outcome))
      }),
      { numRuns: 400 },
    )
  })

  it("[D4] every flip turns the verdict, and no smaller change of that fact does", async () => {
    await fc.assert(
      fc.asyncProperty(anyRuleset, anyRow, async (ruleset, row) => {
        const base = evaluateCompiled(ruleset, inputOf(row)).verdict
        const declarations = factsDomain.declareFacts(ruleset)
        const flips = await smallestFactFlips(ruleset, inputOf(row), declarations)
        for (const { name, to, verdict } of flips)
          expect(
            evaluateCompiled(ruleset, inputOf(new Map([...row, [name, { known: true, value: to }]]))).verdict,
          ).toBe(verdict)
        for (const [name, fact] of row) {
          if (!fact.known || typeof fact.value !== "number") continue
          const from = fact.value
          // Values are whole numbers and lines too, so halves see every interval between lines.
          const turning = Array.from({ length: 25 }, (_, index) => -3 + index / 4).filter(
            (value) =>
              evaluateCompiled(ruleset, inputOf(new Map([...row, [name, { known: true, value }]]))).verdict !== base,
          )
          const flip = flips.find((candidate) => candidate.name === name)
          if (turning.length === 0) expect(flip).toBeUndefined()
          else expect(flip?.by).toBeLessThanOrEqual(Math.min(...turning.map((value) => Math.abs(value - from))))
        }
      }),
      { numRuns: 150 },
    )
  })

  it("[L6] parsing freezes a ruleset and running it changes nothing in it", async () => {
    await fc.assert(
      fc.asyncProperty(anyRuleset, anyRow, async (ruleset, row) => {
        const before = JSON.stringify(ruleset)
        await evaluateWithEngine(ruleset, inputOf(row))
        expect(Object.isFrozen(ruleset.rules[0]?.conditions)).toBe(true)
        expect(JSON.stringify(ruleset)).toBe(before)
      }),
      { numRuns: 100 },
    )
  })

  it("[O1 O2] overrides change what they name and nothing else; athlete over team, later over earlier; the trace names the layer", () => {
    const override = fc.record({
      layer: fc.constantFrom("team" as const, "athlete" as const),
      subject: fc.constantFrom("one", "two"),
      from: fc.constantFrom("2026-01-01", "2026-02-01"),
      thresholds: fc.dictionary(fc.constantFrom("t", "u"), fc.integer({ min: -3, max: 3 })),
    })
    fc.assert(
      fc.property(anyRuleset, anyRow, fc.array(override, { maxLength: 5 }), (ruleset, row, overrides) => {
        const layered = layer(ruleset, overrides, { localDate: "2026-01-15", athlete: "one", team: "two" })
        for (const name of ["t", "u"]) {
          const speaking = overrides.filter(({ from, thresholds }) => from === "2026-01-01" && name in thresholds)
          const winner =
            speaking.findLast((candidate) => candidate.layer === "athlete" && candidate.subject === "one") ??
            speaking.findLast((candidate) => candidate.layer === "team" && candidate.subject === "two")
          expect(layered.thresholds.get(name)).toBe(winner?.thresholds[name] ?? ruleset.thresholds[name]?.value)
          expect(layered.layers.get(name)).toBe(winner === undefined ? "ruleset" : `${winner.layer}:${winner.subject}`)
        }
        const outcome = evaluateCompiled(ruleset, { facts: row, thresholds: layered.thresholds, disabled: new Set() })
        const context = phraseContext(ruleset, factsDomain.declareFacts(ruleset), layered.thresholds, englishRules)
        for (const rule of traceRules(context, outcome, layered))
          for (const leaf of leavesOfTrace(rule.conditions)) {
            const name = leaf.valueFact?.startsWith("threshold.") === true ? leaf.valueFact.slice(10) : undefined
            if (name !== undefined)
              expect([leaf.value, leaf.layer]).toEqual([layered.thresholds.get(name), layered.layers.get(name)])
          }
      }),
      { numRuns: 400 },
    )
  })
})
