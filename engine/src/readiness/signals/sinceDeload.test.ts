import { describe, expect, it } from "vitest"
import type { Entry, Phase } from "../log/schema.ts"
import { checkIn, date, derive, entry, outcome, session, viewOf } from "./logFixture.ts"
import { sinceDeload } from "./sinceDeload.ts"

const deload = (from: number, to: number): Entry =>
  entry({ type: "plan", from: date(-200), deloads: [{ from: date(from), to: date(to) }] })
const accepted = (offset: number): Entry =>
  entry({ type: "choice", localDate: date(offset), verdict: "deload", did: "accepted" })
const sets = (loadKg: number) => ({ sets: [{ exercise: "squat", loadKg, reps: 10 }] })
/** Sessions every other day. */
const training = (from: number, to: number, parts: object = {}): Entry[] =>
  Array.from({ length: Math.floor((to - from) / 2) + 1 }, (_, index) => session(from + 2 * index, { ...parts }))
/** Three sessions in each of the weeks to Sunday, day −7 (day 0 is a Sunday too), with a load for each week, oldest first. */
const weeks = (loads: readonly number[], make: (load: number) => Record<string, unknown> = sets): Entry[] =>
  loads.flatMap((load, index) =>
    [1, 3, 5].map((weekday) => session(-7 * (loads.length - index) - 6 + weekday, make(load))),
  )
const read = (entries: Entry[], at: { phase?: Phase; day?: number } = {}) =>
  derive(sinceDeload, {}, viewOf(entries, at))
const value = (entries: Entry[], at?: { phase?: Phase; day?: number }) => {
  const found = outcome(read(entries, at))
  return typeof found === "number" ? found * 7 : found
}

describe("sinceDeload, in days", () => {
  it.each<[string, Entry[], number | string]>([
    ["since the last day of a planned deload", [...training(-60, -1), deload(-20, -14)], 14],
    ["on its last day", [...training(-60, -1), deload(-6, 0)], 0],
    ["on its first day", [...training(-60, -1), deload(0, 6)], 0],
    ["a deload to come does not count", [...training(-20, -1), deload(1, 7)], 20],
    ["an accepted deload counts from the day after it was accepted", [...training(-60, -1), accepted(-22)], 15],
    ["during an accepted one", [...training(-60, -1), accepted(-3)], 0],
    ["the latest of planned and accepted", [...training(-60, -1), deload(-40, -34), accepted(-22)], 15],
    ["none on record: since the first session", training(-30, -2), 30],
    ["seven days off start again", [...training(-40, -20), ...training(-12, -2)], 13],
    ["six days off do not", [...training(-40, -20), ...training(-13, -1)], 40],
    ["days off that go on", [...training(-40, -20)], 1],
    ["a deload after the days off counts", [...training(-60, -40), ...training(-32, -2), deload(-20, -14)], 14],
    ["nothing trained, but a deload on record", [deload(-20, -14)], 14],
    ["nothing on record", [checkIn(0)], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(value(entries)).toEqual(typeof wanted === "number" ? expect.closeTo(wanted, 9) : wanted)
  })

  it("after the session the next day's is decided", () => {
    expect(value([...training(-60, -2), deload(1, 7)], { phase: "postSession" })).toBe(0)
    expect(value([...training(-60, -2), deload(-6, 0)], { phase: "postSession" })).toBe(1)
  })
})

describe("sinceDeload, a week that looks like a deload", () => {
  const full = [100, 100, 100, 100]

  it.each<[string, Entry[], number]>([
    ["at 60 % of the four weeks before", weeks([...full, 60, 100]), 8],
    ["above 60 % of them", weeks([...full, 61, 100]), 41],
    [
      "by session load where sets are not logged",
      weeks([...full, 50, 100], (load) => ({ rpe: 5, durationMin: load / 5 })),
      8,
    ],
    ["the median stands against one odd week", weeks([100, 100, 20, 100, 60, 100]), 8],
    ["three weeks before are too few", weeks([100, 100, 100, 60, 100]), 34],
    ["a week with an unknown session is not judged", [...weeks([...full, 60, 100]), session(-14)], 41],
  ])("%s", (_title, entries, wanted) => {
    expect(value(entries, { day: -6 })).toBeCloseTo(wanted, 9)
  })

  it("is judged when it has closed", () => {
    const entries = [...weeks([...full, 100]), session(-1, sets(60))]
    expect(value(entries)).toBeCloseTo(40, 9)
    expect(value(entries, { phase: "postSession" })).toBeCloseTo(1, 9)
    expect(value(entries, { day: 1 })).toBeCloseTo(1, 9)
  })

  it("is named with its dates, and days off and lower bounds are too", () => {
    expect(read(weeks([...full, 60, 100]), { day: -6 }).evidence.note).toContain(
      `light week from ${date(-20)} to ${date(-14)}`,
    )
    expect(read([...training(-40, -20), ...training(-12, -2)]).evidence.note).toContain(
      `no session from ${date(-19)} to ${date(-13)}`,
    )
    expect(read(training(-30, -2)).evidence.note).toBe("at least")
    expect(read([...training(-60, -1), deload(-20, -14)]).evidence).not.toHaveProperty("note")
  })
})
