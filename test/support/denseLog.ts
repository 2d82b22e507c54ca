import { type Entry, type LoggedEntry, fromDay, parseEntry, toDay, toLoggedEntry } from "@barometer/engine/readiness"

/** A log with every measure every morning and a session with six working sets every other day: the heaviest a decision meets. */
export function denseLog(
  days: number,
  athleteId = "dense",
): { readonly entries: readonly LoggedEntry[]; readonly lastDate: string } {
  const first = toDay("2016-01-01")
  const wave = (day: number, period: number, low: number, high: number) =>
    low + Math.abs(((day * 7919) % (2 * period)) - period) * ((high - low) / period)
  const scale = (day: number, period: number) => Math.round(wave(day, period, 2, 4))
  const entries: unknown[] = [{ type: "athlete", athleteId, experience: "intermediate" }]
  for (let day = 0; day < days; day++) {
    const localDate = fromDay(first + day)
    const measures = {
      sleepQuality: scale(day, 3),
      fatigue: scale(day, 5),
      muscleSoreness: scale(day, 4),
      stress: scale(day, 7),
      mood: scale(day, 6),
      motivation: scale(day, 8),
      restingHr: Math.round(wave(day, 11, 48, 55)),
      sleepHours: Math.round(wave(day, 9, 60, 85)) / 10,
      hrvRmssd: Math.round(wave(day, 13, 50, 80)),
    }
    entries.push({
      type: "checkIn",
      athleteId,
      clientId: `m${day}`,
      localDate,
      phase: "morning",
      measures,
      joints: [],
      symptoms: [],
    })
    if (day % 2 === 0 && day < days - 1)
      entries.push({
        type: "checkIn",
        athleteId,
        clientId: `s${day}`,
        localDate,
        phase: "postSession",
        session: {
          status: "completed",
          durationMin: 60,
          rpe: Math.round(wave(day, 5, 6, 8)),
          sets: ["back squat", "bench press"].flatMap((exercise) =>
            [0, 1, 2].map(() => ({
              exercise,
              loadKg: 100 + Math.floor(day / 14) * 0.5,
              reps: 5,
              targetReps: 5,
              rpe: 8,
              meanVelocity: 0.5,
            })),
          ),
        },
      })
  }
  return { entries: entries.map((entry) => toLoggedEntry(parsed(entry))), lastDate: fromDay(first + days - 1) }
}

function parsed(json: unknown): Entry {
  const entry = parseEntry(json)
  if (!entry.ok) throw new Error(entry.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"))
  return entry.value
}
