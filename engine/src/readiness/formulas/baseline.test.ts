import { describe, expect, it } from "vitest"
import type { Series } from "../log/logView.ts"
import { measureCatalogue, type Measure } from "../measures.ts"
import { baselineOf, isReady, toBaselineEvidence } from "./baseline.ts"

const today = 18_300
const { restingHr, motivation, hrvRmssd } = measureCatalogue

/** One reading a day from `from` to `to` days before today, cycling through the values. */
function readings(from: number, to: number, values: readonly number[]): Series {
  const days = Array.from({ length: from - to + 1 }, (_, index) => today - from + index)
  return { days, values: days.map((_, index) => values[index % values.length] ?? 0) }
}

describe("baseline", () => {
  it("is the median and 1.4826·MAD of days t−34 to t−7 for robust measures", () => {
    const far = readings(60, 35, [90])
    const window = readings(34, 7, [50, 52, 54, 60])
    const week = readings(6, 0, [99])
    const series = {
      days: [...far.days, ...window.days, ...week.days],
      values: [...far.values, ...window.values, ...week.values],
    }
    const baseline = baselineOf(series, today, restingHr)
    expect(baseline).toEqual({ state: "ready", n: 28, from: today - 34, to: today - 7, centre: 53, spread: 1.4826 * 2 })
  })

  it("is the mean and SD for scales of few levels", () => {
    const baseline = baselineOf(readings(34, 0, [1, 5]), today, motivation)
    expect(baseline.centre).toBe(3)
    expect(baseline.spread).toBeCloseTo(2 * Math.sqrt(28 / 27), 10)
  })

  it("works on logarithms where the measure says so", () => {
    expect(baselineOf(readings(34, 0, [Math.E ** 4]), today, hrvRmssd).centre).toBeCloseTo(4, 10)
  })

  it.each([
    { measure: restingHr, value: 50, floor: 1.5 },
    { measure: motivation, value: 4, floor: 0.75 },
    { measure: hrvRmssd, value: 60, floor: 0 },
  ])("never has a spread below the floor of the $measure.label", ({ measure, value, floor }) => {
    expect(baselineOf(readings(34, 0, [value]), today, measure).spread).toBeCloseTo(floor, 10)
  })

  it.each([
    { from: 6, n: 0, state: "none" },
    { from: 12, n: 6, state: "none" },
    { from: 13, n: 7, state: "provisional" },
    { from: 15, n: 9, state: "provisional" },
    { from: 16, n: 10, state: "ready" },
    { from: 34, n: 28, state: "ready" },
  ])("with $n readings in the window is $state", ({ from, n, state }) => {
    expect(baselineOf(readings(from, 0, [50, 51]), today, restingHr)).toMatchObject({ n, state })
  })

  it.each([
    { to: 7, recent: 7, state: "ready" },
    { to: 8, recent: 6, state: "stale" },
  ])("with $recent readings in the last 14 days is $state", ({ to, state }) => {
    expect(baselineOf(readings(34, to, [50, 51]), today, restingHr).state).toBe(state)
  })

  it("leaves out excluded days", () => {
    const baseline = baselineOf(readings(34, 0, [50]), today, restingHr, { isExcluded: (day) => day < today - 15 })
    expect(baseline).toMatchObject({ n: 9, state: "provisional" })
  })

  it.each([
    { sessions: 6, state: "none" },
    { sessions: 7, state: "ready" },
  ])("of a session measure with $sessions sessions is $state, however long ago", ({ sessions, state }) => {
    const measure: Measure = { label: "Session RPE", unit: "CR10", min: 0, max: 10, better: "lower" }
    const series = readings(34, 34 - sessions + 1, [7])
    expect(baselineOf(series, today, measure, { perSession: true }).state).toBe(state)
  })

  it("moves its 28 days back to end before sessions under test", () => {
    const baseline = baselineOf(readings(60, 0, [50]), today, restingHr, { testedFrom: today - 12 })
    expect(baseline).toMatchObject({ from: today - 40, to: today - 13, n: 28 })
  })

  it("without readings has neither centre nor spread, in evidence too", () => {
    const baseline = baselineOf({ days: [], values: [] }, today, restingHr)
    expect(isReady(baseline)).toBe(false)
    expect(toBaselineEvidence("restingHr", baseline)).toEqual({
      measure: "restingHr",
      from: "2020-01-05",
      to: "2020-02-01",
      n: 0,
      state: "none",
    })
  })
})
