import { describe, expect, it } from "vitest"
import { isUnplannedBackOff, unplannedEpisodes } from "./backOffs.ts"

describe("an unplanned back-off", () => {
  it.each([
    ["reduce", null, true],
    ["refer", null, true],
    ["deload", "reactive", true],
    ["deload", "pulledForward", true],
    ["deload", "planned", false],
    ["deload", "overdue", false],
    ["train", null, false],
    ["push", null, false],
  ])("is told from %s of kind %s: %s", (verdict, kind, is) => {
    expect(isUnplannedBackOff({ verdict, kind })).toBe(is)
  })

  it("joins the episode of one that is at most three days before it", () => {
    const days = ["2025-01-01", "2025-01-04", "2025-01-08", "2025-01-09"].map((localDate) => ({
      localDate,
      verdict: "reduce",
      kind: null,
    }))
    expect(unplannedEpisodes(days).map((episode) => episode.length)).toEqual([2, 2])
  })

  it("is in no episode when it was planned", () => {
    expect(unplannedEpisodes([{ localDate: "2025-01-01", verdict: "deload", kind: "planned" }])).toEqual([])
  })
})
