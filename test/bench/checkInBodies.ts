import { fromDay, toDay } from "@barometer/engine/readiness"

const athletes = 200
const phases = ["morning", "preSession", "afterWarmup"] as const

/** Bodies of check-ins, each new: of many athletes in turn, in order of date and phase, the last at the latest today. */
export function newCheckIns(): () => string {
  const run = Date.now().toString(36)
  const today = toDay(new Date().toISOString().slice(0, 10))
  let made = 0
  return () => {
    const n = made++
    const turn = Math.floor(n / athletes)
    return JSON.stringify({
      type: "checkIn",
      athleteId: `${run}.${n % athletes}`,
      clientId: `c${n}`,
      localDate: fromDay(Math.min(today, today - 200 + Math.floor(turn / phases.length))),
      phase: phases[turn % phases.length],
      measures: { sleepQuality: 1 + (n % 5), fatigue: 2, motivation: 3, restingHr: 50 + (n % 7) },
      joints: [],
      symptoms: [],
    })
  }
}
