import { expect, it } from "vitest"
import { fromDay, toDay } from "../log/day.ts"
import { session, today, viewOf } from "./logFixture.ts"
import { closedWeeks, mondayOf } from "./trainingWeeks.ts"

it.each([
  ["2020-03-01", "2020-02-24"],
  ["2020-03-02", "2020-03-02"],
  ["2020-03-08", "2020-03-02"],
  ["1970-01-05", "1970-01-05"],
])("the week of %s begins on %s", (day, monday) => {
  expect(fromDay(mondayOf(toDay(day)))).toBe(monday)
})

const squat = (loadKg: number, rpe: number) => ({
  rpe,
  durationMin: 60,
  sets: [{ exercise: "squat", loadKg, reps: 10 }],
})

it("weeks are whole, lie inside the period, and add up what every session of them says", () => {
  const entries = [
    session(-20, squat(80, 6)),
    session(-18, squat(100, 7)),
    session(-5, { rpe: 7, durationMin: 60 }),
    session(-4, squat(90, 8)),
  ]
  const found = closedWeeks(viewOf(entries).sessions, today - 30, today)
  expect(found.map(({ from, to, ...volumes }) => [from - today, to - today, volumes])).toEqual([
    [-20, -14, { tonnage: 1800, load: 780 }],
    [-13, -7, { tonnage: 0, load: 0 }],
    [-6, 0, { tonnage: undefined, load: 900 }],
  ])
  expect(closedWeeks(viewOf(entries).sessions, today - 19, today - 1).map(({ from }) => from - today)).toEqual([-13])
  expect(closedWeeks([], today - 30, today)).toEqual([])
})
