import type { Day } from "../log/day.ts"
import type { LogView, Session } from "../log/logView.ts"
import { tookPlace } from "../log/sessions.ts"

/** Sessions from day `from` to day `to`, both inclusive, ascending; found by bisection, so that a window of a long log is cheap. */
export function sessionsBetween(sessions: readonly Session[], from: Day, to: Day): readonly Session[] {
  return sessions.slice(firstFrom(sessions, from), firstFrom(sessions, to + 1))
}

/** The latest session that was trained; undefined when none was. */
export function lastTrained(sessions: readonly Session[]): Session | undefined {
  return sessions.findLast(tookPlace)
}

/** The earliest day of the session a decision is about: today's, or after it (`postSession`) tomorrow's. */
export function dayDecided(log: LogView): Day {
  return log.asOf.phase === "postSession" ? log.today + 1 : log.today
}

function firstFrom(sessions: readonly Session[], day: Day): number {
  let low = 0
  let high = sessions.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((sessions[middle]?.day ?? Infinity) < day) low = middle + 1
    else high = middle
  }
  return low
}
