import { describe, expect, it } from "vitest"
import { parseMapping } from "./parseMapping.ts"

const date = { column: "date", format: "YYYY-MM-DD" }
const pointersOf = (json: unknown) => {
  const parsed = parseMapping(json)
  return parsed.ok ? [] : parsed.problems.map(({ pointer }) => pointer)
}

describe("parseMapping", () => {
  it.each([
    ["no sources", {}, "/sources"],
    ["an unknown field", { sources: [{ entry: "checkIn", date, measures: {}, phas: "morning" }] }, "/sources/0/phas"],
    ["an unknown kind of entry", { sources: [{ entry: "checkin", date, measures: {} }] }, "/sources/0/entry"],
    [
      "an unknown measure",
      { sources: [{ entry: "checkIn", date, measures: { slepHours: { column: "x" } } }] },
      "/sources/0/measures/slepHours",
    ],
    [
      "a unit of something else",
      { sources: [{ entry: "checkIn", date, measures: { sleepHours: { column: "x", unit: "lb" } } }] },
      "/sources/0/measures/sleepHours/unit",
    ],
    [
      "a unit of something else in a session",
      { sources: [{ entry: "session", date, rpe: { column: "x", unit: "min" } }] },
      "/sources/0/rpe/unit",
    ],
    [
      "a format without a day",
      { sources: [{ entry: "checkIn", date: { column: "d", format: "YYYY-MM" }, measures: {} }] },
      "/sources/0/date/format",
    ],
    [
      "a scale upside down",
      {
        sources: [
          { entry: "checkIn", date, measures: { fatigue: { column: "x", scale: { from: [5, 1], to: [1, 5] } } } },
        ],
      },
      "/sources/0/measures/fatigue/scale/from",
    ],
    [
      "a word that is not ours",
      { sources: [{ entry: "outcome", date, kind: { constant: "hurt" } }] },
      "/sources/0/kind/constant",
    ],
    [
      "a zone that is none",
      { sources: [{ entry: "checkIn", date, measures: {}, zone: "Mars/Olympus" }] },
      "/sources/0/zone",
    ],
  ])("refuses %s with its place", (_, json, pointer) => {
    expect(pointersOf(json)).toContain(pointer)
  })

  it("names the nearest measure", () => {
    const parsed = parseMapping({ sources: [{ entry: "checkIn", date, measures: { slepHours: { column: "x" } } }] })
    expect(parsed).toMatchObject({
      problems: [{ message: "unknown measure: found `slepHours`; did you mean `sleepHours`?" }],
    })
  })
})
