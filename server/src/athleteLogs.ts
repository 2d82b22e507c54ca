import { readLog, type AthleteLog, type Entry, type LoggedEntry } from "@barometer/engine/readiness"
import type { EntryRow } from "./store/entries.ts"
import type { Store } from "./store/store.ts"

/** An athlete's log and the sequence of the last entry in it. */
export interface KnownLog {
  readonly log: AthleteLog
  readonly entries: readonly LoggedEntry[]
  readonly upTo: number
}

export interface AthleteLogs {
  /** The log as it stands. */
  read(athleteId: string): Promise<KnownLog>
  /** The log as it stood when the entry of that sequence was the athlete's last. */
  readAsKnown(athleteId: string, upTo: number): Promise<AthleteLog>
  /** Keeps nothing of the athlete any longer. */
  forget(athleteId: string): void
}

const keptEntries = 200_000

/**
 * Logs of one tenant. Entries are append-only and those of an athlete become visible in order of their sequence, as each
 * is committed in the athlete's turn; so a kept log is only ever read on from where it ended.
 */
export function createAthleteLogs(store: Store, tenant: string): AthleteLogs {
  const kept = new Map<string, KnownLog>()
  let keptCount = 0

  const keep = (athleteId: string, known: KnownLog) => {
    keptCount += known.entries.length - (kept.get(athleteId)?.entries.length ?? 0)
    kept.delete(athleteId)
    kept.set(athleteId, known)
    for (const [oldest, { entries }] of kept) {
      if (keptCount <= keptEntries || oldest === athleteId) break
      kept.delete(oldest)
      keptCount -= entries.length
    }
  }

  return {
    read: async (athleteId) => {
      const { entries: stored } = store.of(tenant)
      const before = kept.get(athleteId)
      let news = await stored.listKnown(athleteId, before === undefined ? 0 : before.upTo - 1)
      const goesOn = before !== undefined && news[0]?.sequence === before.upTo
      if (goesOn && news.length === 1) return before
      // A log whose last entry is gone was erased, perhaps by another process; what is logged since is a new one.
      if (!goesOn && before !== undefined) news = await stored.listKnown(athleteId, 0)
      const entries = goesOn ? [...before.entries, ...news.slice(1).map(fromRow)] : news.map(fromRow)
      const known = { log: readLog(entries, athleteId), entries, upTo: news.at(-1)?.sequence ?? 0 }
      keep(athleteId, known)
      return known
    },
    forget: (athleteId) => {
      keptCount -= kept.get(athleteId)?.entries.length ?? 0
      kept.delete(athleteId)
    },
    readAsKnown: async (athleteId, upTo) => {
      const entries = (await store.of(tenant).entries.listKnown(athleteId, 0, upTo)).map(fromRow)
      return readLog(entries, athleteId)
    },
  }
}

/** A row's payload was an entry when it was stored, so it is not checked again. */
export function entryOfRow(row: EntryRow): Entry {
  return JSON.parse(row.payload) as Entry
}

function fromRow(row: EntryRow): LoggedEntry {
  return { entry: entryOfRow(row), digest: row.digest }
}
