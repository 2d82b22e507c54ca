import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { daysOverdue, deloadState } from "./deloadState.ts"
import { checkIn, date, derive, entry, outcome, session, viewOf } from "./logFixture.ts"

const advanced = entry({ type: "athlete", experience: "advanced" })
const beginner = entry({ type: "athlete", experience: "beginner" })
/** A deload that ended so many days ago, and training since. */
const after = (days: number): Entry[] => [
  entry({ type: "plan", from: date(-200), deloads: [{ from: date(-days - 6), to: date(-days) }] }),
  ...Array.from({ length: Math.ceil(days / 3) }, (_, index) => session(-1 - 3 * index)),
]

describe.each([
  ["experienced", [advanced], 28, 42],
  ["a beginner", [beginner], 42, 56],
  ["of unknown experience", [], 42, 56],
])("%s", (_who, athlete, windowFrom, dueAfter) => {
  it.each([
    ["before the window", windowFrom - 1, "notDue", 0],
    ["on the first day of the window", windowFrom, "window", 0],
    ["on its last day", dueAfter, "window", 0],
    ["a day past it", dueAfter + 1, "overdue", 1],
    ["a week past it", dueAfter + 7, "overdue", 7],
  ])("%s", (_title, days, state, overdue) => {
    const view = viewOf([...athlete, ...after(days)])
    expect(outcome(derive(deloadState, {}, view))).toBe(state)
    expect(outcome(derive(daysOverdue, {}, view))).toBe(overdue)
  })
})

describe("deload state", () => {
  it("is inDeload during one, and nothing is overdue", () => {
    const view = viewOf([advanced, ...after(0)])
    expect(outcome(derive(deloadState, {}, view))).toBe("inDeload")
    expect(outcome(derive(daysOverdue, {}, view))).toBe(0)
  })

  it("is unknown with nothing on record", () => {
    expect(outcome(derive(deloadState, {}, viewOf([advanced, checkIn(0)])))).toBe("notAsked")
    expect(outcome(derive(daysOverdue, {}, viewOf([advanced, checkIn(0)])))).toBe("notAsked")
  })

  it("takes a lower bound at its word and says so", () => {
    const entries = [advanced, ...Array.from({ length: 20 }, (_, index) => session(-1 - 3 * index))]
    const found = derive(daysOverdue, {}, viewOf(entries))
    expect(found).toMatchObject({ value: 16, evidence: { note: expect.stringContaining("at least") } })
  })

  it("takes its limits from its parameters", () => {
    const view = viewOf([advanced, ...after(22)])
    expect(outcome(derive(deloadState, { windowFromWeeks: 2, dueAfterWeeks: 3 }, view))).toBe("overdue")
    expect(outcome(derive(daysOverdue, { dueAfterWeeks: 3 }, view))).toBe(1)
  })
})
