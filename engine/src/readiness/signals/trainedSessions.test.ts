import { expect, it } from "vitest"
import { checkIn, session, today, viewOf } from "./logFixture.ts"
import { dayDecided, lastTrained, sessionsBetween } from "./trainedSessions.ts"

const view = viewOf([session(-9), session(-5), session(-4, { status: "skipped" }), session(0)])

it.each([
  [-9, 0, [-9, -5, -4]],
  [-8, -5, [-5]],
  [-5, -5, [-5]],
  [-3, 0, []],
  [-99, -10, []],
  [-Infinity, Infinity, [-9, -5, -4]],
])("sessions between day %d and %d are those of %j", (from, to, wanted) => {
  expect(sessionsBetween(view.sessions, today + from, today + to).map(({ day }) => day - today)).toEqual(wanted)
})

it("a skipped session was not trained", () => {
  expect(lastTrained(view.sessions)?.day).toBe(today - 5)
  expect(lastTrained(viewOf([checkIn(0)]).sessions)).toBeUndefined()
})

it("decides today's session, and after it tomorrow's", () => {
  expect(dayDecided(viewOf([], { phase: "afterWarmup" }))).toBe(today)
  expect(dayDecided(viewOf([], { phase: "postSession" }))).toBe(today + 1)
})
