import { describe, expect, it } from "vitest"
import { checkIn, date, logOf, session } from "../signals/logFixture.ts"
import { type OwnCallPair, ownReading, pairOwnCalls } from "./ownReading.ts"

const pair = (offset: number, ownCall: OwnCallPair["ownCall"], verdict: string, completionPct?: number) => ({
  localDate: date(offset),
  ownCall,
  verdict,
  ...(completionPct !== undefined && { completionPct }),
})
const repeat = (n: number, from: number, ownCall: OwnCallPair["ownCall"], verdict: string) =>
  Array.from({ length: n }, (_, index) => pair(from + index, ownCall, verdict))
const today = date(0)

describe("the reading of one's own readiness", () => {
  it.each([
    ["push", "push", true],
    ["push", "train", false],
    ["train", "train", true],
    ["train", "reduce", false],
    ["reduce", "reduce", true],
    ["reduce", "deload", true],
    ["reduce", "train", false],
    ["reduce", "refer", false],
    ["rest", "reduce", true],
    ["rest", "deload", true],
    ["rest", "refer", true],
    ["rest", "train", false],
  ] as const)("a call of %s on a verdict of %s agrees: %s", (ownCall, verdict, agrees) => {
    expect(ownReading([pair(0, ownCall, verdict)], today).agreed).toBe(agrees ? 1 : 0)
  })

  it.each([
    [0, null],
    [4, null],
    [5, 1],
  ])("%i calls make a share of %s", (n, share) => {
    expect(ownReading(repeat(n, -n, "train", "train"), today)).toMatchObject({ asked: n, agreed: n, share })
  })

  it("compares the last 28 days with the 28 before", () => {
    const pairs = [...repeat(5, -55, "train", "reduce"), ...repeat(5, -27, "train", "train")]
    expect(ownReading(pairs, today)).toMatchObject({
      before: { share: 0 },
      lately: { share: 1 },
      change: 1,
      share: 0.5,
    })
  })

  it("the day 28 days back belongs to the time before, the day 56 back to neither", () => {
    const reading = ownReading([pair(-28, "train", "train"), pair(-56, "train", "train")], today)
    expect([reading.asked, reading.before.asked, reading.lately.asked]).toEqual([2, 1, 0])
  })

  it("says nothing of a change from too few calls", () => {
    expect(ownReading(repeat(5, -5, "train", "train"), today).change).toBeNull()
  })

  it("holds calls against what followed, where that is known", () => {
    const pairs = [
      pair(-5, "train", "train", 95),
      pair(-4, "push", "train", 94),
      pair(-3, "reduce", "train", 80),
      pair(-2, "rest", "train", 100),
      pair(-1, "train", "train"),
    ]
    expect(ownReading(pairs, today).followed).toEqual({ asked: 4, agreed: 2, share: null })
  })

  it("leaves out what is later than today", () => {
    expect(ownReading([pair(1, "train", "train")], today).asked).toBe(0)
  })

  it("pairs the last call before a session with the verdict that stood and the session that followed", () => {
    const log = logOf([
      checkIn(-2, { ownCall: "reduce" }),
      checkIn(-2, { phase: "preSession", clientId: "b", ownCall: "train" }),
      session(-2, { sets: [{ exercise: "bench press", loadKg: 80, reps: 4, targetReps: 5 }] }),
      checkIn(-1, { ownCall: "push" }),
      checkIn(0, {}),
    ])
    const decisions = [
      { localDate: date(-2), phase: "morning", verdict: "reduce" },
      { localDate: date(-2), phase: "preSession", verdict: "train" },
      { localDate: date(-2), phase: "postSession", verdict: "push" },
      { localDate: date(0), phase: "morning", verdict: "train" },
    ] as const
    expect(pairOwnCalls(log, decisions)).toEqual([
      { localDate: date(-2), ownCall: "train", verdict: "train", completionPct: 80 },
    ])
    expect(pairOwnCalls(logOf([]), [])).toEqual([])
  })
})
