import { toDay } from "@barometer/engine/readiness"
import type { SimulatedAthlete } from "./athlete.ts"
import { type Episode, strengthOn } from "./episodes.ts"
import type { Simulation } from "./options.ts"
import type { SeededRandom } from "./seededRandom.ts"

const motivationSd = 0.8
/** How far motivation falls when overreached, and what a warm-up gives back to whoever is not. */
const overreachedDrop = 1.5
const warmupGain = 0.6
/** How often a joint in trouble makes itself felt in the warm-up, and how often a lifter calls that a signal. */
const feltShare = 0.7
const signalShare = 0.3

/** Motivation asked before each session and again after its warm-up, with joints and what discomfort comes from. */
export function simulateWarmups(
  { athleteId, items }: SimulatedAthlete,
  simulation: Simulation,
  episodes: readonly Episode[],
  sessions: readonly { readonly localDate: string }[],
  random: (part: string) => SeededRandom,
): readonly object[] {
  if (!simulation.with.includes("warmups")) return []
  const draw = random("warmups")
  return sessions.flatMap(({ localDate }) => {
    const day = toDay(localDate)
    const overreached = strengthOn(day, "overreaching", episodes) * simulation.overreachingSize
    const trouble = episodes.find(
      ({ kind, from, to }) => kind === "jointTrouble" && toDay(from) <= day && day <= toDay(to),
    )
    const before = items.motivation - overreachedDrop * overreached + draw.normal() * motivationSd
    const after = before + (overreached > 0 ? 0 : warmupGain) + draw.normal() * 0.5
    const pain = toScale(4.5 * strengthOn(day, "jointTrouble", episodes) + draw.normal(), 1, 6)
    const [isFelt, isSignal] = [draw.chance(feltShare), draw.chance(signalShare)]
    const hurts = trouble !== undefined && isFelt
    const checkIn = (phase: string, time: string, fields: object) => ({
      type: "checkIn",
      athleteId,
      clientId: `${phase}-${localDate}`,
      localDate,
      phase,
      recordedAt: `${localDate}T${time}:00Z`,
      ...fields,
    })
    return [
      checkIn("preSession", "16:30", { measures: { motivation: toScale(before, 1, 5) } }),
      checkIn("afterWarmup", "16:50", {
        measures: { motivation: toScale(after, 1, 5) },
        joints: hurts ? [{ joint: trouble.joint, side: "left", pain }] : [],
        ...(hurts && { discomfort: isSignal ? "signal" : "effort" }),
      }),
    ]
  })
}

const toScale = (value: number, low: number, high: number) => Math.min(high, Math.max(low, Math.round(value)))
