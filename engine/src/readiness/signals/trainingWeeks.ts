import type { Day } from "../log/day.ts"
import type { Session } from "../log/logView.ts"
import { sessionMeasure } from "../log/sessionMeasures.ts"
import { tookPlace } from "../log/sessions.ts"
import { memoised } from "./memoised.ts"
import { sessionsBetween } from "./trainedSessions.ts"

interface Volumes {
  /** Σ load × reps of working sets, kg. */
  readonly tonnage: number | undefined
  /** Σ session RPE × minutes, arbitrary units. */
  readonly load: number | undefined
}

/** A week from Monday to Sunday with its volume; undefined where a session of it lacks what the volume is made from. */
export interface Week extends Volumes {
  readonly from: Day
  readonly to: Day
}

/** Monday of the week of a day: 1970-01-01 was a Thursday. */
export function mondayOf(day: Day): Day {
  return day - ((day + 3) % 7)
}

/** Whole weeks that begin on day `from` or later and end on day `to` or earlier, ascending; a week without sessions has volume 0. */
export function closedWeeks(sessions: readonly Session[], from: Day, to: Day): readonly Week[] {
  const trained = sessionsBetween(sessions, from, to).filter(tookPlace)
  const first = trained[0]
  if (first === undefined) return []
  const weeks: Week[] = []
  let next = 0
  for (let monday = mondayOf(first.day); monday + 6 <= to; monday += 7) {
    let tonnage: number | undefined = 0
    let load: number | undefined = 0
    for (let session = trained[next]; session !== undefined && session.day < monday + 7; session = trained[++next]) {
      const volume = volumesOf(session)
      tonnage = plus(tonnage, volume.tonnage)
      load = plus(load, volume.load)
    }
    if (monday >= from) weeks.push({ from: monday, to: monday + 6, tonnage, load })
  }
  return weeks
}

const volumesOf = memoised((session: Session): Volumes => ({
  tonnage: sessionMeasure("sessionTonnage", session),
  load: sessionMeasure("sessionLoad", session),
}))

function plus(sum: number | undefined, more: number | undefined): number | undefined {
  return sum === undefined || more === undefined ? undefined : sum + more
}
