import { experienceNames } from "@barometer/engine/readiness"
import type { Simulation } from "./options.ts"
import { seededRandom } from "./seededRandom.ts"

/** What stays the same of a simulated lifter. */
export interface SimulatedAthlete {
  readonly index: number
  readonly athleteId: string
  readonly experience: (typeof experienceNames)[number]
  /** Null: nobody plans deloads, so that they fall due. */
  readonly deloadEveryWeeks: number | null
  /** Mean answers, 1 to 5. */
  readonly items: Readonly<Record<ItemName, number>>
  readonly restingHr: number
  readonly sleepHours: number
  readonly lnRmssd: number
  readonly bodyMass: number
  /** Share of days without a morning check-in. */
  readonly missing: number
  /** Share of mornings answered with the same numbers as ever, whatever is true. */
  readonly flatness: number
  /** Weekdays trained, Monday 0. */
  readonly trainingDays: readonly number[]
}

export const itemNames = ["sleepQuality", "motivation", "mood", "fatigue", "muscleSoreness", "stress"] as const
export type ItemName = (typeof itemNames)[number]

const threeDays = [0, 2, 4] as const
const fourDays = [0, 1, 3, 5] as const
const flatShare = 0.25
const unplannedShare = 0.3
/** 22 % of days are missing in kept logs. */
const missingShare = 0.22

/** Draws a lifter by number from 0. Missing days come to 22 % over the squad, none when `missedDays` is left out. */
export function drawAthlete(
  { seed, experience, deloadEveryWeeks, without }: Simulation,
  index: number,
): SimulatedAthlete {
  const random = seededRandom(seed, index, "athlete")
  const around = (mean: number, spread: number) => mean + (random.uniform() * 2 - 1) * spread
  const drawn = random.pick(experienceNames)
  const isFlat = random.chance(flatShare)
  const flatness = around(0.7, 0.1)
  const isUnplanned = random.chance(unplannedShare)
  return {
    index,
    athleteId: `s${String(index + 1).padStart(3, "0")}`,
    experience: experience === "mixed" ? drawn : experience,
    deloadEveryWeeks: isUnplanned && !without.includes("unplannedAthletes") ? null : deloadEveryWeeks,
    items: {
      sleepQuality: around(3.5, 0.4),
      motivation: around(3.7, 0.4),
      mood: around(3.6, 0.4),
      fatigue: around(2.4, 0.4),
      muscleSoreness: around(2.4, 0.4),
      stress: around(2.4, 0.4),
    },
    restingHr: around(55, 8),
    sleepHours: around(7.4, 0.6),
    lnRmssd: around(4, 0.4),
    bodyMass: around(80, 18),
    missing: without.includes("missedDays") ? 0 : around(missingShare, 0.1),
    flatness: isFlat && !without.includes("flatAnswers") ? flatness : 0,
    trainingDays: random.chance(0.5) ? threeDays : fourDays,
  }
}
