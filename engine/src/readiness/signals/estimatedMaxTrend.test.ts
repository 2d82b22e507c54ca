import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { estimatedMaxTrend } from "./estimatedMaxTrend.ts"
import { derive, outcome, session, viewOf } from "./logFixture.ts"

const single = (loadKg: number, exercise = "back squat") => ({ exercise, loadKg, reps: 1, rpe: 10 })
/** A session every week, the last today less one, with one set of each load. */
const weekly = (loads: readonly number[], make: (loadKg: number) => object = single): Entry[] =>
  loads.map((load, index) => session(-1 - 7 * (loads.length - 1 - index), { sets: [make(load)] }))
const everyOther = (loads: readonly number[]): Entry[] =>
  loads.map((load, index) => session(-1 - 2 * (loads.length - 1 - index), { sets: [single(load)] }))
const found = (entries: Entry[], more: Record<string, unknown> = {}) => derive(estimatedMaxTrend, more, viewOf(entries))

const lifts = (day: number, up: number) =>
  session(day, { sets: [single(100 + up, "press"), single(100 - up, "pull"), single(100, "hinge")] })

describe("estimatedMaxTrend, slope", () => {
  it.each<[string, Entry[], number]>([
    ["one kilogram a week on 100", weekly([98.5, 99.5, 100.5, 101.5]), 1],
    ["no change", weekly([100, 100, 100, 100]), 0],
    ["one outlier moves nothing", weekly([98.5, 99.5, 60, 101.5]), 1.0101],
    ["reps without RPE by Epley", weekly([100, 100, 100, 100], (loadKg) => ({ exercise: "row", loadKg, reps: 8 })), 0],
  ])("%s", (_title, entries, wanted) => {
    const signal = found(entries)
    expect(signal.known && signal.value).toBeCloseTo(wanted, 2)
  })

  it("takes the best working set of a session and no warm-up", () => {
    const sets = [single(90), single(100), single(95), { ...single(300), kind: "warmup" }]
    expect(outcome(found([-22, -15, -8, -1].map((day) => session(day, { sets }))))).toBe(0)
  })

  it("reduces lifts to the worst, or to their median, and names those that fall", () => {
    const entries = [lifts(-22, 0), lifts(-15, 1), lifts(-8, 2), lifts(-1, 3)]
    const worst = found(entries)
    expect(worst.known && worst.value).toBeCloseTo(-1.015, 3)
    expect(worst.evidence.lifts).toEqual(["pull"])
    expect(Object.keys(worst.evidence.each ?? {})).toEqual(["pull", "hinge", "press"])
    expect(outcome(found(entries, { reduce: "median" }))).toBe(0)
  })

  it("makes no trend out of RPE that was given only at times", () => {
    const mixed = [-22, -15, -8, -1].map((day, index) =>
      session(day, { sets: [{ exercise: "row", loadKg: 100, reps: 5, ...(index < 2 && { rpe: 7 }) }] }),
    )
    expect(outcome(found(mixed))).toBe("tooFewDays")
  })

  it.each<[string, Entry[], string]>([
    ["three sessions", weekly([100, 101, 102]), "tooFewDays"],
    [
      "no set within the formulas",
      weekly([20, 20, 20, 20], (loadKg) => ({ exercise: "curl", loadKg, reps: 20 })),
      "notAsked",
    ],
    ["body weight only", weekly([0, 0, 0, 0]), "notAsked"],
    ["no session", [], "notAsked"],
  ])("is unknown after %s", (_title, entries, reason) => {
    expect(outcome(found(entries))).toBe(reason)
  })
})

describe("estimatedMaxTrend, falling lifts", () => {
  it.each<[string, readonly number[], number]>([
    ["five in a row falling, p = .008", [104, 103, 102, 101, 100], 1],
    ["one exchange, p = .042", [104, 103, 101, 102, 100], 1],
    ["two exchanges, p = .117", [104, 102, 103, 100, 101], 0],
    ["four falling, p = .042", [103, 102, 101, 100], 1],
    ["rising", [100, 101, 102, 103, 104], 0],
    ["level", [100, 100, 100, 100, 100], 0],
  ])("%s", (_title, loads, wanted) => {
    expect(outcome(found(everyOther(loads), { yield: "fallingLifts" }))).toBe(wanted)
  })
})
