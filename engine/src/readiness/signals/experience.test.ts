import { describe, expect, it } from "vitest"
import { experience } from "./experience.ts"
import { date, derive, entry, outcome, session, viewOf } from "./logFixture.ts"

describe("experience", () => {
  it.each([
    { name: "nothing said", athlete: {}, is: "notAsked" },
    { name: "the coach's word", athlete: { experience: "advanced", trainingStart: date(-30) }, is: "advanced" },
    {
      name: "the coach's word from today",
      athlete: { experience: "advanced", experienceFrom: date(0) },
      is: "advanced",
    },
    {
      name: "the coach's word from tomorrow",
      athlete: { experience: "advanced", experienceFrom: date(1) },
      is: "notAsked",
    },
    { name: "two years of training", athlete: { trainingStart: date(-730) }, is: "intermediate" },
    { name: "half a year of training", athlete: { trainingStart: date(-180) }, is: "beginner" },
  ])("with $name is $is", ({ athlete, is }) => {
    expect(outcome(derive(experience, {}, viewOf([entry({ type: "athlete", ...athlete })])))).toBe(is)
  })

  it("suggests a level less after eight weeks off, skipped sessions not counting as training", () => {
    const entries = [
      entry({ type: "athlete", trainingStart: date(-730) }),
      session(-60),
      session(-5, { status: "skipped" }),
    ]
    expect(outcome(derive(experience, {}, viewOf(entries)))).toBe("beginner")
  })
})
