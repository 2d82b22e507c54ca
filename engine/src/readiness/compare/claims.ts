import { median } from "../formulas/statistics.ts"
import { sumForesight } from "../outcomes/foresight.ts"
import { type Estimate, bootstrap } from "./bootstrap.ts"
import type { AthleteComparison } from "./compareAthlete.ts"
import type { Comparison } from "./comparison.ts"
import type { SideCounts } from "./counts.ts"

const claimNames = ["sensitivity", "leadDays", "falseAlarmsAMonth"] as const
/**
 * `sensitivity`: share of events with an unplanned back-off in the 14 days before; `leadDays`: median days from it to the
 * event; `falseAlarmsAMonth`: unplanned back-offs in 30.44 days of an athlete that no event followed within 14 days.
 */
export type ClaimName = (typeof claimNames)[number]

/** What logged outcomes say of two sides; `refused` tells in words why nothing is claimed. */
export type OutcomeClaims =
  | { readonly events: number; readonly athletes: number; readonly refused: string }
  | {
      readonly events: number
      readonly athletes: number
      readonly refused: null
      readonly claims: Readonly<Record<ClaimName, Claim>>
    }

export interface Claim {
  readonly a: Estimate
  readonly b: Estimate
  /** A less B, both on the same resample of athletes. */
  readonly difference: Estimate
}

const leastEvents = 10
const leastAthletes = 5
const daysAMonth = 30.44

/** Holds both sides against what was logged as gone wrong; refuses to claim anything below 10 events or 5 athletes. */
export function claimsOf({ athletes: all }: Comparison): OutcomeClaims {
  const athletes = all.filter(({ calendarDays }) => calendarDays > 0)
  const events = athletes.reduce((sum, { a }) => sum + a.foresight.events, 0)
  const found = { events, athletes: athletes.length }
  if (events < leastEvents || athletes.length < leastAthletes)
    return {
      ...found,
      refused: `found ${events} ${events === 1 ? "event" : "events"} of ${athletes.length} ${athletes.length === 1 ? "athlete" : "athletes"}; that is too few to claim anything: expected at least ${leastEvents} events and ${leastAthletes} athletes`,
    }
  return {
    ...found,
    refused: null,
    claims: {
      sensitivity: claim(athletes, (side) => sensitivity(side)),
      leadDays: claim(athletes, (side) => leadDays(side)),
      falseAlarmsAMonth: claim(athletes, falseAlarmsAMonth),
    },
  }
}

interface OfSide {
  readonly counts: SideCounts
  readonly calendarDays: number
}

function claim(athletes: readonly AthleteComparison[], statistic: (sides: readonly OfSide[]) => number | null): Claim {
  const of = (side: "a" | "b") => (sample: readonly AthleteComparison[]) =>
    statistic(sample.map((athlete) => ({ counts: athlete[side], calendarDays: athlete.calendarDays })))
  return {
    a: bootstrap(athletes, of("a")),
    b: bootstrap(athletes, of("b")),
    difference: bootstrap(athletes, (sample) => {
      const [a, b] = [of("a")(sample), of("b")(sample)]
      return a === null || b === null ? null : a - b
    }),
  }
}

function sensitivity(sides: readonly OfSide[]): number | null {
  const { events, foreseen } = sumForesight(sides.map(({ counts }) => counts.foresight))
  return events === 0 ? null : foreseen / events
}

function leadDays(sides: readonly OfSide[]): number | null {
  const days = sides.flatMap(({ counts }) => counts.foresight.leadDays)
  return days.length === 0 ? null : median(days)
}

function falseAlarmsAMonth(sides: readonly OfSide[]): number | null {
  const days = sides.reduce((sum, { calendarDays }) => sum + calendarDays, 0)
  const alarms = sides.reduce((sum, { counts }) => sum + counts.foresight.falseAlarms, 0)
  return days === 0 ? null : (alarms * daysAMonth) / days
}
