import * as fc from "fast-check"
import { median } from "simple-statistics"
import { describe, expect, it } from "vitest"
import { theilSenSlope } from "./theilSen.ts"

const points = fc.uniqueArray(fc.tuple(fc.integer({ min: 0, max: 40 }), fc.integer({ min: 1, max: 10 })), {
  selector: ([x]) => x,
  minLength: 2,
  maxLength: 20,
})

describe("Theil–Sen slope", () => {
  it("is the median of the slopes of all pairs", () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const slopes = pairs.flatMap(([x, y], i) => pairs.slice(i + 1).map(([u, v]) => (v - y) / (u - x)))
        expect(
          theilSenSlope(
            pairs.map(([x]) => x),
            pairs.map(([, y]) => y),
          ),
        ).toBeCloseTo(median(slopes), 10)
      }),
    )
  })

  it("does not depend on the order of the points", () => {
    fc.assert(
      fc.property(points, (pairs) => {
        const back = pairs.toReversed()
        expect(
          theilSenSlope(
            back.map(([x]) => x),
            back.map(([, y]) => y),
          ),
        ).toBeCloseTo(
          theilSenSlope(
            pairs.map(([x]) => x),
            pairs.map(([, y]) => y),
          ),
          10,
        )
      }),
    )
  })
})
