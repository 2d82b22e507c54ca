import { describe, expect, it } from "vitest"
import { checkIn, date, days, derive, outcome, viewOf } from "./logFixture.ts"
import { latest } from "./latest.ts"

const knee = { joint: "knee", side: "left", pain: 3 } as const

describe("latest", () => {
  it.each([
    { name: "today's reading", entries: days("fatigue", 0, [4]), definition: {}, is: 4 },
    { name: "yesterday's, today's only asked", entries: days("fatigue", -1, [4]), definition: {}, is: "stale" },
    { name: "one at the age limit", entries: days("fatigue", -2, [4]), definition: { maxAgeDays: 2 }, is: 4 },
    { name: "one over the age limit", entries: days("fatigue", -3, [4]), definition: { maxAgeDays: 2 }, is: "stale" },
    { name: "one of 27 days ago", entries: days("fatigue", -27, [4]), definition: {}, is: "stale" },
    { name: "one of 28 days ago", entries: days("fatigue", -28, [4]), definition: {}, is: "notAsked" },
    { name: "none", entries: [], definition: {}, is: "notAsked" },
  ])("of a measure with $name is $is", ({ entries, definition, is }) => {
    expect(outcome(derive(latest, { of: "fatigue", ...definition }, viewOf(entries)))).toBe(is)
  })

  it.each([
    { at: "any", is: 4 },
    { at: "beforeSession", is: 3 },
    { at: "afterWarmup", is: 4 },
  ])("of a day with several readings, at $at, is $is", ({ at, is }) => {
    const entries = [
      ...days("fatigue", 0, [2]),
      ...days("fatigue", 0, [3], "preSession"),
      ...days("fatigue", 0, [4], "afterWarmup"),
    ]
    expect(outcome(derive(latest, { of: "fatigue", at }, viewOf(entries, { phase: "afterWarmup" })))).toBe(is)
  })

  it("of joints is the worst pain of the latest reading, naming those that hurt, the worst first", () => {
    const view = viewOf([
      checkIn(-1, { joints: [{ joint: "hip", pain: 9 }] }),
      checkIn(0, {
        joints: [
          { joint: "elbow", pain: 0 },
          knee,
          { joint: "knee", side: "right", pain: 1 },
          { joint: "shoulder", pain: 5 },
        ],
      }),
    ])
    expect(derive(latest, { of: "joints" }, view)).toEqual({
      known: true,
      value: 5,
      evidence: { days: [date(0)], each: { shoulder: 5, knee: 3, elbow: 0 }, joints: ["shoulder", "knee"] },
    })
  })

  it.each([
    { name: "asked, none hurts", entries: [checkIn(0, { joints: [] })], is: 0 },
    { name: "not asked today", entries: [checkIn(-1, { joints: [knee] }), checkIn(0)], is: "stale" },
    { name: "never asked", entries: [checkIn(0)], is: "notAsked" },
  ])("of joints, $name, is $is", ({ entries, is }) => {
    expect(outcome(derive(latest, { of: "joints" }, viewOf(entries)))).toBe(is)
  })

  it.each([
    { name: "none", entries: [checkIn(0, { symptoms: [] })], is: false },
    { name: "a fever", entries: [checkIn(0, { symptoms: ["fever"] })], is: true },
    {
      name: "a fever this morning and none before the session",
      entries: [checkIn(0, { symptoms: ["fever"] }), checkIn(0, { phase: "preSession", symptoms: [] })],
      is: true,
    },
    {
      name: "a fever yesterday, none today",
      entries: [checkIn(-1, { symptoms: ["fever"] }), checkIn(0, { symptoms: [] })],
      is: false,
    },
    { name: "not asked today", entries: [checkIn(-1, { symptoms: ["fever"] })], is: "stale" },
  ])("of symptoms with $name is $is", ({ entries, is }) => {
    expect(outcome(derive(latest, { of: "symptoms" }, viewOf(entries, { phase: "preSession" })))).toBe(is)
  })

  it("of symptoms names them", () => {
    const signal = derive(latest, { of: "symptoms" }, viewOf([checkIn(0, { symptoms: ["fever", "chestPain"] })]))
    expect(signal.evidence.note).toBe("fever, chestPain")
  })

  it.each([
    { entries: [checkIn(0, { discomfort: "signal" })], is: "signal" },
    {
      entries: [checkIn(0, { discomfort: "signal" }), checkIn(0, { phase: "afterWarmup", discomfort: "effort" })],
      is: "effort",
    },
    { entries: [checkIn(0)], is: "notAsked" },
  ])("of discomfort is the last word, $is", ({ entries, is }) => {
    expect(outcome(derive(latest, { of: "discomfort" }, viewOf(entries, { phase: "afterWarmup" })))).toBe(is)
  })

  it("does not see what is said at a later phase", () => {
    const entries = [checkIn(0, { joints: [] }), checkIn(0, { phase: "preSession", joints: [knee] })]
    expect(outcome(derive(latest, { of: "joints" }, viewOf(entries)))).toBe(0)
  })
})
