import { describe, expect, it } from "vitest"
import { days, derive, outcome, steady, viewOf } from "./logFixture.ts"
import { zFromBaseline } from "./zFromBaseline.ts"

const usual = days("muscleSoreness", -34, steady(34, 2))

describe("z from baseline", () => {
  it.each([
    { name: "a floor below", today: 1, is: -1 / 0.75 },
    { name: "at", today: 2, is: 0 },
    { name: "a floor and a third above", today: 3, is: 1 / 0.75 },
    { name: "missing", today: undefined, is: "stale" },
  ])("of a reading $name the baseline is $is", ({ today, is }) => {
    const view = viewOf([...usual, ...days("muscleSoreness", 0, [today])])
    const value = outcome(derive(zFromBaseline, { measure: "muscleSoreness" }, view))
    if (typeof is === "number") expect(value).toBeCloseTo(is, 9)
    else expect(value).toBe(is)
  })

  it("divides by the robust spread of a robust measure", () => {
    const entries = [...days("restingHr", -34, steady(34, 50, 2)), ...days("restingHr", 0, [56])]
    expect(outcome(derive(zFromBaseline, { measure: "restingHr" }, viewOf(entries)))).toBeCloseTo(6 / (2 * 1.4826), 9)
  })

  it.each([
    { name: "without a spread", entries: days("bodyMass", -34, steady(35, 80)), measure: "bodyMass", is: "noBaseline" },
    { name: "that is provisional", entries: days("mood", -15, steady(16, 3)), measure: "mood", is: "noBaseline" },
    {
      name: "of an undeclared measure",
      entries: days("gripKg", -34, steady(35, 50)),
      measure: "gripKg",
      is: "notAsked",
    },
  ])("with a baseline $name is $is", ({ entries, measure, is }) => {
    expect(outcome(derive(zFromBaseline, { measure }, viewOf(entries)))).toBe(is)
  })
})
