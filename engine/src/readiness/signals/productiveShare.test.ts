import { expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { checkIn, date, derive, entry, outcome, session, viewOf } from "./logFixture.ts"
import { productiveShare } from "./productiveShare.ts"

/** Two sessions in each of the weeks to last Sunday (day 0 is a Sunday): load by week, oldest first, and reps of five. */
const weeks = (loads: readonly number[], reps: (week: number) => number = () => 5): Entry[] =>
  loads.flatMap((loadKg, week) =>
    [1, 4].map((weekday) =>
      session(-7 * (loads.length - week) - 6 + weekday, {
        sets: [{ exercise: "squat", loadKg, reps: reps(week), targetReps: 5, rpe: 8 }],
      }),
    ),
  )
const level = (n: number) => Array.from({ length: n }, () => 100)
const read = (entries: Entry[], more: Record<string, unknown> = {}) =>
  outcome(derive(productiveShare, more, viewOf(entries)))

it.each<[string, Entry[], number | string]>([
  ["level strength, all done", weeks(level(16)), 100],
  ["rising strength", weeks(level(16).map((load, week) => load + week)), 100],
  ["falling strength", weeks(level(16).map((load, week) => load - week)), 0],
  ["a quarter of the weeks short of 90 %", weeks(level(16), (week) => (week >= 13 ? 4 : 5)), 75],
  [
    "a deload week of twelve",
    [entry({ type: "plan", from: date(-200), deloads: [{ from: date(-27), to: date(-21) }] }), ...weeks(level(16))],
    (100 * 11) / 12,
  ],
  ["nine weeks of log, of which eight are judged", weeks(level(9)), 100],
  ["eight weeks of log, of which seven are judged", weeks(level(8)), "tooFewDays"],
  ["no session in 28 days", [session(-28), checkIn(0)], "notAsked"],
  ["no session", [], "notAsked"],
])("productive share: %s", (_title, entries, wanted) => {
  expect(read(entries)).toEqual(typeof wanted === "number" ? expect.closeTo(wanted, 9) : wanted)
})

it("productive share counts over the weeks it is given", () => {
  const entries = weeks(level(16), (week) => (week >= 14 ? 4 : 5))
  expect(read(entries, { weeks: 4, minWeeks: 4 })).toBe(50)
})
