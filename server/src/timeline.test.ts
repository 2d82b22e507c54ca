import { describe, expect, test } from "vitest"
import type { DecisionSummary } from "./store/decisions.ts"
import { toTimelineDays } from "./timeline.ts"

function decision(localDate: string, changes: Partial<DecisionSummary> = {}): DecisionSummary {
  return {
    sequence: 1,
    id: "d",
    athleteId: "ann",
    entryId: "e",
    causedBy: "e",
    recomputes: null,
    localDate,
    phase: "morning",
    verdict: "train",
    kind: null,
    decidedBy: null,
    sentence: "",
    rulesetId: "r",
    rulesetVersion: 1,
    decidedAt: "",
    knownSequence: 1,
    ...changes,
  }
}

describe("a timeline", () => {
  test("gives a day the verdict of its last decision about its own session, in its newest record", () => {
    const days = toTimelineDays([
      decision("2026-03-01", { verdict: "push" }),
      decision("2026-03-01", { phase: "afterWarmup", verdict: "train" }),
      decision("2026-03-01", { phase: "afterWarmup", verdict: "reduce", recomputes: "d" }),
      decision("2026-03-01", { phase: "postSession", verdict: "deload" }),
      decision("2026-03-02", { phase: "postSession" }),
    ])
    expect(days.map((day) => day.verdict?.verdict)).toEqual(["reduce", undefined])
  })

  test("marks the 21 days before a reactive deload suspect, and not the deload itself", () => {
    const reactive = { verdict: "deload", kind: "reactive" }
    const days = toTimelineDays([
      decision("2026-03-01"),
      decision("2026-03-02"),
      decision("2026-03-22"),
      decision("2026-03-23", reactive),
      decision("2026-03-24", reactive),
      decision("2026-03-25"),
    ])
    expect(days.filter((day) => day.suspect).map((day) => day.localDate)).toEqual(["2026-03-02", "2026-03-22"])
  })

  test("marks nothing before a planned deload", () => {
    const days = toTimelineDays([
      decision("2026-03-22"),
      decision("2026-03-23", { verdict: "deload", kind: "planned" }),
    ])
    expect(days.some((day) => day.suspect)).toBe(false)
  })
})
