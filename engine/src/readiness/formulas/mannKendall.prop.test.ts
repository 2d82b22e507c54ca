import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { mannKendall, mannKendallP } from "./mannKendall.ts"

function ordersOf(ys: readonly number[]): readonly (readonly number[])[] {
  if (ys.length < 2) return [ys]
  return ys.flatMap((y, i) => ordersOf(ys.toSpliced(i, 1)).map((rest) => [y, ...rest]))
}

const likert = fc.integer({ min: 2, max: 10 }).map((half) => half / 2)

describe("Mann–Kendall", () => {
  it("p to n = 6 is the share of all orders of the values with S at least as far in the direction", () => {
    fc.assert(
      fc.property(fc.array(likert, { minLength: 2, maxLength: 6 }), (ys) => {
        const { s } = mannKendall(ys)
        const orders = ordersOf(ys)
        const share = orders.filter((order) => mannKendall(order).s >= s).length / orders.length
        expect(mannKendallP(ys, "rising")).toBeCloseTo(share, 12)
      }),
      { numRuns: 60 },
    )
  })

  it("p of falling is p of rising of the reversed series", () => {
    fc.assert(
      fc.property(fc.array(likert, { maxLength: 30 }), (ys) => {
        expect(mannKendallP(ys, "falling")).toBe(mannKendallP(ys.toReversed(), "rising"))
      }),
    )
  })
})
