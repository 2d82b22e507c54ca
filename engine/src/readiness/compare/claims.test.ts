import { describe, expect, it } from "vitest"
import { claimsOf } from "./claims.ts"
import { athleteFixture, comparisonFixture } from "./comparisonFixture.ts"

const squad = (athletes: number, eventsEach: number) =>
  comparisonFixture(
    Array.from({ length: athletes }, (_, index) =>
      athleteFixture(
        `a${index}`,
        {
          events: eventsEach,
          foreseen: eventsEach,
          leadDays: Array.from({ length: eventsEach }, () => 5),
          falseAlarms: 0,
        },
        { events: eventsEach, foreseen: 0, falseAlarms: 3 },
      ),
    ),
  )

describe("claims from outcomes", () => {
  it.each([
    [4, 5, "found 20 events of 4 athletes"],
    [9, 1, "found 9 events of 9 athletes"],
    [1, 1, "found 1 event of 1 athlete;"],
  ])("are refused in words for %i athletes with %i events each", (athletes, events, words) => {
    const claims = claimsOf(squad(athletes, events))
    expect(claims.refused).toContain(words)
    expect(claims).not.toHaveProperty("claims")
  })

  it("are made from 10 events and 5 athletes on, with the paired difference", () => {
    const claims = claimsOf(squad(5, 2))
    expect(claims).toMatchObject({
      refused: null,
      claims: {
        sensitivity: { a: { value: 1 }, b: { value: 0 }, difference: { value: 1, low: 1, high: 1 } },
        leadDays: { a: { value: 5 }, b: { value: null }, difference: { value: null } },
        falseAlarmsAMonth: { a: { value: 0 }, b: { value: (3 * 30.44) / 90 } },
      },
    })
  })
})
