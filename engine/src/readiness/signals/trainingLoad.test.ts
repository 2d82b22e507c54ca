import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { checkIn, derive, outcome, session, viewOf } from "./logFixture.ts"
import { trainingLoad } from "./trainingLoad.ts"

/** Loads of consecutive days, the last yesterday: 0 is a day logged as rest, undefined a day not logged. */
const loads = (each: readonly (number | undefined)[]): Entry[] =>
  each.flatMap((load, index) => {
    const offset = index - each.length
    return load === undefined
      ? []
      : load === 0
        ? [checkIn(offset)]
        : [session(offset, { rpe: 5, durationMin: load / 5 })]
  })
const week = [300, 0, 450, 0, 400, 350, 0]
const read = (yielded: string, entries: Entry[]) => outcome(derive(trainingLoad, { yield: yielded }, viewOf(entries)))
const repeat = (n: number, load: number | undefined) => Array.from({ length: n }, () => load)

describe("trainingLoad", () => {
  it.each([
    ["weeklyLoad", 1500],
    ["monotony", 1.0424],
    ["strain", 1563.54],
  ])("%s of a logged week is %d", (yielded, wanted) => {
    expect(read(yielded, loads([900, ...week]))).toBeCloseTo(wanted, 2)
  })

  it.each<[string, Entry[], string]>([
    ["a day that is not logged", loads([900, ...week.slice(0, 6), undefined]), "tooFewDays"],
    [
      "a session without duration",
      [...loads([900, ...week.slice(0, 6), undefined]), session(-1, { rpe: 7 })],
      "tooFewDays",
    ],
    ["six days of log", loads(week.slice(0, 6)), "tooFewDays"],
    ["no session in 28 days", [session(-28, { rpe: 7, durationMin: 60 }), checkIn(0)], "notAsked"],
    ["skipped sessions only", [session(-1, { status: "skipped" })], "notAsked"],
  ])("a week with %s is unknown", (_title, entries, reason) => {
    for (const yielded of ["weeklyLoad", "monotony", "strain"]) expect(read(yielded, entries)).toBe(reason)
  })

  it("a skipped session is rest", () => {
    const entries = loads([900, ...week.slice(0, 6), undefined])
    expect(read("weeklyLoad", [...entries, session(-1, { status: "skipped" })])).toBe(1500)
  })

  it("today counts once its session is over", () => {
    const entries = [...loads([900, ...week]), session(0, { rpe: 10, durationMin: 10 })]
    const at = (phase: "preSession" | "postSession") => outcome(derive(trainingLoad, {}, viewOf(entries, { phase })))
    expect(at("preSession")).toBe(1500)
    expect(at("postSession")).toBe(1300)
  })

  it("the same load every day has no monotony", () => {
    expect(read("monotony", loads(repeat(10, 100)))).toBe("tooFewDays")
  })

  it.each([
    ["fitness", 63.654],
    ["fatigue", 99.846],
    ["form", -37.052],
    ["acwrEwma", 1],
  ])("%s after 42 days of 100 is %d", (yielded, wanted) => {
    expect(read(yielded, loads(repeat(42, 100)))).toBeCloseTo(wanted, 2)
  })

  it.each<[string, readonly (number | undefined)[], string | number]>([
    ["41 days of log are too few", repeat(41, 100), "tooFewDays"],
    ["an unlogged day leaves fitness as it was", [...repeat(21, 100), undefined, ...repeat(21, 100)], 63.654],
    ["over a quarter unlogged is too much", [100, ...repeat(11, undefined), ...repeat(30, 100)], "tooFewDays"],
  ])("fitness: %s", (_title, each, wanted) => {
    expect(read("fitness", loads(each))).toEqual(typeof wanted === "number" ? expect.closeTo(wanted, 3) : wanted)
  })
})
