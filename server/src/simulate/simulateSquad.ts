import { type Entry, fromDay, parseEntry, toDay } from "@barometer/engine/readiness"
import { type Episode, planEpisodes } from "./episodes.ts"
import { type Simulation, type SimulationOptions, simulationSchema } from "./options.ts"
import { plannedDeloads } from "./plannedDeloads.ts"
import { seededRandom } from "./seededRandom.ts"
import { drawAthlete, type SimulatedAthlete } from "./athlete.ts"
import { simulateMornings } from "./mornings.ts"
import { simulateSessions } from "./sessions.ts"
import { simulateWarmups } from "./warmups.ts"
import { planDetails } from "./planDetails.ts"

/** What is true of a simulated athlete, whatever the log shows. */
export interface AthleteTruth {
  readonly athleteId: string
  readonly experience: string
  readonly deloadEveryWeeks: number | null
  readonly deloads: readonly { readonly from: string; readonly to: string }[]
  readonly episodes: readonly Episode[]
}

export interface SimulatedSquad {
  /** By athlete, in order of time. */
  readonly entries: readonly Entry[]
  readonly truth: readonly AthleteTruth[]
}

/**
 * A squad with known truth. The same options give the same squad; an athlete depends on the seed and its own number
 * only, so that a larger squad begins with the smaller one, and one ingredient left out leaves the others as they were.
 * Throws for options out of range.
 */
export function simulateSquad(options: SimulationOptions): SimulatedSquad {
  const simulation = simulationSchema.parse(options)
  const squad = Array.from({ length: simulation.athletes }, (_, index) => simulateAthlete(simulation, index))
  return { entries: squad.flatMap(({ entries }) => entries), truth: squad.map(({ truth }) => truth) }
}

/** One athlete of a squad, by number from 0: its entries in order of time, and the truth about it. */
export function simulateAthlete(
  simulation: Simulation,
  index: number,
): { readonly entries: readonly Entry[]; readonly truth: AthleteTruth } {
  const athlete = drawAthlete(simulation, index)
  const first = toDay(simulation.from)
  const deloads = plannedDeloads(athlete.deloadEveryWeeks, first, simulation.days)
  const random = (part: string) => seededRandom(simulation.seed, index, part)
  const episodes = planEpisodes(athlete, simulation, deloads, random)
  const sessions = simulateSessions(athlete, simulation, episodes, deloads, random)
  const drafts = [
    ...headEntries(athlete, simulation.from),
    ...planDetails(athlete, simulation, random),
    ...annotations(athlete, episodes),
    ...simulateMornings(athlete, simulation, episodes, random),
    ...simulateWarmups(athlete, simulation, episodes, sessions, random),
    ...sessions,
  ]
  const { athleteId, experience, deloadEveryWeeks } = athlete
  return {
    entries: drafts.map(toEntry).toSorted(byTime),
    truth: {
      athleteId,
      experience,
      deloadEveryWeeks,
      deloads: deloads.map(({ from, to }) => ({ from: fromDay(from), to: fromDay(to) })),
      episodes: episodes.filter(({ from }) => toDay(from) < first + simulation.days),
    },
  }
}

function headEntries({ athleteId, experience, deloadEveryWeeks }: SimulatedAthlete, from: string): readonly object[] {
  return [
    { type: "athlete", athleteId, clientId: "about", experience },
    ...(deloadEveryWeeks === null ? [] : [{ type: "plan", athleteId, clientId: "rhythm", from, deloadEveryWeeks }]),
  ]
}

/** What athletes tell about: most illnesses and journeys. */
function annotations({ athleteId }: SimulatedAthlete, episodes: readonly Episode[]): readonly object[] {
  return episodes.flatMap(({ kind, from, to, isTold }) =>
    isTold === true ? [{ type: "annotation", athleteId, clientId: `${kind}-${from}`, cause: kind, from, to }] : [],
  )
}

function toEntry(draft: object): Entry {
  const parsed = parseEntry(draft)
  if (!parsed.ok) throw new Error(`a simulated entry is refused: ${JSON.stringify(parsed.problems)}`)
  return parsed.value
}

const phaseOrder = ["morning", "preSession", "afterWarmup", "postSession"]
const timeOf = (entry: Entry) =>
  "localDate" in entry
    ? `${entry.localDate} ${entry.type === "checkIn" ? phaseOrder.indexOf(entry.phase) : 9}`
    : "from" in entry
      ? entry.from
      : ""
const byTime = (a: Entry, b: Entry) => (timeOf(a) < timeOf(b) ? -1 : timeOf(a) > timeOf(b) ? 1 : 0)
