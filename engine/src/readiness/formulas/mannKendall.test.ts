import { describe, expect, it } from "vitest"
import { mannKendall, mannKendallP } from "./mannKendall.ts"

/** Gilbert 1987, p. 212. */
const gilbert = [20, 20, 20, 20, 15, 20, 20, 30, 27, 26, 23, 35, 25, 28, 70, 26, 24, 34, 32, 23, 50, 30]

/** A series 1…n without ties whose S is the one asked for: each inversion of neighbours takes 2 from n(n−1)/2. */
function seriesOf(n: number, s: number): number[] {
  const ys = Array.from({ length: n }, (_, index) => index)
  let inversions = ((n * (n - 1)) / 2 - s) / 2
  for (let pass = n - 1; pass > 0; pass--)
    for (let i = 0; i < pass && inversions > 0; i++, inversions--) {
      const [a, b] = [ys[i] ?? 0, ys[i + 1] ?? 0]
      ys[i] = b
      ys[i + 1] = a
    }
  return ys
}

describe("Mann–Kendall", () => {
  it("gives Gilbert's S, tie-corrected variance and z", () => {
    const { s, variance, z } = mannKendall(gilbert)
    expect(s).toBe(111)
    expect(variance).toBeCloseTo(1226.333, 3)
    expect(z).toBeCloseTo(110 / 35.0191, 4)
  })

  it.each([
    { ys: [], s: 0, z: 0 },
    { ys: [3], s: 0, z: 0 },
    { ys: [2, 2, 2], s: 0, z: 0 },
    { ys: [1, 2], s: 1, z: 0 },
  ])("of $ys has S $s and z $z", ({ ys, s, z }) => {
    expect(mannKendall(ys)).toMatchObject({ s, z })
  })

  it.each([
    { n: 5, s: 8, below: 6 },
    { n: 6, s: 11, below: 9 },
    { n: 7, s: 13, below: 11 },
    { n: 8, s: 16, below: 14 },
    { n: 10, s: 21, below: 19 },
  ])("exact one-sided p at n = $n reaches .05 from S = $s on", ({ n, s, below }) => {
    expect(mannKendall(seriesOf(n, s)).s).toBe(s)
    expect(mannKendallP(seriesOf(n, s), "rising")).toBeLessThanOrEqual(0.05)
    expect(mannKendallP(seriesOf(n, below), "rising")).toBeGreaterThan(0.05)
  })

  it("exact p of S = 8 at n = 5 is 5 in 120", () => {
    expect(mannKendallP(seriesOf(5, 8), "rising")).toBeCloseTo(5 / 120, 12)
  })

  it.each([
    { ys: [3, 2, 1], direction: "falling", p: 1 / 6 },
    { ys: [3, 2, 1], direction: "rising", p: 1 },
    { ys: [2, 2, 1], direction: "falling", p: 1 / 3 },
    { ys: [4, 4, 4], direction: "falling", p: 1 },
    { ys: gilbert, direction: "rising", p: 0.000842 },
    { ys: gilbert, direction: "falling", p: 0.99931 },
  ] as const)("p of $direction in $ys is $p", ({ ys, direction, p }) => {
    expect(mannKendallP(ys, direction)).toBeCloseTo(p, 4)
  })
})
