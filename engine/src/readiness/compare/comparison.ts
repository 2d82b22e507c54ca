import { canonicalJson, digestOf } from "../../rules/canonical.ts"
import type { OutcomeName } from "../outcomeNames.ts"
import { rulesetHash } from "../ruleset.ts"
import type { AthleteComparison, ComparedFlip, TransitionMatrix } from "./compareAthlete.ts"
import { type SideCounts, forOutcomes, sumCounts } from "./counts.ts"
import type { Side } from "./side.ts"

/** What was compared: a ruleset by its content, and the digest of its overrides. */
export interface ComparedSide {
  readonly id: string
  readonly version: number
  readonly hash: string
  readonly overrides: string
}

/** A comparison of any number of athletes; parts of one merge in any order and grouping, and once more is no more. */
export interface Comparison {
  readonly a: ComparedSide
  readonly b: ComparedSide
  /** Ascending by id. */
  readonly athletes: readonly AthleteComparison[]
}

/** The comparison of some athletes; the empty one is what merging begins with. */
export function toComparison(a: Side, b: Side, athletes: readonly AthleteComparison[] = []): Comparison {
  return mergeComparisons(
    { a: toComparedSide(a), b: toComparedSide(b), athletes: [] },
    { a: toComparedSide(a), b: toComparedSide(b), athletes },
  )
}

/** Both parts in one. The same athlete may be in both if the results agree; anything else is a bug and throws. */
export function mergeComparisons(one: Comparison, other: Comparison): Comparison {
  if (canonicalJson([one.a, one.b]) !== canonicalJson([other.a, other.b]))
    throw new Error("comparisons of different sides cannot be merged")
  const athletes = new Map(one.athletes.map((athlete) => [athlete.athleteId, athlete]))
  for (const athlete of other.athletes) {
    const before = athletes.get(athlete.athleteId)
    if (before !== undefined && canonicalJson(before) !== canonicalJson(athlete))
      throw new Error(`two different results for athlete ${athlete.athleteId}`)
    athletes.set(athlete.athleteId, athlete)
  }
  return {
    ...one,
    athletes: [...athletes.values()].toSorted((a, b) =>
      a.athleteId < b.athleteId ? -1 : a.athleteId > b.athleteId ? 1 : 0,
    ),
  }
}

/** SHA-256 of the canonical result: the same however its parts were cut and merged. */
export function comparisonDigest(comparison: Comparison): string {
  return digestOf(comparison)
}

/** What all athletes come to. */
export interface ComparisonTotals {
  readonly athletes: number
  readonly calendarDays: number
  readonly days: number
  readonly matrix: TransitionMatrix
  readonly flips: readonly ComparedFlip[]
  readonly otherRuleDays: number
  readonly a: SideCounts
  readonly b: SideCounts
}

/** Sums over the athletes that have a day with a decision; flips by athlete, then by date. */
export function comparisonTotals({ athletes: all }: Comparison): ComparisonTotals {
  const athletes = all.filter(({ calendarDays }) => calendarDays > 0)
  const total = (of: (each: AthleteComparison) => number) => athletes.reduce((sum, each) => sum + of(each), 0)
  const met = (from: OutcomeName, to: OutcomeName) => total(({ matrix }) => matrix[from][to])
  return {
    athletes: athletes.length,
    calendarDays: total(({ calendarDays }) => calendarDays),
    days: total(({ a }) => a.days),
    matrix: forOutcomes((from) => forOutcomes((to) => met(from, to))),
    flips: athletes.flatMap(({ flips }) => flips),
    otherRuleDays: total(({ otherRuleDays }) => otherRuleDays),
    a: sumCounts(athletes.map(({ a }) => a)),
    b: sumCounts(athletes.map(({ b }) => b)),
  }
}

const daysAMonth = 30.44

/** Episodes of unplanned back-offs in 30.44 calendar days of one athlete; null without any day. */
export function episodesAMonth({ unplannedEpisodes }: Pick<SideCounts, "unplannedEpisodes">, calendarDays: number) {
  return calendarDays === 0 ? null : (unplannedEpisodes * daysAMonth) / calendarDays
}

function toComparedSide({ ruleset, overrides }: Side): ComparedSide {
  return { id: ruleset.id, version: ruleset.version, hash: rulesetHash(ruleset), overrides: digestOf(overrides) }
}
