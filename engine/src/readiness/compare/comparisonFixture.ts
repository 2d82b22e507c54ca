import type { Foresight } from "../outcomes/foresight.ts"
import type { AthleteComparison } from "./compareAthlete.ts"
import type { Comparison } from "./comparison.ts"
import { type SideCounts, forOutcomes, sumCounts } from "./counts.ts"

/** An athlete's part for tests: ninety days without a flip, with this foresight on either side. */
export function athleteFixture(
  athleteId: string,
  a: Partial<Foresight> = {},
  b: Partial<Foresight> = {},
): AthleteComparison {
  const counts = (foresight: Partial<Foresight>): SideCounts => {
    const none = sumCounts([])
    return { ...none, days: 90, kept: 90, foresight: { ...none.foresight, ...foresight } }
  }
  return {
    athleteId,
    from: "2025-01-01",
    to: "2025-03-31",
    calendarDays: 90,
    matrix: forOutcomes((from) => forOutcomes((to) => (from === "train" && to === "train" ? 90 : 0))),
    flips: [],
    otherRuleDays: 0,
    a: counts(a),
    b: counts(b),
  }
}

export function comparisonFixture(athletes: readonly AthleteComparison[]): Comparison {
  const side = { id: "x", version: 1, hash: "0", overrides: "0" }
  return { a: side, b: side, athletes }
}
