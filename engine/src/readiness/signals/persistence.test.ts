import { describe, expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { checkIn, derive, outcome, session, viewOf } from "./logFixture.ts"
import { persistence } from "./persistence.ts"

const shoulder = (offset: number, pain: number): Entry => checkIn(offset, { joints: [{ joint: "shoulder", pain }] })
const asked = (offset: number): Entry => checkIn(offset, { joints: [] })
const both = (offset: number, pain: number): Entry =>
  checkIn(offset, {
    joints: [
      { joint: "shoulder", pain },
      { joint: "knee", pain: pain - 1 },
    ],
  })

describe("persistence", () => {
  it.each<[string, Entry[], number | string]>([
    [
      "two readings at the level with a session between are a run of two",
      [shoulder(-2, 3), session(-2), shoulder(0, 3)],
      2,
    ],
    ["a reading below the level does not count", [shoulder(-2, 2.5), session(-2), shoulder(0, 3)], 1],
    [
      "a reading between clear and level pauses",
      [shoulder(-4, 3), session(-4), shoulder(-2, 2), session(-2), shoulder(0, 3)],
      2,
    ],
    [
      "a reading at clear ends the run",
      [shoulder(-4, 5), session(-4), shoulder(-2, 1), session(-2), shoulder(0, 3)],
      1,
    ],
    [
      "a day on which the joint is not named ends the run",
      [shoulder(-4, 5), session(-4), asked(-2), session(-2), shoulder(0, 3)],
      1,
    ],
    [
      "a last reading at clear leaves none",
      [shoulder(-4, 5), session(-4), shoulder(-2, 5), session(-2), shoulder(0, 1)],
      0,
    ],
    ["two mornings with no session between count once", [session(-5), shoulder(-1, 4), shoulder(0, 4)], 1],
    ["without any session the days count", [shoulder(-2, 4), shoulder(-1, 4), shoulder(0, 4)], 3],
    [
      "a skipped session is none",
      [session(-5), shoulder(-1, 4), session(-1, { status: "skipped" }), shoulder(0, 4)],
      1,
    ],
    ["over 14 days of silence end a run", [shoulder(-20, 4), shoulder(-5, 4), shoulder(0, 4)], 2],
    ["no pain is no run", [asked(-1), asked(0)], 0],
    ["a reading 14 days old still speaks", [shoulder(-15, 4), session(-15), shoulder(-14, 4)], 2],
    ["one 15 days old is stale", [shoulder(-15, 4)], "stale"],
    ["nothing asked in 28 days", [shoulder(-28, 4), checkIn(0)], "notAsked"],
    ["never asked", [checkIn(0)], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(outcome(derive(persistence, {}, viewOf(entries)))).toBe(wanted)
  })

  it("counts the morning and the evening of a session apart", () => {
    const evening = checkIn(0, {
      phase: "postSession",
      clientId: "s",
      joints: [{ joint: "knee", pain: 4 }],
      session: {},
    })
    const view = viewOf([checkIn(0, { joints: [{ joint: "knee", pain: 4 }] }), evening], { phase: "postSession" })
    expect(outcome(derive(persistence, {}, view))).toBe(2)
  })

  it("counts joints with a run, and names them, the longest first", () => {
    const view = viewOf([both(-4, 4), session(-4), shoulder(-2, 2), both(-2, 4), session(-2), shoulder(0, 5)])
    const found = derive(persistence, { yield: "joints" }, viewOf([both(-4, 4), session(-4), both(-2, 4)]))
    expect(found).toMatchObject({
      value: 2,
      evidence: { joints: ["shoulder", "knee"], each: { shoulder: 2, knee: 2 } },
    })
    expect(derive(persistence, { yield: "joints" }, view)).toMatchObject({
      value: 1,
      evidence: { joints: ["shoulder"] },
    })
  })

  it("takes level, clear and the least run from its parameters", () => {
    const entries = [shoulder(-2, 6), session(-2), shoulder(0, 5)]
    expect(outcome(derive(persistence, { level: 5 }, viewOf(entries)))).toBe(2)
    expect(outcome(derive(persistence, { level: 6 }, viewOf(entries)))).toBe(1)
    expect(outcome(derive(persistence, { level: 6, clear: 5 }, viewOf(entries)))).toBe(0)
    expect(outcome(derive(persistence, { yield: "joints", atLeast: 3 }, viewOf(entries)))).toBe(0)
  })
})
