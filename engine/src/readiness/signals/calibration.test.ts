import { describe, expect, it } from "vitest"
import { measureCatalogue } from "../measures.ts"
import { calibration, calibrationOf } from "./calibration.ts"
import { days, derive, outcome, session, steady, viewOf } from "./logFixture.ts"

const ready = days("restingHr", -34, steady(35, 50))
const provisional = days("mood", -15, steady(16, 3))
const none = days("stress", -3, steady(4, 3))
const stale = days("fatigue", -34, steady(22, 3))
const gone = days("motivation", -60, steady(20, 3))
const measures = ["restingHr", "mood", "stress", "fatigue", "motivation"]

describe("calibration", () => {
  it.each([
    { name: "all ready", entries: ready, state: "ready", allReady: true },
    { name: "one provisional", entries: [...ready, ...provisional], state: "provisional", allReady: false },
    { name: "one stale", entries: [...ready, ...provisional, ...stale], state: "stale", allReady: false },
    { name: "one at its beginning", entries: [...ready, ...stale, ...none], state: "none", allReady: false },
    { name: "one given up", entries: [...ready, ...gone], state: "ready", allReady: true },
    { name: "nothing logged for 28 days", entries: gone, state: "notAsked", allReady: "notAsked" },
  ])("with $name is $state, all ready: $allReady", ({ entries, state, allReady }) => {
    expect(outcome(derive(calibration, { measures }, viewOf(entries)))).toBe(state)
    expect(outcome(derive(calibration, { measures, yield: "allReady" }, viewOf(entries)))).toBe(allReady)
  })

  it("names what is not ready", () => {
    const { evidence } = derive(calibration, { measures }, viewOf([...ready, ...provisional]))
    expect(evidence).toEqual({ n: 2, each: { restingHr: 28, mood: 9 }, note: "not ready: mood" })
  })

  it("gives the baselines of what is logged, of sessions too", () => {
    const view = viewOf([...ready, ...none, session(-1, { rpe: 7 })])
    expect(calibrationOf(view, [...measures, "sessionRpe", "nonsense"], measureCatalogue)).toMatchObject({
      restingHr: { n: 28, state: "ready", centre: 50, spread: 1.5 },
      stress: { n: 0, state: "none" },
      sessionRpe: { n: 0, state: "none" },
    })
  })
})
