import { existsSync } from "node:fs"
import { rename, writeFile } from "node:fs/promises"
import { type Entry, athleteSchema, experienceNames, parseEntry, planSchema } from "@barometer/engine/readiness"
import {
  type App,
  type ImportReport,
  type Mapping,
  ImportRefused,
  apps,
  decodePieces,
  importRecords,
  parseMapping,
} from "../imports/index.ts"
import { type Command, type Typed, jsonOption } from "./command.ts"
import { dateOf } from "./decide.ts"
import { mergeLog } from "./mergeLog.ts"
import { unknownWord } from "./parseTyped.ts"
import { nameOf, readJson, readLines, readBytes } from "./readInput.ts"
import { count } from "./table.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput, toLines } from "./unusableInput.ts"

const mostTold = 20

export const importCommand: Command = {
  summary: "Turns exports of other apps (CSV, or a JSON list of records) into a log.",
  usage: "FILE… [--from APP|mapping] [--mapping FILE] (--athlete ID | --athlete-column NAME) --out LOG",
  takesRest: true,
  options: {
    from: {
      value: "APP",
      help: `${[...apps.keys()].join(", ")}, or mapping; absent: told by the columns, or guessed from their names`,
    },
    mapping: { value: "FILE", help: "how columns become entries, JSON" },
    athlete: { value: "ID", help: "the athlete that everything belongs to" },
    "athlete-column": { value: "NAME", help: "the column that names each row's athlete" },
    out: {
      value: "LOG",
      help: "the log to write, or `-`; what it already holds stays, and the same import replaces itself",
    },
    "deload-every-weeks": { value: "N", help: "adds the plan of a deload after every N weeks" },
    experience: { value: "WORD", help: "beginner, intermediate or advanced: adds an athlete entry" },
    "training-start": { value: "DATE", help: "since when the athlete trains: adds it to the athlete entry" },
    zone: { value: "ZONE", help: "IANA zone in which instants become local dates, such as Europe/Oslo" },
    json: jsonOption,
  },
  run: importFiles,
}

async function importFiles(typed: Typed, terminal: Terminal): Promise<0> {
  const out = typed.text("out")
  if (typed.rest.length === 0) throw new UnusableInput("nothing found to import; expected at least one file")
  if (out === undefined) throw new UnusableInput("`--out`: nothing found; expected the log to write, or `-`")
  const mapping = await mappingOf(typed, terminal)
  const athlete = athleteOf(typed)
  const zone = zoneOf(typed)
  const entries: Entry[] = []
  const reports: ImportReport[] = []
  for (const file of typed.rest) {
    try {
      const imported = await importRecords(decodePieces(readBytes(file, terminal)), mapping, {
        file,
        athlete,
        ...(zone !== undefined && { zone }),
      })
      entries.push(...imported.entries)
      reports.push(imported.report)
    } catch (error) {
      if (error instanceof ImportRefused) throw new UnusableInput(error.message)
      throw error
    }
  }
  const used = reports.reduce((sum, { rows }) => sum + rows.used, 0)
  // With the log on standard output, the report is for the person at the other one.
  const tell =
    out === "-" ? (line: string) => Promise.resolve(terminal.warn(line)) : (line: string) => terminal.print(line)
  for (const report of reports)
    for (const line of typed.has("json") ? [JSON.stringify(report)] : reportLines(report)) await tell(line)
  if (used === 0) throw new UnusableInput("no row could be used; nothing was written")
  const told = [...headEntries(typed, entries), ...entries]
  if (out === "-") for (const entry of told) await terminal.print(JSON.stringify(entry))
  else await writeLog(out, told, terminal)
  if (!typed.has("json")) await tell(`${count(told.length, "entry", "entries")} in ${nameOf(out)}`)
  return 0
}

async function mappingOf(typed: Typed, terminal: Terminal): Promise<Mapping | App | undefined> {
  const [from, file] = [typed.text("from"), typed.text("mapping")]
  if (file !== undefined) {
    if (from !== undefined && from !== "mapping")
      throw new UnusableInput(`found both \`--from ${from}\` and \`--mapping\`; expected one of them`)
    const parsed = parseMapping(await readJson(file, terminal))
    if (!parsed.ok) throw new UnusableInput(...toLines(nameOf(file), parsed.problems))
    return parsed.value
  }
  if (from === undefined) return undefined
  if (from === "mapping") throw new UnusableInput("`--mapping`: nothing found; expected the file of the mapping")
  const app = apps.get(from)
  if (app === undefined) throw new UnusableInput(unknownWord("app", from, [...apps.keys(), "mapping"]))
  return app
}

