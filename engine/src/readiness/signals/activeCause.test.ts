import { describe, expect, it } from "vitest"
import { activeCause } from "./activeCause.ts"
import { date, derive, entry, outcome, viewOf } from "./logFixture.ts"

const annotated = (cause: string, from: number, to?: number) =>
  entry({ type: "annotation", cause, from: date(from), ...(to === undefined ? {} : { to: date(to) }) })

describe("active cause", () => {
  it.each([
    { name: "none annotated", entries: [], is: false },
    { name: "one from today", entries: [annotated("illness", 0, 2)], is: true },
    { name: "one from tomorrow", entries: [annotated("illness", 1, 2)], is: false },
    { name: "one to today", entries: [annotated("illness", -3, 0)], is: true },
    { name: "one to three days ago", entries: [annotated("illness", -5, -3)], is: true },
    { name: "one to four days ago", entries: [annotated("illness", -5, -4)], is: false },
    { name: "an open one in its 14th day", entries: [annotated("illness", -13)], is: true },
    { name: "an open one in its 15th day", entries: [annotated("illness", -14)], is: false },
    { name: "another one", entries: [annotated("exam", -1, 1)], is: false },
  ])("with $name is $is", ({ entries, is }) => {
    const definition = { causes: ["illness", "travel"], daysAfter: 3, maxDays: 14 }
    expect(outcome(derive(activeCause, definition, viewOf(entries)))).toBe(is)
  })

  it("names causes and their first days", () => {
    const view = viewOf([annotated("illness", -2, 1), annotated("travel", 0, 0)])
    expect(derive(activeCause, { causes: ["illness", "travel"] }, view).evidence).toEqual({
      days: [date(-2), date(0)],
      note: "illness, travel",
    })
  })
})
