import { describe, expect, it } from "vitest"
import { isConvertible, readDurationMin, toUnit } from "./units.ts"

describe("toUnit", () => {
  it.each([
    [225, "lb", "kg", 102.06],
    [27_000, "s", "h", 7.5],
    [391, "min", "h", 6.52],
    [2, "rir", "rpe", 8],
    [0, "rir", "rpe", 10],
    [7, "rpe", "rpe", 7],
    [512, "mm/s", "m/s", 0.512],
    [0.061, "s", "ms", 61],
    [53.741, "bpm", "bpm", 53.741],
  ] as const)("%d %s in %s is %d", (value, from, to, expected) => {
    expect(toUnit(value, from, to)).toBe(expected)
  })

  it("is offered only where there is a way", () => {
    expect(isConvertible("lb", "kg")).toBe(true)
    expect(isConvertible("duration", "h")).toBe(true)
    expect(isConvertible("lb", "h")).toBe(false)
    expect(isConvertible("rir", "kg")).toBe(false)
    expect(isConvertible("kg", "of 5")).toBe(false)
  })
})

describe("readDurationMin", () => {
  it.each([
    ["38min", 38],
    ["1h 5m", 65],
    ["2 hours", 120],
    ["90 s", 1.5],
    ["7:35", 455],
    ["1:07:30", 67.5],
    ["", undefined],
    ["soon", undefined],
  ])("%j is %s", (text, expected) => {
    expect(readDurationMin(text)).toBe(expected)
  })
})
