import { describe, expect, it } from "vitest"
import { bootstrap } from "./bootstrap.ts"

const mean = (xs: readonly number[]) => (xs.length === 0 ? null : xs.reduce((sum, x) => sum + x, 0) / xs.length)

describe("the bootstrap", () => {
  it("gives an interval near the normal one for a mean", () => {
    const sample = Array.from({ length: 100 }, (_, index) => index)
    const { value, low, high } = bootstrap(sample, mean)
    expect(value).toBe(49.5)
    // The standard error is 28.9 / √100; 1.96 of it to either side.
    expect(low).toBeGreaterThan(42.5)
    expect(low).toBeLessThan(45.2)
    expect(high).toBeGreaterThan(53.8)
    expect(high).toBeLessThan(56.5)
  })

  it("gives the same interval each time", () => {
    expect(bootstrap([1, 5, 9, 2], mean)).toEqual(bootstrap([1, 5, 9, 2], mean))
  })

  it("has no width for a sample without spread, and no value for none", () => {
    expect(bootstrap([3, 3, 3], mean)).toEqual({ value: 3, low: 3, high: 3 })
    expect(bootstrap([], mean)).toEqual({ value: null, low: null, high: null })
  })
})
