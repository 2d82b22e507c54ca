import { describe, expect, it } from "vitest"
import { deltaFromBaseline } from "./deltaFromBaseline.ts"
import { date, days, derive, outcome, steady, viewOf } from "./logFixture.ts"

const usual = days("restingHr", -34, steady(34, 50, 2))

describe("delta from baseline", () => {
  it.each([
    { name: "below it", today: 44, is: -6 },
    { name: "at it", today: 50, is: 0 },
    { name: "above it", today: 57, is: 7 },
    { name: "missing today", today: undefined, is: "stale" },
  ])("of a reading $name is $is", ({ today, is }) => {
    expect(
      outcome(
        derive(deltaFromBaseline, { measure: "restingHr" }, viewOf([...usual, ...days("restingHr", 0, [today])])),
      ),
    ).toBe(is)
  })

  it("carries the day and the baseline", () => {
    const { evidence } = derive(
      deltaFromBaseline,
      { measure: "restingHr" },
      viewOf([...usual, ...days("restingHr", 0, [57])]),
    )
    expect(evidence.days).toEqual([date(0)])
    expect(evidence.baseline).toMatchObject({
      measure: "restingHr",
      from: date(-34),
      to: date(-7),
      n: 28,
      state: "ready",
      centre: 50,
    })
  })

  it.each([
    { name: "too young", entries: days("restingHr", -15, steady(16, 50)), is: "noBaseline" },
    { name: "just ready", entries: days("restingHr", -16, steady(17, 50)), is: 0 },
    {
      name: "not kept lately",
      entries: [...days("restingHr", -34, steady(20, 50)), ...days("restingHr", 0, [50])],
      is: "stale",
    },
    { name: "never logged", entries: [], is: "notAsked" },
  ])("with a baseline that is $name is $is", ({ entries, is }) => {
    expect(outcome(derive(deltaFromBaseline, { measure: "restingHr" }, viewOf(entries)))).toBe(is)
  })

  it("shows a baseline that is not ready", () => {
    const { evidence } = derive(
      deltaFromBaseline,
      { measure: "restingHr" },
      viewOf(days("restingHr", -15, steady(16, 50))),
    )
    expect(evidence.baseline).toMatchObject({ n: 9, state: "provisional" })
  })

  it("of HRV is against the geometric mean, in ms", () => {
    const entries = [...days("hrvRmssd", -34, steady(34, 60)), ...days("hrvRmssd", 0, [72])]
    expect(outcome(derive(deltaFromBaseline, { measure: "hrvRmssd" }, viewOf(entries)))).toBeCloseTo(12, 9)
  })

  it("at the warm-up compares with earlier warm-ups", () => {
    const entries = [
      ...days("fatigue", -34, steady(35, 2)),
      ...days("fatigue", -34, steady(34, 3), "afterWarmup"),
      ...days("fatigue", 0, [5], "afterWarmup"),
    ]
    const view = viewOf(entries, { phase: "afterWarmup" })
    expect(outcome(derive(deltaFromBaseline, { measure: "fatigue", at: "afterWarmup" }, view))).toBe(2)
  })
})
