import * as fc from "fast-check"
import * as reference from "simple-statistics"
import { describe, expect, it } from "vitest"
import { mean, median, robustSd, sampleSd } from "./statistics.ts"

const readings = fc.array(
  fc.integer({ min: -4_000, max: 4_000 }).map((n) => n / 8),
  { minLength: 2, maxLength: 60 },
)

describe("statistics agree with simple-statistics", () => {
  it.each([
    { name: "mean", ours: mean, theirs: reference.mean },
    { name: "median", ours: median, theirs: reference.median },
    { name: "sample SD", ours: sampleSd, theirs: reference.sampleStandardDeviation },
    { name: "robust SD", ours: robustSd, theirs: (xs: number[]) => 1.4826 * reference.medianAbsoluteDeviation(xs) },
  ])("$name", ({ ours, theirs }) => {
    fc.assert(
      fc.property(readings, (xs) => {
        expect(ours(xs)).toBeCloseTo(theirs(xs), 8)
      }),
    )
  })

  it("no statistic changes its argument", () => {
    fc.assert(
      fc.property(readings, (xs) => {
        const before = [...xs]
        median(xs)
        robustSd(xs)
        expect(xs).toEqual(before)
      }),
    )
  })
})
