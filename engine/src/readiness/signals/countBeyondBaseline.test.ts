import { describe, expect, it } from "vitest"
import { countBeyondBaseline } from "./countBeyondBaseline.ts"
import { date, days, derive, outcome, steady, viewOf } from "./logFixture.ts"

const usual = days("sleepQuality", -34, steady(28, 4))
const gap = undefined

describe("count beyond baseline", () => {
  it.each([
    { name: "no night", last: [4, 4, 4, 4, 4, 4, 4], is: 0 },
    { name: "nights short of a spread", last: [3.5, 3.5, 3.5, 3.5, 4, 4, 4], is: 0 },
    { name: "four nights beyond", last: [3, 3, 4, 3, 4, 1, 4], is: 4 },
    { name: "better nights", last: [5, 5, 5, 5, 5, 5, 5], is: 0 },
    { name: "four readings", last: [3, gap, 3, gap, 3, gap, 3], is: 4 },
    { name: "three readings", last: [3, gap, 3, gap, 3, gap, gap], is: "tooFewDays" },
    { name: "no reading", last: [], is: "stale" },
  ])("with $name is $is", ({ last, is }) => {
    const view = viewOf([...usual, ...days("sleepQuality", -6, last)])
    expect(outcome(derive(countBeyondBaseline, { measure: "sleepQuality" }, view))).toBe(is)
  })

  it("counts a night exactly at the line", () => {
    const view = viewOf([...usual, ...days("sleepQuality", -6, [2.5, 4, 4, 4])])
    expect(outcome(derive(countBeyondBaseline, { measure: "sleepQuality", z: -2 }, view))).toBe(1)
  })

  it("turns round for measures of which less is better", () => {
    const view = viewOf([...days("fatigue", -34, steady(28, 2)), ...days("fatigue", -6, [4, 1, 3, 2])])
    const signal = derive(countBeyondBaseline, { measure: "fatigue" }, view)
    expect(outcome(signal)).toBe(2)
    expect(signal.evidence.days).toEqual([date(-6), date(-4)])
  })

  it.each([
    { name: "a young baseline", entries: days("sleepQuality", -12, steady(13, 3)), is: "noBaseline" },
    { name: "nothing logged", entries: [], is: "notAsked" },
  ])("with $name is $is", ({ entries, is }) => {
    expect(outcome(derive(countBeyondBaseline, { measure: "sleepQuality" }, viewOf(entries)))).toBe(is)
  })
})
