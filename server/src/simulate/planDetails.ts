import { fromDay, toDay } from "@barometer/engine/readiness"
import type { SimulatedAthlete } from "./athlete.ts"
import type { Simulation } from "./options.ts"
import type { SeededRandom } from "./seededRandom.ts"

const wave = ["heavy", "light", "medium"] as const
/** A competition every three to five months, as a lifter of some ambition has them. */
const competitionEvery: readonly [number, number] = [90, 150]
const mostSteps = 400

/** Plan entries with the steps of a wave on the training days, and with competitions. */
export function planDetails(
  { athleteId, trainingDays }: SimulatedAthlete,
  { from, days, with: extras }: Simulation,
  random: (part: string) => SeededRandom,
): readonly object[] {
  const first = toDay(from)
  const plan = (clientId: string, fields: object) => ({ type: "plan", athleteId, clientId, from, ...fields })
  const trained = Array.from({ length: days }, (_, index) => first + index).filter((day) =>
    trainingDays.includes((day + 3) % 7),
  )
  const steps = trained
    .slice(0, mostSteps)
    .map((day, index) => ({ localDate: fromDay(day), step: wave[index % wave.length] }))
  const draw = random("competitions")
  const competitions: string[] = []
  for (let day = first + draw.whole(...competitionEvery); day < first + days; day += draw.whole(...competitionEvery))
    competitions.push(fromDay(day))
  return [
    ...(extras.includes("waves") ? [plan("waves", { steps })] : []),
    ...(extras.includes("competitions") && competitions.length > 0 ? [plan("competitions", { competitions })] : []),
  ]
}
