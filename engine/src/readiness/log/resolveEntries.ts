import type { LoggedEntry } from "./loggedEntry.ts"
import { recordedInstant, seenFrom, type Moment } from "./moment.ts"
import type { Ordered } from "./ordered.ts"
import type { Entry } from "./schema.ts"

/**
 * The entries of one athlete that count, in order of when they are first seen, then of `recordedAt`, then of digest; the
 * order and repetition of the input make no difference. Of entries with one natural key (a check-in: date, phase, client
 * id; another entry: type and client id) the latest recorded counts. An entry whose client id another one supersedes
 * does not count; of two that supersede each other the later recorded one counts. A withdrawal only supersedes: it is
 * no entry itself.
 */
export function resolveEntries(entries: readonly LoggedEntry[], athleteId: string): Ordered<LoggedEntry> {
  const latest = new Map<string, LoggedEntry>()
  const superseding = new Map<string, LoggedEntry[]>()
  for (const logged of entries) {
    if (logged.entry.athleteId !== athleteId) continue
    const key = naturalKey(logged)
    const rival = latest.get(key)
    if (rival === undefined || isLater(logged, rival)) latest.set(key, logged)
    const { supersedes } = logged.entry
    if (supersedes !== undefined) superseding.set(supersedes, [...(superseding.get(supersedes) ?? []), logged])
  }
  const placed: { readonly moment: Moment; readonly logged: LoggedEntry }[] = []
  for (const logged of latest.values()) {
    const others = superseding.get(logged.entry.clientId ?? "") ?? []
    if (logged.entry.type !== "withdrawal" && !others.some((other) => replaces(other, logged)))
      placed.push({ moment: seenFrom(logged.entry), logged })
  }
  placed.sort((a, b) => a.moment - b.moment || (isLater(a.logged, b.logged) ? 1 : -1))
  return { keys: placed.map(({ moment }) => moment), items: placed.map(({ logged }) => logged) }
}

function naturalKey({ entry, digest }: LoggedEntry): string {
  if (entry.type === "checkIn") return `${entry.localDate} ${entry.phase} ${entry.clientId}`
  return entry.clientId === undefined ? digest : `${entry.type} ${entry.clientId}`
}

function isLater(a: LoggedEntry, b: LoggedEntry): boolean {
  const [recordedA, recordedB] = [recordedInstant(a.entry), recordedInstant(b.entry)]
  return recordedA === recordedB ? a.digest > b.digest : recordedA > recordedB
}

function replaces(other: LoggedEntry, logged: LoggedEntry): boolean {
  if (!namesAsReplaced(other.entry, logged.entry)) return false
  return !namesAsReplaced(logged.entry, other.entry) || isLater(other, logged)
}

function namesAsReplaced(entry: Entry, replaced: Entry): boolean {
  return (
    entry.supersedes !== undefined && entry.supersedes === replaced.clientId && entry.clientId !== replaced.clientId
  )
}
