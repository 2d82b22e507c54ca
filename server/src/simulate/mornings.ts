import { fromDay, toDay } from "@barometer/engine/readiness"
import { type ItemName, type SimulatedAthlete, itemNames } from "./athlete.ts"
import type { Day } from "./day.ts"
import { type Episode, strengthOn } from "./episodes.ts"
import type { Simulation } from "./options.ts"
import type { SeededRandom } from "./seededRandom.ts"

/** Noise of the items, in levels, and of the resting heart rate, in bpm with its correlation from day to day. */
const itemSd = 0.8
const restingHrSd = 3
const restingHrLag1 = 0.4
const lnRmssdSd = 0.15

/** What each state does to what is measured, at its full strength. */
const effects = {
  overreaching: { restingHr: 7, sleepQuality: -1.5, motivation: -1.5, fatigue: 1.5, lnRmssd: -0.2 },
  illness: { restingHr: 8, sleepQuality: -0.8, motivation: -1, fatigue: 1.5, mood: -0.8, lnRmssd: -0.3 },
  travel: { restingHr: 2, sleepQuality: -1, sleepHours: -1, fatigue: 0.6 },
} as const satisfies Readonly<
  Record<string, Partial<Record<ItemName | "restingHr" | "sleepHours" | "lnRmssd", number>>>
>

/** Morning check-ins: answers, resting heart rate, sleep, HRV, joints; missing days and gaps have none. */
export function simulateMornings(
  athlete: SimulatedAthlete,
  simulation: Simulation,
  episodes: readonly Episode[],
  random: (part: string) => SeededRandom,
): readonly object[] {
  const [noise, attendance, device, joints] = [
    random("items"),
    random("attendance"),
    random("device"),
    random("joints"),
  ]
  const first = toDay(simulation.from)
  const mornings: object[] = []
  let drift = device.normal() * restingHrSd
  for (let day = first; day < first + simulation.days; day++) {
    // Everything is drawn on every day, so that what is missing changes nothing of what is not.
    const isMissing = attendance.chance(athlete.missing)
    drift = restingHrLag1 * drift + Math.sqrt(1 - restingHrLag1 ** 2) * restingHrSd * device.normal()
    const shift = (measure: string) => shiftOn(day, measure, episodes, simulation)
    const answers = answersOn(athlete, shift, noise)
    const measured = {
      restingHr: Math.round(athlete.restingHr + drift + shift("restingHr")),
      sleepHours: clamp(
        Math.round((athlete.sleepHours + shift("sleepHours") + device.normal() * 0.7) * 10) / 10,
        2,
        12,
      ),
      hrvRmssd: Math.round(Math.exp(athlete.lnRmssd + shift("lnRmssd") + device.normal() * lnRmssdSd)),
    }
    const pains = painsOn(day, episodes, joints)
    if (isMissing || strengthOn(day, "gap", episodes) > 0) continue
    const localDate = fromDay(day)
    mornings.push({
      type: "checkIn",
      athleteId: athlete.athleteId,
      clientId: `morning-${localDate}`,
      localDate,
      phase: "morning",
      recordedAt: `${localDate}T06:30:00Z`,
      measures: { ...answers, ...measured },
      joints: pains,
      symptoms: [],
    })
  }
  return mornings
}

function answersOn(
  { items, flatness }: SimulatedAthlete,
  shift: (measure: string) => number,
  random: SeededRandom,
): Readonly<Record<string, number>> {
  const isFlat = random.uniform() < flatness
  const entries = itemNames.map((name): [string, number] => {
    const felt = items[name] + shift(name) + random.normal() * itemSd
    return [name, clamp(Math.round(isFlat ? items[name] : felt), 1, 5)]
  })
  return Object.fromEntries(entries)
}

function shiftOn(day: Day, measure: string, episodes: readonly Episode[], { overreachingSize }: Simulation): number {
  return Object.entries(effects).reduce((sum, [kind, effect]) => {
    const size = new Map<string, number>(Object.entries(effect)).get(measure) ?? 0
    if (size === 0) return sum
    const strength =
      kind === "overreaching" || kind === "illness" || kind === "travel" ? strengthOn(day, kind, episodes) : 0
    return sum + size * strength * (kind === "overreaching" ? overreachingSize : 1)
  }, 0)
}

/** A joint that is in trouble hurts at 3 to 6, less at its ends; now and then another one aches for a day. */
function painsOn(day: Day, episodes: readonly Episode[], random: SeededRandom): readonly object[] {
  const [ache, pain, side] = [random.uniform(), random.normal(), random.pick(["left", "right"])]
  const trouble = episodes.find(
    ({ kind, from, to }) => kind === "jointTrouble" && toDay(from) <= day && day <= toDay(to),
  )
  if (trouble !== undefined)
    return [
      {
        joint: trouble.joint,
        side: "left",
        pain: clamp(Math.round(4.5 * strengthOn(day, "jointTrouble", episodes) + pain), 1, 8),
      },
    ]
  return hasAches(episodes) && ache < 0.02 ? [{ joint: "knee", side, pain: clamp(Math.round(2 + pain), 1, 4) }] : []
}

/** Squads without joint trouble have no stray aches either. */
function hasAches(episodes: readonly Episode[]): boolean {
  return episodes.some(({ kind }) => kind === "jointTrouble")
}

const clamp = (value: number, low: number, high: number) => Math.min(high, Math.max(low, value))
