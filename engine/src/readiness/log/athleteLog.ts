import type { LoggedEntry } from "./loggedEntry.ts"
import { AthleteLog } from "./orderedLog.ts"
import { resolveEntries } from "./resolveEntries.ts"

export type { AthleteLog } from "./orderedLog.ts"

/** One athlete's log out of any entries, in any order and repeated at will: corrections and duplicates are resolved here. */
export function readLog(entries: readonly LoggedEntry[], athleteId: string): AthleteLog {
  return new AthleteLog(athleteId, resolveEntries(entries, athleteId))
}
