import { describe, expect, it } from "vitest"
import { monotony, sessionLoad, strain } from "./trainingLoad.ts"

describe("training load", () => {
  it("is session RPE × minutes", () => {
    expect(sessionLoad(7, 60)).toBe(420)
    expect(sessionLoad(0, 60)).toBe(0)
  })

  it("gives monotony 1.0424 and strain 1563.54 for a week of 1500", () => {
    const week = [300, 0, 450, 0, 400, 350, 0]
    const load = week.reduce((sum, day) => sum + day, 0)
    const found = monotony(week) ?? Number.NaN
    expect(load).toBe(1500)
    expect(found).toBeCloseTo(1.0424, 4)
    expect(strain(load, found)).toBeCloseTo(1563.54, 2)
  })

  it("Foster 2001 Table 5 is internally inconsistent (its rows sum to 3780 and give 1.12 or 1.21), so only the identity 3400 × 1.26 = 4284 is tested", () => {
    expect(strain(3400, 1.26)).toBeCloseTo(4284, 9)
  })

  it.each([
    ["the same load every day", [100, 100, 100, 100, 100, 100, 100]],
    ["a week off", [0, 0, 0, 0, 0, 0, 0]],
    ["a single day", [300]],
    ["no day", []],
  ])("monotony is undefined for %s", (_name, week) => {
    expect(monotony(week)).toBeUndefined()
  })
})
