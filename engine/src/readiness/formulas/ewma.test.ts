import { describe, expect, it } from "vitest"
import { ewma, ewmaLoadRatio, rollingLoadRatio, weightOfSpan } from "./ewma.ts"

const jump = [...Array.from({ length: 21 }, () => 30), ...Array.from({ length: 7 }, () => 50)]

describe("EWMA", () => {
  it.each([
    { xs: [10], weight: 0.25, seed: undefined, is: [10] },
    { xs: [10, 20], weight: 0.25, seed: undefined, is: [10, 12.5] },
    { xs: [52, 47], weight: 0.3, seed: 50, is: [50.6, 49.52] },
    { xs: [], weight: 0.3, seed: 50, is: [] },
  ])("of $xs with weight $weight and seed $seed is $is", ({ xs, weight, seed, is }) => {
    const averages = ewma(xs, weight, seed)
    expect(averages).toHaveLength(is.length)
    for (const [index, average] of averages.entries()) expect(average).toBeCloseTo(is[index] ?? Number.NaN, 10)
  })

  it("weighs a 7-day window by 1/4", () => {
    expect(weightOfSpan(7)).toBe(0.25)
  })

  it("gives the published load ratios: rolling 1.43, EWMA 1.25", () => {
    expect(rollingLoadRatio(jump)).toBeCloseTo(1.43, 2)
    expect(ewmaLoadRatio(jump)).toBeCloseTo(1.25, 2)
  })

  it.each([
    { name: "rolling below 28 days", ratio: rollingLoadRatio(jump.slice(1)) },
    { name: "EWMA without loads", ratio: ewmaLoadRatio([]) },
    { name: "EWMA of rest only", ratio: ewmaLoadRatio([0, 0]) },
  ])("load ratio is not a number: $name", ({ ratio }) => {
    expect(ratio).toBeNaN()
  })
})
