import { describe, expect, it } from "vitest"
import { roundTo6 } from "../../rules/rounding.ts"
import type { Entry } from "../log/schema.ts"
import { checkIn, derive, outcome, session, viewOf } from "./logFixture.ts"
import { loadVelocityResidual } from "./loadVelocityResidual.ts"

const set = (loadKg: number, meanVelocity: number | undefined, exercise = "back squat") => ({
  exercise,
  loadKg,
  reps: 3,
  meanVelocity,
})
/** The line v = 1.5 − load / 100. */
const profile = (loads: readonly number[], exercise?: string): Entry[] =>
  loads.map((loadKg, index) =>
    session(-3 - 2 * index, {
      sets: [{ ...set(loadKg, 1.5 - loadKg / 100, exercise), kind: index % 2 === 0 ? "warmup" : "working" }],
    }),
  )
const warmup = (...sets: readonly object[]): Entry =>
  checkIn(0, { phase: "afterWarmup", session: { sets: sets.map((one) => ({ ...one, kind: "warmup" })) as never } })
const found = (entries: Entry[], yielded = "residual", more: object = {}) =>
  derive(loadVelocityResidual, { yield: yielded, ...more }, viewOf(entries, { phase: "afterWarmup" }))
const value = (entries: Entry[], yielded?: string) => {
  const signal = found(entries, yielded)
  return signal.known && typeof signal.value === "number" ? roundTo6(signal.value) : outcome(signal)
}
const four = [40, 60, 80, 100]

describe("loadVelocityResidual", () => {
  it.each<[string, Entry[], number | string]>([
    ["on the line", [...profile(four), warmup(set(60, 0.9))], 0],
    ["faster", [...profile(four), warmup(set(60, 0.95))], 0.05],
    ["slower, the mean over the sets", [...profile(four), warmup(set(60, 0.8), set(80, 0.68))], -0.06],
    ["a load off the profile's range is left out", [...profile(four), warmup(set(20, 0.5), set(60, 0.8))], -0.1],
    ["only loads off the range", [...profile(four), warmup(set(20, 0.5))], "noBaseline"],
    ["three loads are too few", [...profile([40, 60, 80]), warmup(set(60, 0.9))], "noBaseline"],
    ["another lift's profile is of no use", [...profile(four, "bench press"), warmup(set(60, 0.9))], "noBaseline"],
    ["no speed measured today", [...profile(four), warmup(set(60, undefined))], "stale"],
    ["no speed measured in 28 days", [warmup(set(60, undefined))], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(value(entries)).toBe(wanted)
  })

  it.each([
    ["one set at .10 m/s under the line is noise", [set(60, 0.8)], 0],
    ["one set at .12 m/s under it is not", [set(60, 0.78)], 1],
    ["two sets detect .09 m/s", [set(60, 0.81), set(80, 0.61)], 1],
    ["faster never is", [set(60, 1.2)], 0],
  ])("number of slow lifts: %s", (_title, sets, wanted) => {
    expect(value([...profile(four), warmup(...sets)], "dropLifts")).toBe(wanted)
  })

  it("takes the worst of several lifts and names those that are slow", () => {
    const bench = profile(four, "bench press").map((one) => ({ ...one, clientId: "bench" }))
    const signal = found([...profile(four), ...bench, warmup(set(60, 0.9), set(60, 0.7, "Bench  Press"))])
    expect(signal).toMatchObject({ known: true, evidence: { lifts: ["Bench  Press"], n: 4 } })
    expect(signal.known && signal.value).toBeCloseTo(-0.2, 9)
  })

  it("leaves out sessions older than the window", () => {
    expect(outcome(found([...profile(four), warmup(set(60, 0.9))], "residual", { withinDays: 14 }))).toBeCloseTo(0, 9)
    const old = profile([...four, 40, 60, 80, 100]).slice(6)
    expect(outcome(found([...old, warmup(set(60, 0.9))], "residual", { withinDays: 14 }))).toBe("noBaseline")
  })
})
