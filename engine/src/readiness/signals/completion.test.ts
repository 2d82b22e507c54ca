import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { completion } from "./completion.ts"
import { checkIn, date, derive, entry, outcome, session, viewOf } from "./logFixture.ts"

/** One set a number: that many of five target reps. */
const of5 = (exercise: string, ...reps: readonly number[]) =>
  reps.map((done) => ({ exercise, loadKg: 100, reps: done, targetReps: 5 }))
const target = (offset: number, exercise: string, sets: number, reps?: number) => ({
  localDate: date(offset),
  exercise,
  sets,
  ...(reps !== undefined && { reps }),
})
const plan = (parts: object): Entry => entry({ type: "plan", from: date(-60), ...parts })
const read = (yielded: string, entries: Entry[], more: object = {}) =>
  outcome(derive(completion, { yield: yielded, ...more }, viewOf(entries)))

describe("completion, % of reps", () => {
  it.each<[string, Entry[], number | string]>([
    ["all target reps", [session(-1, { sets: of5("squat", 5, 5, 5) })], 100],
    ["two of three sets", [session(-1, { sets: of5("squat", 5, 5, 2) })], 80],
    ["extra reps make up for none missing", [session(-1, { sets: of5("squat", 8, 5, 2) })], 80],
    [
      "the plan's targets",
      [plan({ targets: [target(-1, "Squat", 3, 5)] }), session(-1, { sets: of5("squat", 5, 5) })],
      200 / 3,
    ],
    [
      "a planned lift left out",
      [
        plan({ targets: [target(-1, "squat", 2, 5), target(-1, "row", 2, 5)] }),
        session(-1, { sets: of5("squat", 5, 5) }),
      ],
      50,
    ],
    [
      "the plan's reps before the sets' own",
      [plan({ targets: [target(-1, "squat", 2, 10)] }), session(-1, { sets: of5("squat", 5, 5) })],
      50,
    ],
    [
      "a target without reps leaves the sets' own",
      [plan({ targets: [target(-1, "squat", 4)] }), session(-1, { sets: of5("squat", 5, 4) })],
      90,
    ],
    [
      "a plan for another day",
      [plan({ targets: [target(-2, "squat", 9, 9)] }), session(-1, { sets: of5("squat", 5) })],
      100,
    ],
    ["no targets, completed", [session(-1, { sets: [{ exercise: "squat", reps: 5 }] })], 100],
    ["skipped", [session(-1, { status: "skipped" })], 0],
    ["the last session counts", [session(-3, { sets: of5("squat", 1) }), session(-1, { sets: of5("squat", 5) })], 100],
    ["14 days old", [session(-14, { sets: of5("squat", 4) })], 80],
    ["15 days old", [session(-15, { sets: of5("squat", 4) })], "stale"],
    ["28 days old", [session(-28, { sets: of5("squat", 4) })], "notAsked"],
    [
      "cut short without a plan, after one that says",
      [session(-3), session(-1, { status: "cutShort", sets: of5("squat", 5) })],
      "stale",
    ],
    [
      "cut short with a plan",
      [plan({ targets: [target(-1, "squat", 4, 5)] }), session(-1, { status: "cutShort", sets: of5("squat", 5, 5) })],
      50,
    ],
    ["no status and no targets ever", [checkIn(-1, { phase: "postSession", session: { rpe: 7 } })], "notAsked"],
    ["no session", [], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    const found = read("pct", entries)
    if (typeof wanted === "number") expect(found).toBeCloseTo(wanted, 9)
    else expect(found).toBe(wanted)
  })

  it.each<[string, Entry]>([
    ["in a deload", plan({ deloads: [{ from: date(-1), to: date(5) }] })],
    [
      "where a reduced session was accepted",
      entry({ type: "choice", localDate: date(-1), verdict: "reduce", did: "accepted" }),
    ],
    [
      "where less was chosen",
      entry({ type: "choice", localDate: date(-1), verdict: "train", did: "changed", changedTo: "reduce" }),
    ],
  ])("the plan does not hold %s", (_title, less) => {
    const entries = [plan({ targets: [target(-1, "squat", 4, 5)] }), less, session(-1, { sets: of5("squat", 5, 5) })]
    expect(read("pct", entries)).toBe(100)
  })
})

describe("completion, lifts with missed reps", () => {
  const short = of5("Squat", 5, 4, 4)
  const full = of5("squat", 5, 5, 5)

  it.each<[string, Entry[], number | string]>([
    ["short in two sessions running", [session(-4, { sets: short }), session(-1, { sets: short })], 1],
    ["at 90 % it is not short", [session(-4, { sets: short }), session(-1, { sets: of5("squat", 5, 4) })], 0],
    ["short, then full", [session(-4, { sets: short }), session(-1, { sets: full })], 0],
    ["full, then short", [session(-4, { sets: full }), session(-1, { sets: short })], 0],
    [
      "a session without the lift is not in between",
      [session(-7, { sets: short }), session(-4, { sets: of5("row", 5) }), session(-1, { sets: short })],
      1,
    ],
    [
      "cut short speaks of the lifts that were done",
      [session(-4, { sets: short }), session(-1, { status: "cutShort", sets: short })],
      1,
    ],
    ["the lift was last done 14 days ago", [session(-16, { sets: short }), session(-14, { sets: short })], 1],
    [
      "the lift was last done 15 days ago",
      [session(-16, { sets: short }), session(-15, { sets: short })],
      "tooFewDays",
    ],
    ["once only", [session(-1, { sets: short })], "tooFewDays"],
    ["no targets", [session(-4), session(-1)], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(read("lowLifts", entries)).toBe(wanted)
  })

  it("names the lifts, the worst first", () => {
    const both = [...short, ...of5("row", 1, 1)]
    const found = derive(
      completion,
      { yield: "lowLifts" },
      viewOf([session(-4, { sets: both }), session(-1, { sets: both })]),
    )
    expect(found).toMatchObject({ value: 2, evidence: { lifts: ["row", "Squat"], each: { row: 20 } } })
  })
})

const done = (rpe: number | undefined, ...reps: number[]) =>
  session(-1, { ...(rpe !== undefined && { rpe }), sets: of5("squat", ...reps) })

describe("completion, last session solid", () => {
  const usual = Array.from({ length: 8 }, (_, index) => session(-9 - 3 * index, { rpe: 6 }))

  it.each<[string, Entry[], boolean | string]>([
    ["all done at RPE 8, without a baseline", [done(8, 5, 5)], true],
    ["all done at RPE 8.5, without a baseline", [done(8.5, 5, 5)], false],
    ["all done within a spread (.75) of the usual RPE 6", [...usual, done(6.5, 5, 5)], true],
    ["all done above it", [...usual, done(7, 5, 5)], false],
    ["19 of 20 reps", [done(7, 5, 5, 5, 4)], true],
    ["less", [done(7, 5, 4)], false],
    ["less, RPE unknown", [done(undefined, 5, 4)], false],
    ["all done, RPE never known", [done(undefined, 5, 5)], "notAsked"],
    ["all done, RPE unknown this time", [...usual, done(undefined, 5, 5)], "stale"],
    ["skipped", [session(-1, { status: "skipped" })], false],
  ])("%s", (_title, entries, wanted) => {
    expect(read("solid", entries)).toBe(wanted)
  })
})

describe("completion, attendance", () => {
  it.each<[string, Entry[], number | string]>([
    ["every day", Array.from({ length: 14 }, (_, index) => checkIn(-index)), 100],
    [
      "seven of fourteen, a day counting once",
      [checkIn(-20), ...Array.from({ length: 7 }, (_, i) => checkIn(-i)), session(-1)],
      50,
    ],
    ["a log of thirteen days", [checkIn(-12), checkIn(0)], "tooFewDays"],
    ["no check-in", [], "notAsked"],
  ])("check-ins: %s", (_title, entries, wanted) => {
    expect(read("compliance", entries)).toBe(wanted)
  })

  it.each<[string, Entry[], number | string]>([
    [
      "planned sessions that were trained",
      [
        plan({ steps: [-14, -3, -1, 0].map((d) => ({ localDate: date(d), step: "heavy" })) }),
        session(-14),
        session(-3),
        session(-2),
      ],
      200 / 3,
    ],
    ["without a plan, sessions not skipped", [session(-4), session(-2, { status: "skipped" })], 50],
    ["neither plan nor session", [], "notAsked"],
  ])("sessions: %s", (_title, entries, wanted) => {
    expect(read("sessionPct", entries)).toEqual(typeof wanted === "number" ? expect.closeTo(wanted, 9) : wanted)
  })
})
