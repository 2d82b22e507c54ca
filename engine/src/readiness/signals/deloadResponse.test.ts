import { expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { deloadResponse } from "./deloadResponse.ts"
import { checkIn, date, days, derive, entry, outcome, session, steady, viewOf } from "./logFixture.ts"

/** A deload that ended two weeks ago, from day −20 to −14. */
const deload = entry({ type: "plan", from: date(-90), deloads: [{ from: date(-20), to: date(-14) }] })
const around = (measure: string, before: number, after: number): Entry[] => [
  ...days(measure, -34, steady(14, before)),
  ...days(measure, -13, steady(13, after)),
]
const squat = (offset: number, loadKg: number) =>
  session(offset, { sets: [{ exercise: "squat", loadKg, reps: 1, rpe: 10 }] })
const strength = (before: number, after: number) => [
  squat(-30, before),
  squat(-25, before),
  squat(-10, after),
  squat(-5, after),
]
const knee = (from: number, pain: number): Entry[] =>
  [0, 1, 2].map((index) => checkIn(from + index, { clientId: "joints", joints: [{ joint: "knee", pain }] }))
const read = (entries: Entry[], day = 0) => derive(deloadResponse, {}, viewOf([deload, ...entries], { day }))

it.each<[string, Entry[], number | string]>([
  [
    "everything better",
    [
      ...around("fatigue", 4, 2),
      ...around("motivation", 2, 4),
      ...strength(100, 103),
      ...knee(-30, 4),
      ...knee(-10, 1),
    ],
    100,
  ],
  [
    "three of four",
    [...around("fatigue", 4, 2), ...around("motivation", 2, 4), ...strength(100, 99), ...knee(-30, 4), ...knee(-10, 1)],
    75,
  ],
  ["half", [...around("fatigue", 4, 2), ...around("motivation", 4, 4)], 50],
  ["none", [...around("fatigue", 3, 3), ...around("motivation", 4, 3)], 0],
  [
    "joints that never ached are no aspect",
    [...around("fatigue", 4, 2), ...around("motivation", 2, 4), ...knee(-30, 0), ...knee(-10, 0)],
    100,
  ],
  ["one aspect is too few", around("fatigue", 4, 2), "tooFewDays"],
  [
    "two readings are too few",
    [...around("fatigue", 4, 2), ...days("motivation", -30, [2, 2]), ...days("motivation", -10, [4, 4])],
    "tooFewDays",
  ],
  ["no data", [], "tooFewDays"],
])("deload response: %s", (_title, entries, wanted) => {
  expect(outcome(read(entries))).toBe(wanted)
})

it.each([
  [-8, "tooFewDays"],
  [-7, 100],
  [20, 100],
  [21, "stale"],
])("deload response on day %d is %s", (day, wanted) => {
  expect(outcome(read([...around("fatigue", 4, 2), ...around("motivation", 2, 4)], day))).toBe(wanted)
})

it("deload response gives the change of each aspect", () => {
  const found = read([...around("fatigue", 4, 2.5), ...strength(100, 104)])
  expect(found.evidence.each).toEqual({ fatigue: -1.5, e1rmPct: expect.closeTo(4, 9) })
})

it("deload response needs a deload", () => {
  expect(outcome(derive(deloadResponse, {}, viewOf([checkIn(0)])))).toBe("notAsked")
})
