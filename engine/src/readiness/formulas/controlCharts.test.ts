import { describe, expect, it } from "vitest"
import { cusum, ewmaChart } from "./controlCharts.ts"

/** The NIST handbook's example of an EWMA chart. */
const nist = [
  52, 47, 53, 49.3, 50.1, 47, 51, 50.1, 51.2, 50.5, 49.6, 47.6, 49.9, 51.3, 47.8, 51.2, 52.6, 52.4, 53.6, 52.1,
]

describe("EWMA chart", () => {
  it("gives NIST's points and limits", () => {
    const { points, lower, upper } = ewmaChart(nist, 0.3, 50, 2.0539)
    expect(points).toHaveLength(20)
    expect(points[0]).toBeCloseTo(50.6, 2)
    expect(points[1]).toBeCloseTo(49.52, 2)
    expect(points[19]).toBeCloseTo(51.99, 2)
    expect(upper).toBeCloseTo(52.588, 3)
    expect(lower).toBeCloseTo(47.412, 3)
  })
})

describe("CUSUM", () => {
  it.each([
    { name: "grows by what exceeds the slack", zs: [1, 1, 1], is: [0.5, 1, 1.5] },
    { name: "stays where z is the slack", zs: [1.5, 0.5], is: [1, 1] },
    { name: "never falls below 0", zs: [-3, 0.75], is: [0, 0.25] },
    { name: "of nothing is nothing", zs: [], is: [] },
  ])("$name", ({ zs, is }) => {
    expect(cusum(zs)).toEqual(is)
  })

  it("a shift of 1.5 SD passes 4 at its fifth value", () => {
    const sums = cusum([0, 0, 1.5, 1.5, 1.5, 1.5, 1.5])
    expect(sums.findIndex((sum) => sum > 4)).toBe(6)
  })
})
