import type { Entry } from "@barometer/engine/readiness"

/**
 * The lines of a log with entries added: a line that holds the same thing (athlete, type, client id; for check-ins date
 * and phase too) gives way to the new one, all others stay as they are, also those that are no entries.
 */
export function mergeLog(lines: readonly string[], entries: readonly Entry[]): readonly string[] {
  const fresh = new Map(entries.map((entry) => [keyOf(entry), JSON.stringify(entry)]))
  const merged = lines.map((line) => {
    const key = keyOfLine(line)
    const replacement = key === undefined ? undefined : fresh.get(key)
    if (key !== undefined) fresh.delete(key)
    return replacement ?? line
  })
  return [...merged, ...fresh.values()]
}

type Keyed = Readonly<Record<string, unknown>>

function keyOf({ athleteId, type, clientId, localDate, phase }: Keyed): string {
  return JSON.stringify([athleteId, type, clientId, ...(type === "checkIn" ? [localDate, phase] : [])])
}

function keyOfLine(line: string): string | undefined {
  try {
    const json: unknown = JSON.parse(line)
    return isKeyed(json) && json.clientId !== undefined ? keyOf(json) : undefined
  } catch {
    return undefined
  }
}

function isKeyed(value: unknown): value is Keyed {
  return value !== null && typeof value === "object"
}
