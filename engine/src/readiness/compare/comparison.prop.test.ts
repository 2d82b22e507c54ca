import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { comparisonDigest, comparisonTotals, mergeComparisons } from "./comparison.ts"
import { athleteFixture, comparisonFixture } from "./comparisonFixture.ts"

const squads = fc.uniqueArray(
  fc.record({
    id: fc.string({ minLength: 1, maxLength: 6 }),
    events: fc.nat(5),
    leadDays: fc.array(fc.integer({ min: 1, max: 14 }), { maxLength: 4 }),
  }),
  { selector: ({ id }) => id, maxLength: 12 },
)

describe("merging comparisons", () => {
  it("gives the same result however the athletes are cut, ordered, grouped and repeated", () => {
    fc.assert(
      fc.property(squads, fc.infiniteStream(fc.nat(99)), (squad, choices) => {
        const parts = squad.map(({ id, events, leadDays }) =>
          comparisonFixture([athleteFixture(id, { events, leadDays, foreseen: leadDays.length })]),
        )
        const whole = parts.reduce(mergeComparisons, comparisonFixture([]))
        const next = (below: number) => (choices.next().value ?? 0) % below
        const pool = [...parts, ...parts.slice(0, 2), comparisonFixture([])]
        while (pool.length > 1) {
          const one = pool.splice(next(pool.length), 1)[0]
          const other = pool.splice(next(pool.length), 1)[0]
          if (one === undefined || other === undefined) throw new Error("nothing left to merge")
          pool.push(mergeComparisons(one, other))
        }
        const merged = pool[0] ?? comparisonFixture([])
        expect(merged).toEqual(whole)
        expect(comparisonDigest(merged)).toBe(comparisonDigest(whole))
        expect(comparisonTotals(merged)).toEqual(comparisonTotals(whole))
      }),
    )
  })

  it("refuses two different results for one athlete, and comparisons of other rulesets", () => {
    const one = comparisonFixture([athleteFixture("a1")])
    expect(() => mergeComparisons(one, comparisonFixture([athleteFixture("a1", { events: 1 })]))).toThrow("a1")
    expect(() => mergeComparisons(one, { ...one, b: { ...one.b, hash: "1" } })).toThrow("different sides")
  })
})
