import { describe, expect, it } from "vitest"
import { theilSenSlope } from "./theilSen.ts"

/** Gilbert 1987, p. 212. */
const gilbert = [20, 20, 20, 20, 15, 20, 20, 30, 27, 26, 23, 35, 25, 28, 70, 26, 24, 34, 32, 23, 50, 30]

describe("Theil–Sen slope", () => {
  it.each([
    { name: "a line", xs: [0, 1, 2], ys: [1, 3, 5], is: 2 },
    { name: "a line with a gap in its days", xs: [0, 1, 5], ys: [0, -1, -5], is: -1 },
    { name: "a line with one wild value", xs: [0, 1, 2, 3, 4], ys: [0, 1, 90, 3, 4], is: 1 },
    { name: "no change", xs: [0, 1, 2], ys: [4, 4, 4], is: 0 },
    { name: "Gilbert's series", xs: gilbert.map((_, index) => index), ys: gilbert, is: 0.6667 },
  ])("of $name is $is", ({ xs, ys, is }) => {
    expect(theilSenSlope(xs, ys)).toBeCloseTo(is, 4)
  })

  it("leaves out pairs of one day", () => {
    expect(theilSenSlope([0, 0, 1], [1, 3, 3])).toBe(1)
  })

  it("is not a number when all points share a day", () => {
    expect(theilSenSlope([2, 2], [1, 5])).toBeNaN()
  })

  it("refuses more than 60 points", () => {
    const many = Array.from({ length: 61 }, (_, index) => index)
    expect(() => theilSenSlope(many, many)).toThrow("61 points are over the limit of 60")
  })
})
