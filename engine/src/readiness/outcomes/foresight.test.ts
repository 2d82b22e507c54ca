import { describe, expect, it } from "vitest"
import { fromDay, toDay } from "../log/day.ts"
import { foresightOf, sumForesight } from "./foresight.ts"

const first = toDay("2025-01-01")
/** Days from the first of January, with a reduce on those of these numbers. */
const days = (length: number, ...reduced: readonly number[]) =>
  Array.from({ length }, (_, index) => ({
    localDate: fromDay(first + index),
    verdict: reduced.includes(index) ? "reduce" : "train",
    kind: null,
  }))
const on = (index: number) => fromDay(first + index)

describe("foresight", () => {
  it("counts an event as foreseen by a back-off one to fourteen days before, and not by one on its own day", () => {
    const of = (event: number) => foresightOf(days(60, 20), [on(event)], on(59))
    expect([20, 21, 34, 35].map((event) => of(event).leadDays)).toEqual([[], [1], [14], []])
  })

  it("takes the earliest back-off in the window as the lead", () => {
    expect(foresightOf(days(60, 20, 25, 30), [on(32)], on(59)).leadDays).toEqual([12])
  })

  it("holds an episode to be a false alarm only when fourteen days without an event followed it", () => {
    expect(foresightOf(days(60, 10, 40), [on(50)], on(59))).toMatchObject({ falseAlarms: 1, judgedAlarms: 2 })
    expect(foresightOf(days(60, 50), [], on(59))).toMatchObject({ falseAlarms: 0, judgedAlarms: 0 })
    expect(foresightOf(days(60, 45), [], on(59))).toMatchObject({ falseAlarms: 1, judgedAlarms: 1 })
  })

  it("leaves out events before the first day and more than fourteen days after the last", () => {
    expect(foresightOf(days(20, 5), [on(-1), on(33), on(34)], on(40)).events).toBe(1)
    expect(foresightOf([], [on(1)], on(2)).events).toBe(0)
  })

  it("sums over athletes, with the leads of all in order", () => {
    const one = foresightOf(days(60, 20), [on(30)], on(59))
    const other = foresightOf(days(60, 20), [on(22)], on(59))
    expect(sumForesight([one, other])).toMatchObject({ events: 2, foreseen: 2, leadDays: [2, 10] })
  })
})
