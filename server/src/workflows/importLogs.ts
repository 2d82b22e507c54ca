import { setImmediate as nextTurn } from "node:timers/promises"
import type { Entry } from "@barometer/engine/readiness"
import { AppError } from "../errors.ts"
import { refuseFuture } from "../refuseFuture.ts"
import type { TenantParts } from "../tenantParts.ts"
import { submitEntries } from "./submitEntries.ts"

/** Entries of one import over HTTP: about a minute of deciding. */
export const mostImported = 20_000
const together = 200

export interface ImportedLog {
  readonly id: string
  readonly stored: number
  readonly known: number
  readonly refused: { readonly localDate: string | null; readonly message: string }[]
}

/**
 * Stores each athlete's imported entries and decides them, some at a time, in order of date, so that none is late; what
 * is no check-in goes first. Entries that an earlier import stored are counted as known. Refused when there are too many,
 * or one is from the future; then nothing is stored.
 */
export async function importLogs(
  parts: TenantParts,
  logs: readonly (readonly [athleteId: string, entries: readonly Entry[]])[],
): Promise<readonly ImportedLog[]> {
  const count = logs.reduce((sum, [, entries]) => sum + entries.length, 0)
  if (count === 0) throw new AppError("invalidInput", "found nothing to store in the file")
  if (count > mostImported)
    throw new AppError(
      "invalidInput",
      `found ${count} entries; expected at most ${mostImported} over HTTP: import more by \`barometer import\``,
    )
  for (const [, entries] of logs) for (const entry of entries) refuseFuture(entry, parts.clock())

  const imported: ImportedLog[] = []
  for (const [id, entries] of logs) imported.push(await importLog(parts, id, entries))
  return imported
}

async function importLog(parts: TenantParts, id: string, entries: readonly Entry[]): Promise<ImportedLog> {
  const counts = { new: 0, known: 0 }
  const refused: ImportedLog["refused"] = []
  const ordered = entries.toSorted((a, b) => (placeOf(a) < placeOf(b) ? -1 : 1))
  for (let at = 0; at < ordered.length; at += together) {
    await nextTurn()
    const some = ordered.slice(at, at + together)
    for (const [index, { state, ...item }] of (await submitEntries(parts, some)).entries())
      if (state !== "refused") counts[state] += 1
      else if ("error" in item) refused.push({ localDate: dateOf(some[index]), message: item.error.message })
  }
  return { id, stored: counts.new, known: counts.known, refused }
}

/** Sorts what is no check-in before everything, and check-ins by date; those of a day keep the order of the file. */
function placeOf(entry: Entry): string {
  return entry.type === "checkIn" ? entry.localDate : ""
}

function dateOf(entry: Entry | undefined): string | null {
  return entry !== undefined && "localDate" in entry ? entry.localDate : null
}
