import { toDay, type Day } from "./day.ts"
import { phaseNames, type Entry, type Phase } from "./schema.ts"

/** A day and a phase as one whole number, so that "known by then" is one comparison: 4 a day, in order of phases. */
export type Moment = number

const phaseRanks: Readonly<Record<Phase, number>> = { morning: 0, preSession: 1, afterWarmup: 2, postSession: 3 }

export function toMoment(day: Day, phase: Phase): Moment {
  return day * 4 + phaseRanks[phase]
}

export function dayOf(moment: Moment): Day {
  return Math.floor(moment / 4)
}

export function phaseOf(moment: Moment): Phase {
  return phaseNames[moment - dayOf(moment) * 4] ?? "morning"
}

const always: Moment = Number.MIN_SAFE_INTEGER

/**
 * The moment from which decisions see an entry. A check-in: its own date and phase, whenever it was sent. An annotation:
 * its first day, but no day before the one written in its `recordedAt`. A plan: the day it was recorded, else its first.
 * A choice answers what was decided about a day's session, so the decision after it (`postSession`, about the next
 * session) is the first to see it. What an athlete entry says holds always, or from its own dates.
 */
export function seenFrom(entry: Entry): Moment {
  switch (entry.type) {
    case "checkIn":
      return toMoment(toDay(entry.localDate), entry.phase)
    case "annotation":
      return toMoment(Math.max(toDay(entry.from), recordedDay(entry) ?? -Infinity), "morning")
    case "plan":
      return toMoment(recordedDay(entry) ?? toDay(entry.from), "morning")
    case "choice": {
      const day = toDay(entry.localDate)
      const recorded = recordedDay(entry) ?? day
      return recorded > day ? toMoment(recorded, "morning") : toMoment(day, "postSession")
    }
    case "outcome":
      return toMoment(Math.max(toDay(entry.localDate), recordedDay(entry) ?? -Infinity), "postSession")
    case "athlete":
    case "withdrawal":
      break
  }
  return always
}

/** The date as it is written in `recordedAt`: local where the client writes its offset, UTC with `Z`. */
function recordedDay(entry: Entry): Day | undefined {
  return entry.recordedAt === undefined ? undefined : toDay(entry.recordedAt)
}

/** Instant of `recordedAt` in ms since 1970; an entry without one counts as recorded before all others. */
export function recordedInstant(entry: Entry): number {
  return entry.recordedAt === undefined ? -Infinity : Date.parse(entry.recordedAt)
}
