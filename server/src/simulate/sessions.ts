import { fromDay, toDay } from "@barometer/engine/readiness"
import type { SimulatedAthlete } from "./athlete.ts"
import type { Day } from "./day.ts"
import { type Episode, strengthOn } from "./episodes.ts"
import type { Simulation } from "./options.ts"
import { type DayRange, isWithin } from "./plannedDeloads.ts"
import type { SeededRandom } from "./seededRandom.ts"

/** Lifts by training day in turn, with the share of a body's mass that an average lifter of each experience presses once. */
const lifts = [
  { exercise: "back squat", share: 1.5 },
  { exercise: "bench press", share: 1.1 },
  { exercise: "deadlift", share: 1.8 },
  { exercise: "overhead press", share: 0.7 },
] as const
const pairs = [
  [0, 1],
  [2, 3],
  [0, 3],
  [1, 2],
] as const
const levels = { beginner: 0.7, intermediate: 1, advanced: 1.35 } as const
/** Strength gained a week, as a share. */
const weeklyGain = { beginner: 0.008, intermediate: 0.003, advanced: 0.001 } as const
const targetReps = 5
const workingSets = 4
const usualRpe = 8
const skippedShare = 0.06
const lostRepShare = 0.03

/** A session's check-in before it is parsed. */
interface SessionDraft extends Readonly<Record<string, unknown>> {
  readonly localDate: string
}

/** Three or four sessions a week of two lifts, slowly progressing; lighter and shorter in deloads; none in illness, travel and gaps. */
export function simulateSessions(
  athlete: SimulatedAthlete,
  simulation: Simulation,
  episodes: readonly Episode[],
  deloads: readonly DayRange[],
  random: (part: string) => SeededRandom,
): readonly SessionDraft[] {
  if (simulation.without.includes("sessions")) return []
  const draw = random("sessions")
  const first = toDay(simulation.from)
  const sessions: SessionDraft[] = []
  let number = 0
  for (let day = first; day < first + simulation.days; day++) {
    if (!athlete.trainingDays.includes((day + 3) % 7)) continue
    const pair = pairs[number % pairs.length] ?? pairs[0]
    number += 1
    const session = sessionOn(day, pair, athlete, simulation, episodes, isWithin(day, deloads), draw)
    const isSkipped = draw.chance(skippedShare)
    const isAway = (["illness", "travel", "gap"] as const).some((kind) => strengthOn(day, kind, episodes) > 0)
    if (isSkipped || isAway) continue
    const localDate = fromDay(day)
    sessions.push({
      type: "checkIn",
      athleteId: athlete.athleteId,
      clientId: `session-${localDate}`,
      localDate,
      phase: "postSession",
      recordedAt: `${localDate}T18:00:00Z`,
      session,
    })
  }
  return sessions
}

function sessionOn(
  day: Day,
  pair: readonly number[],
  athlete: SimulatedAthlete,
  simulation: Simulation,
  episodes: readonly Episode[],
  isDeload: boolean,
  draw: SeededRandom,
): object {
  const overreached = strengthOn(day, "overreaching", episodes) * simulation.overreachingSize
  const weeks = (day - toDay(simulation.from)) / 7
  const fresh = 1 - (simulation.performanceDropPct / 100) * overreached
  const sets = pair.flatMap((index) => {
    const { exercise, share } = lifts[index] ?? lifts[0]
    const oneRepMax =
      athlete.bodyMass * share * levels[athlete.experience] * (1 + weeklyGain[athlete.experience] * weeks)
    const loadKg = toPlates(oneRepMax * 0.78 * (isDeload ? 0.9 : 1))
    // Five reps at 78 % of what is there leave about two in reserve; a lower maximum makes the same load harder.
    const rpe = () =>
      usualRpe +
      (isDeload ? -2 : 0) +
      (loadKg / (oneRepMax * fresh) - 0.78 * (isDeload ? 0.9 : 1)) * 30 +
      draw.normal() * 0.5
    const warmup = { exercise, loadKg: toPlates(loadKg * 0.6), reps: 5, kind: "warmup" }
    const working = Array.from({ length: isDeload ? workingSets / 2 : workingSets }, () => {
      const effort = rpe()
      const reps = targetReps - (draw.chance(lostRepShare) || effort > 10.5 ? 1 : 0)
      return { exercise, loadKg, reps, targetReps, rpe: toHalf(clamp(effort, 5, 10)), kind: "working" }
    })
    return [warmup, ...working]
  })
  const effort =
    7 + (isDeload ? -2 : 0) + overreached * (simulation.performanceDropPct > 0 ? 1 : 0) + draw.normal() * 0.8
  return {
    status: "completed",
    durationMin: Math.round((isDeload ? 45 : 70) + draw.normal() * 6),
    rpe: toHalf(clamp(effort, 2, 10)),
    sets,
  }
}

const toPlates = (loadKg: number) => Math.round(loadKg / 2.5) * 2.5
const toHalf = (value: number) => Math.round(value * 2) / 2
const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
