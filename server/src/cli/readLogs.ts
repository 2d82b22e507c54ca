import { type LoggedEntry, type MeasureCatalogue, parseEntry, toLoggedEntry } from "@barometer/engine/readiness"
import { nameOf, parseJson, readLines } from "./readInput.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput, toLines } from "./unusableInput.ts"

/**
 * The entries of logs by athlete, athletes in the order they appear; read line by line. Throws `UnusableInput` that
 * names file, line and field of all that is wrong in the first file that has something wrong.
 */
export async function readLogs(
  files: readonly string[],
  measures: MeasureCatalogue,
  terminal: Terminal,
): Promise<ReadonlyMap<string, readonly LoggedEntry[]>> {
  if (files.length === 0)
    throw new UnusableInput("`--log`: nothing found; expected at least one log, or `-` for standard input")
  const byAthlete = new Map<string, LoggedEntry[]>()
  for (const file of files) {
    const wrong: string[] = []
    for await (const { line, text } of readLines(file, terminal)) {
      const where = `${nameOf(file)}, line ${line}`
      try {
        const parsed = parseEntry(parseJson(text, where), measures)
        if (parsed.ok) enter(byAthlete, toLoggedEntry(parsed.value))
        else wrong.push(...toLines(where, parsed.problems))
      } catch (error) {
        if (!(error instanceof UnusableInput)) throw error
        wrong.push(...error.lines)
      }
    }
    if (wrong.length > 0) throw new UnusableInput(...wrong)
  }
  return byAthlete
}

function enter(byAthlete: Map<string, LoggedEntry[]>, logged: LoggedEntry): void {
  const entries = byAthlete.get(logged.entry.athleteId)
  if (entries === undefined) byAthlete.set(logged.entry.athleteId, [logged])
  else entries.push(logged)
}
