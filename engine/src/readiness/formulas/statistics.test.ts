import { describe, expect, it } from "vitest"
import { mean, meanAbsoluteDeviation, median, modifiedZ, robustSd, robustSpread, sampleSd } from "./statistics.ts"

describe("statistics", () => {
  it.each([
    { name: "mean", of: mean, xs: [1, 2, 6], is: 3 },
    { name: "mean of one", of: mean, xs: [4], is: 4 },
    { name: "median of odd", of: median, xs: [9, 1, 5], is: 5 },
    { name: "median of even", of: median, xs: [4, 1, 3, 2], is: 2.5 },
    { name: "median sorts numbers, not words", of: median, xs: [10, 9, 100], is: 10 },
    { name: "sample SD", of: sampleSd, xs: [2, 4, 4, 4, 5, 5, 7, 9], is: 2.13809 },
    { name: "mean absolute deviation from the median", of: meanAbsoluteDeviation, xs: [1, 2, 6], is: 5 / 3 },
    { name: "robust SD", of: robustSd, xs: [50, 51, 52, 52, 53, 54, 60], is: 1.4826 },
    { name: "robust SD of mostly equal values", of: robustSd, xs: [3, 3, 3, 4], is: 0 },
    { name: "robust spread falls back to the mean deviation", of: robustSpread, xs: [3, 3, 3, 4], is: 1.253314 / 4 },
    { name: "robust spread of equal values", of: robustSpread, xs: [3, 3, 3], is: 0 },
  ])("$name is $is", ({ of, xs, is }) => {
    expect(of(xs)).toBeCloseTo(is, 5)
  })

  it.each([
    { of: mean, name: "mean", xs: [] },
    { of: median, name: "median", xs: [] },
    { of: sampleSd, name: "sample SD", xs: [1] },
  ])("$name of too few values is not a number", ({ of, xs }) => {
    expect(of(xs)).toBeNaN()
  })

  it("modified z of the Iglewicz and Hoaglin form is 5.396 for 60 among seven readings", () => {
    expect(modifiedZ(60, [50, 51, 52, 52, 53, 54, 60])).toBeCloseTo(5.396, 3)
  })

  it("modified z uses the mean deviation when the median one is 0", () => {
    expect(modifiedZ(5, [3, 3, 3, 4])).toBeCloseTo(2 / (1.253314 * 0.25), 6)
  })
})
