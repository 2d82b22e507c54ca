import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { checkIn, days, derive, outcome, session, steady, viewOf } from "./logFixture.ts"
import { sessionRun } from "./sessionRun.ts"

const definition = { measure: "motivation", atMost: 2, belowBaselineBy: 1, clearedBy: { gain: 1, solidPct: 95 } }
const usual = days("motivation", -34, steady(28, 4))
const pre = (offset: number, value: number): Entry[] => days("motivation", offset, [value], "preSession")
const hard = { rpe: 9, sets: [{ exercise: "back squat", loadKg: 140, reps: 3, targetReps: 5 }] }
const solid = { rpe: 7, sets: [{ exercise: "back squat", loadKg: 140, reps: 5, targetReps: 5 }] }
const run = (entries: Entry[], more: Record<string, unknown> = {}) =>
  outcome(derive(sessionRun, { ...definition, ...more }, viewOf([...usual, ...entries], { phase: "preSession" })))

describe("sessionRun", () => {
  it.each<[string, Entry[], number | string]>([
    ["low before one session", pre(0, 2), 1],
    ["low before two sessions running", [...pre(-2, 2), session(-2, hard), ...pre(0, 2)], 2],
    ["above the limit today", [...pre(-2, 2), session(-2, hard), ...pre(0, 2.5)], 0],
    [
      "a good session between ends it",
      [...pre(-4, 1), session(-4, hard), ...pre(-2, 4), session(-2, hard), ...pre(0, 2)],
      1,
    ],
    ["a session without a reading pauses", [...pre(-4, 2), session(-4, hard), session(-2, hard), ...pre(0, 2)], 2],
    ["today without a reading pauses", [...pre(-4, 2), session(-4, hard), ...pre(-2, 2), session(-2, hard)], 2],
    ["a morning counts before a logged session", [...days("motivation", -2, [2]), session(-2, hard), ...pre(0, 2)], 2],
    ["a day without a session does not count", [session(-5, hard), ...days("motivation", -1, [2]), ...pre(0, 2)], 1],
    ["a skipped session counts", [...pre(-2, 1), session(-2, { status: "skipped" }), ...pre(0, 2)], 2],
    [
      "a gain by the warm-up takes it out",
      [...pre(-2, 2), ...days("motivation", -2, [3], "afterWarmup"), session(-2, hard), ...pre(0, 2)],
      1,
    ],
    [
      "a smaller gain does not",
      [...pre(-2, 2), ...days("motivation", -2, [2.5], "afterWarmup"), session(-2, hard), ...pre(0, 2)],
      2,
    ],
    ["a solid session takes it out", [...pre(-2, 2), session(-2, solid), ...pre(0, 2)], 1],
    [
      "what is taken out ends the run there",
      [...pre(-4, 2), session(-4, hard), ...pre(-2, 2), session(-2, solid), ...pre(0, 2)],
      1,
    ],
    ["where no session is logged each day counts", [...pre(-2, 2), ...pre(0, 2)], 2],
    [
      "nothing said for over 14 days",
      [session(-15, hard), session(-16, hard), ...days("motivation", -16, [2])],
      "stale",
    ],
  ])("%s", (_title, entries, wanted) => {
    expect(run(entries)).toBe(wanted)
  })

  it("counts only what is far enough under the own baseline", () => {
    const low = days("motivation", -34, steady(28, 2.5))
    const view = viewOf([...low, ...pre(0, 2)], { phase: "preSession" })
    expect(outcome(derive(sessionRun, definition, view))).toBe(0)
    expect(outcome(derive(sessionRun, { ...definition, belowBaselineBy: 0.5 }, view))).toBe(1)
  })

  it("needs no clearing when none is asked for", () => {
    expect(run([...pre(-2, 2), session(-2, solid), ...pre(0, 2)], { clearedBy: {} })).toBe(2)
  })

  it("today's gain clears today", () => {
    const view = viewOf([...usual, ...pre(0, 2), ...days("motivation", 0, [3], "afterWarmup")], {
      phase: "afterWarmup",
    })
    expect(outcome(derive(sessionRun, definition, view))).toBe(0)
  })

  it.each<[string, Entry[], string]>([
    ["without a baseline", pre(0, 2), "noBaseline"],
    ["with a provisional one", [...days("motivation", -15, steady(8, 4)), ...pre(0, 2)], "noBaseline"],
    ["never asked", [checkIn(0)], "notAsked"],
  ])("is unknown %s", (_title, entries, reason) => {
    expect(outcome(derive(sessionRun, definition, viewOf(entries, { phase: "preSession" })))).toBe(reason)
  })
})
