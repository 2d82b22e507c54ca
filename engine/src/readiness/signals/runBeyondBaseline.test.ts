import { describe, expect, it } from "vitest"
import { date, days, derive, outcome, steady, viewOf } from "./logFixture.ts"
import { runBeyondBaseline } from "./runBeyondBaseline.ts"

const usual = days("restingHr", -34, steady(28, 50, 1))
const elevated = { measure: "restingHr", above: 5, andRobustSd: 1.5 }
const gap = undefined

describe("run beyond baseline", () => {
  it.each([
    { name: "below", last: [40, 40], is: 0 },
    { name: "just at the rise", last: [55, 55], is: 0 },
    { name: "above, once", last: [50, 56], is: 1 },
    { name: "above, two days", last: [56, 57], is: 2 },
    { name: "above until yesterday", last: [57, 50], is: 0 },
    { name: "one good day between", last: [57, 50, 57], is: 1 },
    { name: "one gap between", last: [57, 57, gap, 57], is: 3 },
    { name: "two gaps between", last: [57, 57, gap, gap, 57], is: 1 },
    { name: "missing today", last: [57, 57, gap], is: 2 },
    { name: "missing today after a gap", last: [57, gap, 57, gap], is: 2 },
    { name: "missing today and yesterday", last: [57, 57, gap, gap], is: "stale" },
  ])("with readings $name is $is", ({ last, is }) => {
    const before = days("restingHr", -6, steady(7 - last.length, 50))
    const view = viewOf([...usual, ...before, ...days("restingHr", 1 - last.length, last)])
    expect(outcome(derive(runBeyondBaseline, elevated, view))).toBe(is)
  })

  it("names the days of the run", () => {
    const view = viewOf([...usual, ...days("restingHr", -6, [50, 50, 50, 57, 57, gap, 57])])
    expect(derive(runBeyondBaseline, elevated, view).evidence.days).toEqual([date(-3), date(-2), date(0)])
  })

  it("asks for the spreads as well as for the units", () => {
    const wide = [...days("restingHr", -34, steady(28, 50, 4)), ...days("restingHr", -6, steady(7, 58))]
    expect(outcome(derive(runBeyondBaseline, elevated, viewOf(wide)))).toBe(0)
    expect(outcome(derive(runBeyondBaseline, { ...elevated, andRobustSd: 1.3 }, viewOf(wide)))).toBe(7)
  })

  it.each([
    { direction: "worse", is: 3 },
    { direction: "below", is: 3 },
    { direction: "above", is: 0 },
  ])("of sleep shorter by an hour, looking $direction, is $is", ({ direction, is }) => {
    const view = viewOf([...days("sleepHours", -34, steady(31, 8)), ...days("sleepHours", -2, steady(3, 6.5))])
    expect(outcome(derive(runBeyondBaseline, { measure: "sleepHours", above: 1, direction }, view))).toBe(is)
  })

  it.each([
    { name: "a baseline that is not ready", entries: days("restingHr", -12, steady(13, 50)), is: "noBaseline" },
    { name: "a stale baseline", entries: [...usual.slice(0, 20), ...days("restingHr", 0, [57])], is: "stale" },
    { name: "no reading in 28 days", entries: usual.slice(0, 4), is: "notAsked" },
    { name: "no reading ever", entries: [], is: "notAsked" },
  ])("with $name is $is", ({ entries, is }) => {
    expect(outcome(derive(runBeyondBaseline, elevated, viewOf(entries)))).toBe(is)
  })

  it("with no gaps allowed ends at the first", () => {
    const view = viewOf([...usual, ...days("restingHr", -6, [50, 50, 50, 57, 57, gap, 57])])
    expect(outcome(derive(runBeyondBaseline, { ...elevated, gapsAllowed: 0 }, view))).toBe(1)
  })
})