function athleteOf(typed: Typed): { readonly id: string } | { readonly column: string } {
  const [id, column] = [typed.text("athlete"), typed.text("athlete-column")]
  if (id !== undefined && column !== undefined)
    throw new UnusableInput("found both `--athlete` and `--athlete-column`; expected one of them")
  if (column !== undefined) return { column }
  if (id === undefined)
    throw new UnusableInput(
      "`--athlete`: nothing found; expected the athlete's id, or `--athlete-column` with the column that holds it",
    )
  if (!athleteSchema.shape.athleteId.safeParse(id).success)
    throw new UnusableInput(
      `\`--athlete\`: found \`${id}\`; expected letters, digits and . _ : @ - only, starting with a letter or digit`,
    )
  return { id }
}

function zoneOf(typed: Typed): string | undefined {
  const zone = typed.text("zone")
  if (zone !== undefined && !athleteSchema.shape.zone.safeParse(zone).success)
    throw new UnusableInput(`\`--zone\`: found \`${zone}\`; expected an IANA time zone, such as Europe/Oslo`)
  return zone
}

/** What the command line itself says about each athlete: experience, start of training, and the rhythm of deloads. */
function headEntries(typed: Typed, entries: readonly Entry[]): readonly Entry[] {
  const weeksText = typed.text("deload-every-weeks")
  const weeks = weeksText === undefined ? undefined : Number(weeksText)
  if (weeks !== undefined && !planSchema.shape.deloadEveryWeeks.safeParse(weeks).success)
    throw new UnusableInput(
      `\`--deload-every-weeks\`: found \`${weeksText ?? ""}\`; expected a whole number from 1 to 26`,
    )
  const experience = typed.text("experience")
  if (experience !== undefined && !experienceNames.some((name) => name === experience))
    throw new UnusableInput(unknownWord("experience", experience, experienceNames))
  const trainingStart = dateOf(typed, "training-start")
  const zone = zoneOf(typed)
  const firstDates = new Map<string, string>()
  for (const entry of entries) {
    const date = "localDate" in entry ? entry.localDate : "from" in entry ? entry.from : undefined
    const before = firstDates.get(entry.athleteId)
    if (date !== undefined && (before === undefined || date < before)) firstDates.set(entry.athleteId, date)
  }
  return [...firstDates].flatMap(([athleteId, from]) => {
    const about = {
      ...(zone !== undefined && { zone }),
      ...(experience !== undefined && { experience }),
      ...(trainingStart !== undefined && { trainingStart }),
    }
    const athlete = { type: "athlete", athleteId, clientId: "import-athlete", ...about }
    const plan = { type: "plan", athleteId, clientId: "import-deload-rhythm", from, deloadEveryWeeks: weeks }
    return [...(Object.keys(about).length > 0 ? [athlete] : []), ...(weeks === undefined ? [] : [plan])].flatMap(
      (entry) => {
        const parsed = parseEntry(entry)
        return parsed.ok ? [parsed.value] : []
      },
    )
  })
}

function* reportLines({
  file,
  source,
  rows,
  problems,
  problemsLeftOut,
  lineWord,
  notes,
  entries,
  from,
  to,
}: ImportReport): Generator<string> {
  const rest = [`${rows.empty} empty`, `${rows.repeated} repeated`, `${rows.refused} refused`].filter(
    (part) => !part.startsWith("0 "),
  )
  yield `${nameOf(file)} (${source}): ${count(rows.read, "row")} read, ${rows.used} used${rest.length === 0 ? "" : `, ${rest.join(", ")}`}`
  const made = Object.entries(entries).map(([type, number]) => count(number, type === "checkIn" ? "check-in" : type))
  if (made.length > 0) yield `  ${made.join(", ")}, ${from ?? ""} to ${to ?? ""}`
  for (const note of notes) yield `  note: ${note}`
  for (const { line, column, message } of problems.slice(0, mostTold))
    yield `  ${lineWord} ${line}${column === undefined ? "" : `, column \`${column}\``}: ${message}`
  const more = problems.length + problemsLeftOut - mostTold
  if (more > 0) yield `  … and ${more} more`
}

/** Writes beside the log, then takes its place: a fault never leaves half a log. */
async function writeLog(out: string, entries: readonly Entry[], terminal: Terminal): Promise<void> {
  const before: string[] = []
  if (existsSync(out)) for await (const { text } of readLines(out, terminal)) before.push(text)
  const lines = mergeLog(before, entries)
  try {
    await writeFile(`${out}.part`, `${lines.join("\n")}\n`)
    await rename(`${out}.part`, out)
  } catch (error) {
    throw new UnusableInput(
      `${nameOf(out)}: it cannot be written (${error instanceof Error && "code" in error ? String(error.code) : "unknown fault"})`,
    )
  }
}
