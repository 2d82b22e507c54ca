import { type Entry, fromDay, toDay } from "@barometer/engine/readiness"
import { simulateSquad } from "./simulate/index.ts"

const names = ["ada", "bruno", "chiara", "deniz", "emil", "farah", "gus", "hanna"] as const
const days = 70
/** Of the first sixty seeds the one whose squads differ most on their last day. */
const seed = 60

/** Every demo athlete's id begins so. */
export const demoPrefix = "demo."

/** Ten weeks of a small simulated squad that end with today's mornings; half of it overreached at some time, and one hurts today. */
export function demoSquad(today: string): readonly Entry[] {
  const { entries } = simulateSquad({
    athletes: names.length,
    days,
    seed,
    from: fromDay(toDay(today) - days + 1),
    overreaching: 0.5,
    overreachingSize: 1.3,
  })
  const ids = new Map(
    [...new Set(entries.map(({ athleteId }) => athleteId))].map((id, index) => [id, names[index] ?? id]),
  )
  const squad = entries
    .filter((entry) => !(entry.type === "checkIn" && entry.localDate === today && entry.phase !== "morning"))
    .map((entry) => ({ ...entry, athleteId: `${demoPrefix}${ids.get(entry.athleteId) ?? entry.athleteId}` }))
  return [...squad, hurtToday(today)]
}

/** What a simulation rarely holds on its last day: a reason to stop. */
function hurtToday(localDate: string): Entry {
  return {
    type: "checkIn",
    athleteId: `${demoPrefix}${names[0]}`,
    clientId: "hurt-today",
    localDate,
    phase: "preSession",
    joints: [{ joint: "shoulder", side: "right", pain: 8 }],
    symptoms: ["sharpPain"],
  }
}
