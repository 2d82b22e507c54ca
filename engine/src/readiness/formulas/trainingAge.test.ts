import { describe, expect, it } from "vitest"
import { toDay } from "../log/day.ts"
import { suggestExperience } from "./trainingAge.ts"

const today = toDay("2020-03-01")

describe("suggested experience", () => {
  it.each([
    { start: "2020-03-01", is: "beginner" },
    { start: "2019-03-02", is: "beginner" },
    { start: "2019-03-01", is: "intermediate" },
    { start: "2017-03-01", is: "intermediate" },
    { start: "2017-02-28", is: "advanced" },
    { start: "1999-12-31", is: "advanced" },
  ])("with training since $start is $is", ({ start, is }) => {
    expect(suggestExperience(toDay(start), today, [])).toBe(is)
  })

  it.each([
    { name: "55 days since the last session", sessions: [-55], is: "advanced" },
    { name: "56 days since the last session", sessions: [-56], is: "intermediate" },
    { name: "back today after 56 days", sessions: [-56, 0], is: "intermediate" },
    { name: "back for 55 days after 60", sessions: [-115, -55, -30, -3], is: "intermediate" },
    { name: "back for 56 days after 60", sessions: [-116, -56, -30, -3], is: "advanced" },
    { name: "back for 55 days after 55", sessions: [-110, -55, -30, -3], is: "advanced" },
  ])("of ten years is $is with $name", ({ sessions, is }) => {
    const days = sessions.map((offset) => today + offset)
    expect(suggestExperience(toDay("2010-03-01"), today, days)).toBe(is)
  })

  it("never falls below beginner", () => {
    expect(suggestExperience(toDay("2019-06-01"), today, [today - 100])).toBe("beginner")
  })
})
