import { describe, expect, it } from "vitest"
import { date, days, derive, outcome, session, steady, viewOf } from "./logFixture.ts"
import { meanFromBaseline } from "./meanFromBaseline.ts"

const usual = days("fatigue", -34, steady(28, 2))
const week = { measure: "fatigue", over: { days: 7 }, min: 5 }

describe("mean from baseline", () => {
  it.each([
    { name: "a week below", last: steady(7, 1), is: -1 / 0.75 },
    { name: "a week at", last: steady(7, 2), is: 0 },
    { name: "a week above", last: steady(7, 3.5), is: 2 },
    { name: "five readings of seven", last: [3.5, undefined, 3.5, 3.5, undefined, 3.5, 3.5], is: 2 },
    { name: "four readings of seven", last: [3.5, undefined, 3.5, undefined, undefined, 3.5, 3.5], is: "tooFewDays" },
    { name: "no reading this week", last: [], is: "stale" },
  ])("of $name is $is", ({ last, is }) => {
    const value = outcome(derive(meanFromBaseline, week, viewOf([...usual, ...days("fatigue", -6, last)])))
    if (typeof is === "number") expect(value).toBeCloseTo(is, 9)
    else expect(value).toBe(is)
  })

  it.each([
    { yields: "z", is: 1 / 1.4826 },
    { yields: "delta", is: 1 },
    { yields: "percent", is: 100 / 7 },
  ])("yields $yields", ({ yields, is }) => {
    const entries = [...days("sleepHours", -34, steady(28, 7, 1)), ...days("sleepHours", -6, steady(7, 8))]
    const definition = { measure: "sleepHours", over: { days: 7 }, yield: yields }
    expect(outcome(derive(meanFromBaseline, definition, viewOf(entries)))).toBeCloseTo(is, 9)
  })

  it("needs 7 of 10 days when it does not say", () => {
    const five = [...usual, ...days("fatigue", -4, steady(5, 2))]
    expect(outcome(derive(meanFromBaseline, { measure: "fatigue", over: { days: 7 } }, viewOf(five)))).toBe(0)
    const four = [...usual, ...days("fatigue", -4, steady(4, 2))]
    expect(outcome(derive(meanFromBaseline, { measure: "fatigue", over: { days: 7 } }, viewOf(four)))).toBe(
      "tooFewDays",
    )
  })

  it("of HRV compares means of logarithms with baseline mean and SD", () => {
    const entries = [...days("hrvRmssd", -34, steady(28, 60, 10)), ...days("hrvRmssd", -6, [50, 70, 50, 70])]
    const definition = { measure: "hrvRmssd", over: { days: 7 }, min: 3 }
    expect(outcome(derive(meanFromBaseline, definition, viewOf(entries)))).toBeCloseTo(0, 9)
    expect(outcome(derive(meanFromBaseline, { ...definition, yield: "percent" }, viewOf(entries)))).toBeCloseTo(0, 9)
  })

  it("without a reading in 28 days is not asked", () => {
    expect(outcome(derive(meanFromBaseline, week, viewOf(days("fatigue", -40, steady(12, 2)))))).toBe("notAsked")
  })
})

const squats = (loadKg: number) => [
  { exercise: "squat", loadKg: 500, reps: 5, kind: "warmup" },
  { exercise: "squat", loadKg, reps: 5 },
  { exercise: "squat", loadKg, reps: 5 },
]

describe("mean of sessions from baseline", () => {
  const definition = { measure: "sessionRpe", over: { sessions: 4 } }
  const usualSessions = [-34, -31, -28, -25, -22, -19, -16].map((day) => session(day, { rpe: 7 }))
  const lastSessions = [-10, -7, -4, -1].map((day) => session(day, { rpe: 8.5 }))

  it("compares the last four with the sessions before them", () => {
    const signal = derive(meanFromBaseline, definition, viewOf([...usualSessions, ...lastSessions]))
    expect(outcome(signal)).toBeCloseTo(1.5 / 0.75, 9)
    expect(signal.evidence.days).toEqual([date(-10), date(-7), date(-4), date(-1)])
    expect(signal.evidence.baseline).toMatchObject({
      measure: "sessionRpe",
      from: date(-38),
      to: date(-11),
      n: 7,
      centre: 7,
    })
  })

  it.each([
    { name: "six sessions before", entries: [...usualSessions.slice(1), ...lastSessions], is: "noBaseline" },
    { name: "only three sessions to test", entries: lastSessions.slice(1), is: "tooFewDays" },
    { name: "no session in 28 days", entries: usualSessions.slice(0, 2), is: "notAsked" },
    { name: "no session", entries: [], is: "notAsked" },
  ])("with $name is $is", ({ entries, is }) => {
    expect(outcome(derive(meanFromBaseline, definition, viewOf(entries)))).toBe(is)
  })

  it("of tonnage adds up kg × reps of working sets", () => {
    const entries = [
      ...[-34, -31, -28, -25, -22, -19, -16].map((day) => session(day, { sets: squats(100) })),
      ...[-10, -7, -4, -1].map((day) => session(day, { sets: squats(110) })),
    ]
    const change = { measure: "sessionTonnage", over: { sessions: 4 }, yield: "percent" }
    expect(outcome(derive(meanFromBaseline, change, viewOf(entries)))).toBeCloseTo(10, 9)
  })
})
