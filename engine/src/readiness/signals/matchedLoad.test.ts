import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { derive, outcome, session, viewOf } from "./logFixture.ts"
import { matchedLoad } from "./matchedLoad.ts"

type Parts = Readonly<Record<string, number>>
const squat = (parts: Parts) => ({ exercise: "back squat", loadKg: 140, reps: 5, ...parts })
/** One session every third day, the last yesterday, one set of each. */
const sets = (each: readonly Parts[], make: (parts: Parts) => object = squat): Entry[] =>
  each.map((parts, index) => session(-1 - 3 * (each.length - 1 - index), { sets: [make(parts)] }))
const speeds = (velocities: readonly number[]): Entry[] => sets(velocities.map((meanVelocity) => ({ meanVelocity })))
const six = [0.5, 0.5, 0.5, 0.5, 0.5, 0.5]

const drop = (entries: Entry[], more: object = {}) =>
  derive(matchedLoad, { yield: "velocityDropLifts", ...more }, viewOf(entries))

const worn = (first: number) => ({
  sets: [
    squat({ loadKg: 100, meanVelocity: 0.9 }),
    { ...squat({ meanVelocity: 0.3 }), kind: "warmup" },
    squat({ meanVelocity: first }),
    squat({ meanVelocity: 0.2 }),
  ],
})

const bench = (parts: Parts) => ({ exercise: "bench press", loadKg: 100, reps: 5, ...parts })

describe("matchedLoad, bar speed", () => {
  it.each<[string, Entry[], number | string]>([
    ["a drop beyond the detectable change of two against six (.080 m/s)", speeds([...six, 0.42, 0.4]), 1],
    ["a drop short of it", speeds([...six, 0.43, 0.42]), 0],
    ["three earlier sessions detect less (.089 m/s)", speeds([0.5, 0.5, 0.5, 0.42, 0.41]), 0],
    ["and more than that counts", speeds([0.5, 0.5, 0.5, 0.41, 0.4]), 1],
    ["a drop without a falling trend over the last six", speeds([0.6, 0.6, 0.6, 0.4, 0.41, 0.42, 0.43, 0.44]), 0],
    ["a rise", speeds([...six, 0.6, 0.6]), 0],
    [
      "load within the band that went up",
      sets([
        ...six.map((v) => ({ meanVelocity: v })),
        { loadKg: 142.5, meanVelocity: 0.4 },
        { loadKg: 142.5, meanVelocity: 0.38 },
      ]),
      0,
    ],
    [
      "load within the band that went down",
      sets([
        ...six.map((v) => ({ meanVelocity: v })),
        { loadKg: 137.5, meanVelocity: 0.4 },
        { loadKg: 137.5, meanVelocity: 0.38 },
      ]),
      1,
    ],
    [
      "load beyond the band has no match",
      sets([
        ...six.map((v) => ({ meanVelocity: v })),
        { loadKg: 150, meanVelocity: 0.3 },
        { loadKg: 150, meanVelocity: 0.3 },
      ]),
      "tooFewDays",
    ],
    ["two earlier sessions are too few", speeds([0.5, 0.5, 0.4, 0.4]), "tooFewDays"],
    ["no device", sets(six.map(() => ({ rpe: 8 }))), "notAsked"],
    ["no session", [], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(outcome(drop(entries))).toBe(wanted)
  })

  it.each([
    [13, 1],
    [14, "stale"],
    [26, "stale"],
    [27, "notAsked"],
  ])("looked at %d days later it is %s", (day, wanted) => {
    const found = derive(
      matchedLoad,
      { yield: "velocityDropLifts", withinDays: 90 },
      viewOf(speeds([...six, 0.4, 0.38]), { day }),
    )
    expect(outcome(found)).toBe(wanted)
  })

  it("compares first working sets only, and leaves out warm-ups and other loads", () => {
    const found = drop([
      ...[-22, -19, -16, -13, -10, -7].map((day) => session(day, worn(0.5))),
      session(-4, worn(0.4)),
      session(-1, worn(0.38)),
    ])
    expect(found).toMatchObject({
      value: 1,
      evidence: { lifts: ["back squat"], each: { "back squat": expect.closeTo(0.11, 9) } },
    })
    expect(found.evidence.sets?.map(({ meanVelocity }) => meanVelocity)).toEqual([...six, 0.4, 0.38])
  })

  it("counts lifts each on its own, the worst first", () => {
    const fast = [...six, 0.35, 0.33].map((meanVelocity) => ({ meanVelocity }))
    const found = drop(
      [...speeds([...six, 0.4, 0.38]), ...sets(fast, bench)].map((one, index) => ({ ...one, clientId: `s${index}` })),
    )
    expect(found).toMatchObject({ value: 2, evidence: { lifts: ["bench press", "back squat"] } })
  })

  it("a steadier device detects less, but never under the practical band", () => {
    expect(outcome(drop(speeds([...six, 0.44, 0.43]), { sem: 0.02 }))).toBe(1)
    expect(outcome(drop(speeds([...six, 0.45, 0.44]), { sem: 0.02 }))).toBe(0)
  })
})

describe("matchedLoad, effort", () => {
  const rise = (each: readonly Parts[]) =>
    outcome(derive(matchedLoad, { yield: "effortRiseLifts" }, viewOf(sets(each))))
  const usual = [{ rpe: 7 }, { rpe: 7 }, { rpe: 7 }]

  it.each<[string, readonly Parts[], number | string]>([
    ["RPE up by one at the same load and reps", [...usual, { rpe: 8 }, { rpe: 8 }], 1],
    ["RPE up by less", [...usual, { rpe: 7.5 }, { rpe: 8 }], 0],
    ["RPE up with more reps is by design", [...usual, { rpe: 8, reps: 7 }, { rpe: 8, reps: 7 }], 0],
    ["two reps fewer at the same RPE", [...usual, { rpe: 7, reps: 3 }, { rpe: 7, reps: 3 }], 1],
    ["one rep fewer at the same RPE", [...usual, { rpe: 7, reps: 4 }, { rpe: 7, reps: 4 }], 0],
    ["two reps fewer at a lower RPE", [...usual, { rpe: 6, reps: 3 }, { rpe: 6, reps: 3 }], 0],
    ["too few sessions", [{ rpe: 7 }, { rpe: 7 }, { rpe: 8 }, { rpe: 8 }], "tooFewDays"],
    ["no RPE", [{}, {}, {}, {}, {}], "notAsked"],
  ])("%s", (_title, each, wanted) => {
    expect(rise(each)).toBe(wanted)
  })
})
