import { fromDay, toDay, type Entry, type Phase } from "@barometer/engine/readiness"
import { rankOfPhase } from "../store/phaseRanks.ts"

/** A place in an athlete's log; without a phase, before every phase of the date. */
export interface LogPlace {
  readonly localDate: string
  readonly phase?: Phase
}

/**
 * How many days after a late entry decisions are recomputed: the 35 days of a baseline and the week it is compared with.
 * Slower signals (weeks since a deload, load–velocity profiles) see a late entry further on, at their next decision.
 */
const recomputeDays = 42

export function comparePlaces(a: LogPlace, b: LogPlace): number {
  return a.localDate === b.localDate ? rankOf(a) - rankOf(b) : a.localDate < b.localDate ? -1 : 1
}

function rankOf({ phase }: LogPlace): number {
  return phase === undefined ? -1 : rankOfPhase(phase)
}

/** Whether a decision at `later` can be changed by something said at `place`. */
export function reaches(place: LogPlace, later: LogPlace): boolean {
  return comparePlaces(place, later) < 0 && toDay(later.localDate) - toDay(place.localDate) <= recomputeDays
}

/** The last date within reach of something said on this one. */
export function reachOf(localDate: string): string {
  return fromDay(toDay(localDate) + recomputeDays)
}

/** Where an entry speaks from; `undefined`: no dated decision is recomputed for it (athlete facts, outcomes; of a withdrawal it is what it takes back that speaks). */
export function placeOf(entry: Entry): LogPlace | undefined {
  if (entry.type === "athlete" || entry.type === "outcome" || entry.type === "withdrawal") return undefined
  if (entry.type === "checkIn") return { localDate: entry.localDate, phase: entry.phase }
  return { localDate: entry.type === "choice" ? entry.localDate : entry.from }
}
