import { describe, expect, it } from "vitest"
import { date, entry, today, viewOf } from "../signals/logFixture.ts"

const plan = (from: number, parts: Record<string, unknown> = {}) => entry({ type: "plan", from: date(from), ...parts })
const target = (on: number, exercise: string, sets = 3) => ({ localDate: date(on), exercise, sets })

describe("plan", () => {
  it("does not exist without an entry, nor before it is made", () => {
    expect(viewOf([]).plan).toMatchObject({
      exists: false,
      deloadEveryWeeks: undefined,
      competitions: [],
      deloads: [],
      targets: [],
    })
    expect(viewOf([plan(1)]).plan.exists).toBe(false)
    expect(viewOf([plan(0)]).plan.exists).toBe(true)
  })

  it("shows what is planned after today", () => {
    const view = viewOf([
      plan(-9, { steps: [{ localDate: date(4), step: "heavy" }], competitions: [date(30), date(9), date(30)] }),
    ])
    expect(view.plan.steps.get(today + 4)).toBe("heavy")
    expect(view.plan.competitions).toEqual([today + 9, today + 30])
  })

  it("a later entry's steps and targets stand on their dates, and only there", () => {
    const { plan: seen } = viewOf([
      plan(-2, { steps: [{ localDate: date(1), step: "light" }], targets: [target(1, "press")] }),
      plan(-9, {
        steps: [
          { localDate: date(1), step: "heavy" },
          { localDate: date(2), step: "heavy" },
        ],
        targets: [target(1, "squat"), target(1, "bench"), target(2, "squat")],
      }),
    ])
    expect(seen.steps.get(today + 1)).toBe("light")
    expect(seen.steps.get(today + 2)).toBe("heavy")
    expect(seen.targets.map(({ day, exercise }) => [day - today, exercise])).toEqual([
      [1, "press"],
      [2, "squat"],
    ])
  })

  it("a later entry's deload takes the place of those it overlaps", () => {
    const { plan: seen } = viewOf([
      plan(-9, {
        deloads: [
          { from: date(2), to: date(8) },
          { from: date(30), to: date(36) },
        ],
      }),
      plan(-2, {
        deloads: [
          { from: date(8), to: date(14) },
          { from: date(5), to: date(4) },
        ],
      }),
    ])
    expect(seen.deloads).toEqual([
      { from: today + 8, to: today + 14 },
      { from: today + 30, to: today + 36 },
    ])
  })

  it.each([
    { name: "one entry", plans: [plan(-9, { deloadEveryWeeks: 5 })], is: 5 },
    { name: "a later one", plans: [plan(-2, { deloadEveryWeeks: 4 }), plan(-9, { deloadEveryWeeks: 5 })], is: 4 },
    { name: "a later one that names none", plans: [plan(-9, { deloadEveryWeeks: 5 }), plan(-2)], is: 5 },
    {
      name: "one made today for next week",
      plans: [plan(-9, { deloadEveryWeeks: 5 }), plan(7, { deloadEveryWeeks: 4, recordedAt: `${date(0)}T07:00:00Z` })],
      is: 5,
    },
  ])("has the rhythm of $name", ({ plans, is }) => {
    expect(viewOf(plans).plan.deloadEveryWeeks).toBe(is)
  })
})
