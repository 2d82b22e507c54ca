import { describe, expect, it } from "vitest"
import { checkIn, date, entry, today } from "../signals/logFixture.ts"
import { dayOf, phaseOf, seenFrom, toMoment } from "./moment.ts"
import { phaseNames } from "./schema.ts"

const recorded = (offset: number) => ({ recordedAt: `${date(offset)}T12:00:00Z` })
const annotation = (parts: Record<string, unknown>) =>
  entry({ type: "annotation", cause: "exam", from: date(0), ...parts })
const plan = (parts: Record<string, unknown>) => entry({ type: "plan", from: date(0), ...parts })
const choice = (parts: Record<string, unknown>) =>
  entry({ type: "choice", localDate: date(0), verdict: "deload", did: "declined", ...parts })

describe("moment", () => {
  it("tells its day and phase, also before 1970", () => {
    for (const day of [-1, 0, today])
      for (const phase of phaseNames) {
        expect(dayOf(toMoment(day, phase))).toBe(day)
        expect(phaseOf(toMoment(day, phase))).toBe(phase)
      }
  })

  it.each([
    { name: "a check-in: its date and phase", of: checkIn(0, { phase: "afterWarmup" }), from: [0, "afterWarmup"] },
    { name: "a check-in sent days later: the same", of: checkIn(0, recorded(3)), from: [0, "morning"] },
    { name: "an annotation: its first day", of: annotation({}), from: [0, "morning"] },
    { name: "an annotation made before: its first day", of: annotation(recorded(-3)), from: [0, "morning"] },
    { name: "an annotation made after: the day it was made", of: annotation(recorded(2)), from: [2, "morning"] },
    { name: "a plan: its first day", of: plan({}), from: [0, "morning"] },
    { name: "a plan made before: the day it was made", of: plan(recorded(-3)), from: [-3, "morning"] },
    { name: "a plan made after: the day it was made", of: plan(recorded(2)), from: [2, "morning"] },
    { name: "a choice: after the session of its day", of: choice({}), from: [0, "postSession"] },
    { name: "a choice recorded later: that day", of: choice(recorded(2)), from: [2, "morning"] },
    {
      name: "a recordedAt with an offset: the date it is written with",
      of: annotation({ recordedAt: `${date(1)}T01:00:00+02:00` }),
      from: [1, "morning"],
    },
  ] as const)("$name", ({ of, from: [day, phase] }) => {
    expect(seenFrom(of)).toBe(toMoment(today + day, phase))
  })

  it("what an athlete entry says is always seen", () => {
    expect(seenFrom(entry({ type: "athlete" }))).toBeLessThan(toMoment(-1_000_000, "morning"))
  })
})
