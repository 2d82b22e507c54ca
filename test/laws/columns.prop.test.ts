import {
  evaluateColumns,
  evaluateCompiled,
  hasBit,
  noBits,
  type Bits,
  type RulesInput,
  setBit,
  toFactColumns,
} from "@barometer/engine/rules"
import fc from "fast-check"
import { expect, it } from "vitest"
import { anyRow, anyRuleset, thresholdValues } from "../support/arbitraryRuleset.ts"

const truth = (isTrue: Bits, isFalse: Bits, row: number) =>
  hasBit(isTrue, row) ? true : hasBit(isFalse, row) ? false : "unknown"

it("[T7] columns give each row the results and the deciding rule that closures give it, also with rules switched off and thresholds that differ by row", () => {
  let rows = 0
  fc.assert(
    fc.property(
      anyRuleset,
      fc.array(fc.record({ row: anyRow, moved: fc.integer({ min: -3, max: 3 }), isOff: fc.boolean() }), {
        minLength: 1,
        maxLength: 70,
      }),
      fc.boolean(),
      (ruleset, cases, isByRow) => {
        rows += cases.length
        const names = new Set(cases.flatMap(({ row }) => [...row.keys()]))
        const [off, isOff] = [ruleset.rules[0]?.name ?? "", noBits(cases.length)]
        for (const [index, each] of cases.entries()) if (each.isOff) setBit(isOff, index)
        const moved = isByRow ? Float64Array.from(cases, (each) => each.moved) : (thresholdValues.get("t") ?? 0)
        const columns = evaluateColumns(ruleset, {
          facts: toFactColumns(
            cases.map(({ row }) => row),
            names,
          ),
          thresholds: new Map<string, number | Float64Array>([...thresholdValues, ["t", moved]]),
          disabled: new Map([[off, isOff]]),
        })
        for (const [index, each] of cases.entries()) {
          const input: RulesInput = {
            facts: each.row,
            thresholds: isByRow ? new Map([...thresholdValues, ["t", each.moved]]) : thresholdValues,
            disabled: new Set(each.isOff ? [off] : []),
          }
          const closures = evaluateCompiled(ruleset, input)
          const results = [...columns.results].map(([name, { isTrue, isFalse }]): [string, unknown] => [
            name,
            truth(isTrue, isFalse, index),
          ])
          expect(new Map(results)).toEqual(closures.results)
          expect(columns.verdictOrder[columns.decidedBy[index] ?? -1] ?? null).toBe(closures.decidedBy)
        }
      },
    ),
    { numRuns: 1_500 },
  )
  expect(rows).toBeGreaterThan(5_000)
})
