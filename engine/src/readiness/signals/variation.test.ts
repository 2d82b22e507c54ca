import { describe, expect, it } from "vitest"
import { days, derive, outcome, viewOf } from "./logFixture.ts"
import { variation } from "./variation.ts"

describe("variation", () => {
  it.each([
    { name: "no spread", values: [7, 7, 7, 7, 7, 7, 7], is: 0 },
    { name: "a spread", values: [6, 8, 6, 8, 6, 8, 7], is: 100 / 7 },
    { name: "five readings", values: [6, 8, undefined, undefined, 6, 8, 7], is: 100 / 7 },
    { name: "four readings", values: [6, 8, undefined, undefined, undefined, 8, 7], is: "tooFewDays" },
    { name: "no reading", values: [], is: "notAsked" },
  ])("of a week with $name is $is", ({ values, is }) => {
    const value = outcome(derive(variation, { measure: "sleepHours" }, viewOf(days("sleepHours", -6, values))))
    if (typeof is === "number") expect(value).toBeCloseTo(is, 9)
    else expect(value).toBe(is)
  })

  it("of HRV is that of its logarithms", () => {
    const values = [4, 4, 4, 4, 5].map(Math.exp)
    const value = outcome(derive(variation, { measure: "hrvRmssd" }, viewOf(days("hrvRmssd", -4, values))))
    expect(value).toBeCloseTo((100 * Math.sqrt(0.2)) / 4.2, 9)
  })

  it("is unknown around a mean of 0", () => {
    expect(outcome(derive(variation, { measure: "sleepHours" }, viewOf(days("sleepHours", -4, [0, 0, 0, 0, 0]))))).toBe(
      "tooFewDays",
    )
  })

  it("after a week without readings is stale", () => {
    expect(outcome(derive(variation, { measure: "sleepHours" }, viewOf(days("sleepHours", -20, [7, 8]))))).toBe("stale")
  })
})
