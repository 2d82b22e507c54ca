import { describe, expect, it } from "vitest"
import { parseEntry } from "./parseEntry.ts"

const checkIn = { type: "checkIn", athleteId: "a", clientId: "c", localDate: "2026-01-01", phase: "morning" }
const problemsOf = (json: unknown) => {
  const parsed = parseEntry(json)
  return parsed.ok ? [] : parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`)
}

describe("parseEntry", () => {
  it("names a misspelt measure's nearest, its bounds, and its steps", () => {
    expect(problemsOf({ ...checkIn, measures: { sleepQualty: 3, fatigue: 6, mood: 3.25 } })).toEqual([
      "/measures/sleepQualty: unknown measure `sleepQualty`; did you mean `sleepQuality`?",
      "/measures/fatigue: found a number out of range for `fatigue`; expected 1 to 5 of 5",
      "/measures/mood: found a number between the steps of `mood`; expected steps of 0.5 from 1",
    ])
  })

  it("tells twenty problems of an entry and no more, however many it has", () => {
    const measures = Object.fromEntries(Array.from({ length: 700 }, (_, index) => [`m${index}`, 1]))
    expect(problemsOf({ ...checkIn, measures })).toHaveLength(20)
    expect(problemsOf({ ...checkIn, ...measures })).toHaveLength(20)
  })

  it("refuses a date that no lifter has trained on", () => {
    expect(problemsOf({ ...checkIn, localDate: "0026-11-23" })).toEqual(["/localDate: a date from 1900 on is expected"])
  })

  it("takes −0 for 0", () => {
    const parsed = parseEntry({ ...checkIn, measures: { sleepHours: -0 } })
    expect(parsed.ok && parsed.value.type === "checkIn" && Object.is(parsed.value.measures?.sleepHours, 0)).toBe(true)
  })
})
