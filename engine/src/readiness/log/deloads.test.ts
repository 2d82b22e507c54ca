import { describe, expect, it } from "vitest"
import { date, entry, today, viewOf } from "../signals/logFixture.ts"
import type { Entry } from "./schema.ts"

const plan = (from: number, parts: Record<string, unknown> = {}) => entry({ type: "plan", from: date(from), ...parts })
const accepted = (on: number, parts: Record<string, unknown> = {}) =>
  entry({ type: "choice", localDate: date(on), verdict: "deload", did: "accepted", ...parts })
const cause = (name: string, from: number, to: number) =>
  entry({ type: "annotation", cause: name, from: date(from), to: date(to) })
const dated = (from: number, to: number) => ({ from: date(from), to: date(to) })
/** [first day, last day, origin] of each, in days from today. */
const seen = (entries: readonly Entry[], at = {}) =>
  viewOf(entries, at).deloads.map(({ from, to, origin }) => [from - today, to - today, origin])

describe("deloads", () => {
  it.each([
    { name: "none planned or accepted", entries: [], are: [] },
    {
      name: "dates in the plan, past and future",
      entries: [plan(-60, { deloads: [dated(-30, -24), dated(20, 26)] })],
      are: [
        [-30, -24, "planned"],
        [20, 26, "planned"],
      ],
    },
    { name: "accepted yesterday: seven days from the next", entries: [accepted(-1)], are: [[0, 6, "accepted"]] },
    { name: "accepted with dates", entries: [accepted(-3, dated(2, 5))], are: [[2, 5, "accepted"]] },
    { name: "accepted from a date", entries: [accepted(-3, { from: date(2) })], are: [[2, 8, "accepted"]] },
    { name: "accepted to a date", entries: [accepted(-3, { to: date(1) })], are: [[-2, 1, "accepted"]] },
    {
      name: "another verdict changed to it",
      entries: [accepted(-1, { verdict: "reduce", did: "changed", changedTo: "deload" })],
      are: [[0, 6, "accepted"]],
    },
    { name: "declined", entries: [accepted(-1, { did: "declined" })], are: [] },
    { name: "changed to something else", entries: [accepted(-1, { did: "changed", changedTo: "reduce" })], are: [] },
    { name: "another verdict accepted", entries: [accepted(-1, { verdict: "reduce" })], are: [] },
    { name: "ending before it begins", entries: [accepted(-1, dated(3, 2))], are: [] },
  ])("$name", ({ entries, are }) => {
    expect(seen(entries)).toEqual(are)
  })

  it("accepting a deload that is going on, day by day, makes no second one", () => {
    expect(seen([accepted(-9), accepted(-8), accepted(-2), accepted(-1)])).toEqual([
      [-8, -2, "accepted"],
      [0, 6, "accepted"],
    ])
    expect(seen([plan(-60, { deloads: [dated(-3, 3)] }), accepted(-4), accepted(-1)])).toEqual([[-3, 3, "planned"]])
  })

  it("of one day's choices about a verdict the latest recorded counts", () => {
    const later = accepted(-1, { did: "declined", recordedAt: `${date(-1)}T20:00:00Z` })
    expect(seen([later, accepted(-1, { recordedAt: `${date(-1)}T08:00:00Z` })])).toEqual([])
  })

  it("a choice is not seen by the day's own verdicts", () => {
    expect(seen([accepted(0)], { phase: "afterWarmup" })).toEqual([])
    expect(seen([accepted(0)], { phase: "postSession" })).toEqual([[1, 7, "accepted"]])
  })
})

describe("a rhythm of deloads", () => {
  it.each([
    {
      name: "counts from the plan when there was none before",
      entries: [plan(-30, { deloadEveryWeeks: 5 })],
      are: [[5, 11, "planned"]],
    },
    {
      name: "makes one after another",
      entries: [plan(-90, { deloadEveryWeeks: 5 })],
      are: [
        [-55, -49],
        [-13, -7],
        [29, 35],
      ],
    },
    {
      name: "counts from the end of one in the plan",
      entries: [plan(-30, { deloadEveryWeeks: 3, deloads: [dated(-20, -14)] })],
      are: [
        [-20, -14],
        [8, 14],
      ],
    },
    {
      name: "counts from the end of one before the plan",
      entries: [plan(-50, { deloads: [dated(-45, -39)] }), plan(-30, { deloadEveryWeeks: 6 })],
      are: [
        [-45, -39],
        [4, 10],
      ],
    },
    {
      name: "never begins before it was planned",
      entries: [plan(-90, { deloads: [dated(-80, -74)] }), plan(-2, { deloadEveryWeeks: 4 })],
      are: [
        [-80, -74],
        [-2, 4],
        [33, 39],
      ],
    },
    {
      name: "gives way to an accepted one and counts from it",
      entries: [plan(-30, { deloadEveryWeeks: 5 }), accepted(-1)],
      are: [
        [0, 6, "accepted"],
        [42, 48],
      ],
    },
    {
      name: "gives way to a dated one that overlaps",
      entries: [plan(-30, { deloadEveryWeeks: 5, deloads: [dated(8, 14)] })],
      are: [
        [8, 14],
        [50, 56],
      ],
    },
    {
      name: "changes with a later plan",
      entries: [plan(-90, { deloadEveryWeeks: 5 }), plan(-20, { deloadEveryWeeks: 3 })],
      are: [
        [-55, -49],
        [-20, -14],
        [8, 14],
      ],
    },
  ])("$name", ({ entries, are }) => {
    expect(seen(entries)).toEqual(are.map(([from, to, origin = "planned"]) => [from, to, origin]))
  })

  it("one that has been planned is not moved by a choice made after it began", () => {
    expect(seen([plan(-40, { deloadEveryWeeks: 5 }), accepted(-3)])).toEqual([
      [-5, 1, "planned"],
      [37, 43, "planned"],
    ])
  })

  it("excludes its days, and those of illness and travel, from baselines", () => {
    const view = viewOf([
      plan(-40, { deloadEveryWeeks: 5 }),
      cause("illness", -12, -11),
      cause("travel", -20, -20),
      cause("exam", -30, -28),
    ])
    const excluded = Array.from({ length: 31 }, (_, index) => index - 30).filter((day) =>
      view.isExcludedFromBaselines(today + day),
    )
    expect(excluded).toEqual([-20, -12, -11, -5, -4, -3, -2, -1, 0])
  })
})
