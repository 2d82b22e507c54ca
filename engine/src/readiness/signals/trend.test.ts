import { describe, expect, it } from "vitest"
import { checkIn, days, derive, outcome, viewOf } from "./logFixture.ts"
import { trend } from "./trend.ts"

const gap = undefined

describe("trend of a measure", () => {
  it.each([
    { name: "falling", last: [5, 4.5, 4, 3.5, 3, 2.5, 2], slope: -0.5, p: 1 / 5040 },
    { name: "level", last: [4, 4, 4, 4, 4, 4, 4], slope: 0, p: 1 },
    { name: "rising", last: [2, 2.5, 3, 3.5, 4, 4.5, 5], slope: 0.5, p: 1 },
    { name: "falling over gaps", last: [5, gap, 4, 3.5, 3, gap, 2], slope: -0.5, p: 1 / 120 },
  ])("that is $name has slope $slope and p $p", ({ last, slope, p }) => {
    const view = viewOf(days("sleepQuality", -6, last))
    const definition = { of: "sleepQuality", days: 7, min: 5 }
    expect(outcome(derive(trend, { ...definition, yield: "slope" }, view))).toBeCloseTo(slope, 9)
    expect(outcome(derive(trend, { ...definition, yield: "p" }, view))).toBeCloseTo(p, 9)
  })

  it.each([
    { direction: "falling", is: 1 },
    { direction: "rising", is: 1 / 120 },
    { direction: undefined, is: 1 / 120 },
  ])("of rising fatigue has p $is looking for $direction", ({ direction, is }) => {
    const view = viewOf(days("fatigue", -4, [1, 2, 3, 4, 5]))
    expect(outcome(derive(trend, { of: "fatigue", yield: "p", ...(direction && { direction }) }, view))).toBeCloseTo(
      is,
      9,
    )
  })

  it.each([
    { name: "four of seven days", entries: days("sleepQuality", -3, [4, 3, 2, 1]), is: "tooFewDays" },
    { name: "none of seven days", entries: days("sleepQuality", -20, [4, 3, 2, 1, 1]), is: "stale" },
    { name: "none of 28 days", entries: days("sleepQuality", -40, [4, 3, 2, 1, 1]), is: "notAsked" },
  ])("with $name is $is", ({ entries, is }) => {
    expect(outcome(derive(trend, { of: "sleepQuality" }, viewOf(entries)))).toBe(is)
  })
})

const asked = (levels: readonly (number | undefined)[], offset = 1 - levels.length) =>
  levels.flatMap((pain, index) =>
    pain === undefined
      ? []
      : [
          checkIn(offset + index, {
            joints:
              pain === 0
                ? []
                : [
                    { joint: "knee", pain },
                    { joint: "hip", pain: 4 },
                  ],
          }),
        ],
  )

describe("trend of joints", () => {
  const definition = { of: "joints", days: 14, min: 5 }

  it("is that of the joint that worsens most, naming each that hurt", () => {
    const signal = derive(trend, definition, viewOf(asked([1, 2, 3, 4, 5])))
    expect(outcome(signal)).toBe(1)
    expect(signal.evidence.each).toEqual({ knee: 1, hip: 0 })
    expect(signal.evidence.joints).toEqual(["knee", "hip"])
  })

  it("takes an asked day without the joint as 0", () => {
    expect(derive(trend, definition, viewOf(asked([0, 0, 0, 2, 4]))).evidence.each).toMatchObject({ knee: 1 })
  })

  it.each([
    { yields: "slope", is: 0 },
    { yields: "p", is: 1 },
  ])("with nothing hurting has $yields $is", ({ yields, is }) => {
    expect(outcome(derive(trend, { ...definition, yield: yields }, viewOf(asked([0, 0, 0, 0, 0]))))).toBe(is)
  })

  it("has the smallest p of those that rise", () => {
    expect(outcome(derive(trend, { ...definition, yield: "p" }, viewOf(asked([1, 2, 3, 4, 5]))))).toBeCloseTo(
      1 / 120,
      9,
    )
  })

  it("with four asked days is tooFewDays", () => {
    expect(outcome(derive(trend, definition, viewOf(asked([1, 2, gap, 3, 4]))))).toBe("tooFewDays")
  })

  it("takes the worst answer of a day", () => {
    const again = checkIn(0, { phase: "preSession", joints: [] })
    const view = viewOf([...asked([1, 2, 3, 4, 5]), again], { phase: "preSession" })
    expect(outcome(derive(trend, definition, view))).toBe(1)
  })
})
