import {
  type Entry,
  type MeasureCatalogue,
  externalIdSchema,
  measureCatalogue,
  parseEntry,
} from "@barometer/engine/readiness"
import type { App } from "./apps.ts"
import { readDateCell } from "./cells.ts"
import type { Collector, Draft } from "./collector.ts"
import { collectJoints, collectSets, collectTargets } from "./collectGroups.ts"
import { collectRows } from "./collectRows.ts"
import { missingColumns } from "./columns.ts"
import type { Mapping, Source } from "./mapping.ts"
import { ImportRefused } from "./importRefused.ts"
import { matchingSources, pickSources } from "./pickSources.ts"
import { type ImportReport, ReportBuilder } from "./report.ts"
import { inPieces, readTable } from "./rows.ts"
import { type Row, type Table, isFault } from "./table.ts"

export interface ImportOptions {
  /** The file's name: it picks the mapping's source and is told in the report. */
  readonly file: string
  /** Everything belongs to one athlete, or each row to the one that its column names. */
  readonly athlete: { readonly id: string } | { readonly column: string }
  /** IANA zone in which instants become local dates, where the mapping names none. */
  readonly zone?: string
  readonly measures?: MeasureCatalogue
}

export interface Imported {
  readonly entries: readonly Entry[]
  readonly report: ImportReport
}

/**
 * Reads one exported file, whole or in pieces, into log entries: by a mapping, by the app's own, or, without either, by
 * the app its columns tell or a guess from their names. Every entry has passed `parseEntry`; what cannot be read is in
 * the report by line and column. Throws `ImportRefused` when the file cannot be read at all.
 */
export async function importRecords(
  content: string | AsyncIterable<string>,
  mapping: Mapping | App | undefined,
  options: ImportOptions,
): Promise<Imported> {
  const table = await tableOf(content, mapping, options)
  const report = new ReportBuilder()
  const { sources, adapt } = pickSources(table, mapping, options.file, report)
  for (const source of sources) for (const note of missingColumns(source, table, options)) report.note(note)
  const readers = sources.map((source) => ({
    source,
    collector: collectorFor(source, options.measures ?? measureCatalogue),
  }))
  await collectTable(table, readers, adapt, options, report)
  const entries = readers
    .flatMap(({ collector }) => collector.finish())
    .flatMap((draft) => entryOf(draft, options, report))
  entries.sort((a, b) => (dateOf(a) < dateOf(b) ? -1 : dateOf(a) > dateOf(b) ? 1 : 0))
  const dated = entries.map((entry) => ({
    type: entry.type,
    ...(dateOf(entry) !== "" && { localDate: dateOf(entry) }),
  }))
  return {
    entries,
    report: report.toReport(
      options.file,
      sources.map(({ name, entry }) => name ?? entry).join(" and "),
      table.lineWord,
      dated,
    ),
  }
}

async function tableOf(
  content: string | AsyncIterable<string>,
  mapping: Mapping | App | undefined,
  { file }: ImportOptions,
): Promise<Table> {
  const pieces = typeof content === "string" ? inPieces(content) : content
  const stream = (async function* () {
    yield* pieces
  })()
  const delimiter =
    mapping !== undefined && "sources" in mapping ? matchingSources(mapping, file)[0]?.delimiter : undefined
  try {
    return await readTable(stream, delimiter)
  } catch (error) {
    throw error instanceof ImportRefused ? new ImportRefused(`\`${file}\`: ${error.message}`) : error
  }
}

function collectorFor(source: Source, measures: MeasureCatalogue): Collector {
  switch (source.entry) {
    case "sets":
      return collectSets(source)
    case "joints":
      return collectJoints(source)
    case "targets":
      return collectTargets(source)
    case "checkIn":
    case "session":
    case "annotation":
    case "outcome":
      return collectRows(source, measures)
  }
}

interface Reader {
  readonly source: Source
  readonly collector: Collector
}

async function collectTable(
  table: Table,
  readers: readonly Reader[],
  adapt: (row: Row) => Row,
  options: ImportOptions,
  report: ReportBuilder,
): Promise<void> {
  const seen = new Set<string>()
  for await (const given of table.rows) {
    if (isFault(given)) {
      report.tell(given)
      report.count("refused")
      continue
    }
    const row = adapt(given)
    const athleteId = athleteOf(row, options, report)
    // Sets may well be the same twice; a day's answers, sent twice, are one.
    const isRepeated = seen.has(row.content)
    if (readers.every(({ source }) => source.entry !== "sets")) seen.add(row.content)
    const fates: readonly Fate[] =
      athleteId === undefined
        ? ["refused"]
        : isRepeated
          ? ["repeated"]
          : readers.map((reader) => takeRow(reader, row, athleteId, options, report))
    report.count(fateOrder.find((fate) => fates.includes(fate)) ?? "empty")
  }
}

const fateOrder = ["repeated", "used", "refused", "empty"] as const
type Fate = (typeof fateOrder)[number]

function takeRow(
  { source, collector }: Reader,
  row: Row,
  athleteId: string,
  { zone }: ImportOptions,
  report: ReportBuilder,
): "used" | "empty" | "refused" {
  const { line } = row
  const date = readDateCell(row, source.date, source.zone ?? zone)
  const moment = "value" in date ? date.value : undefined
  if (moment === undefined) {
    report.tell({
      line,
      ...("problem" in date ? date.problem : { column: columnOf(source), message: "nothing found; expected a date" }),
    })
    return "refused"
  }
  return collector.take(row, {
    athleteId,
    date: moment,
    tell: (problem) => report.tell({ line, ...problem }),
    note: (text) => report.note(text),
  })
}

const columnOf = ({ date }: Source) => (typeof date.column === "string" ? date.column : (date.column[0] ?? ""))

function athleteOf(row: Row, { athlete }: ImportOptions, report: ReportBuilder): string | undefined {
  if ("id" in athlete) return athlete.id
  const text = row.cell(athlete.column)?.trim() ?? ""
  if (externalIdSchema.safeParse(text).success) return text
  report.tell({
    line: row.line,
    column: athlete.column,
    message:
      text === ""
        ? "nothing found; expected an athlete"
        : `found \`${text.slice(0, 64)}\`; expected an athlete's id: letters, digits and . _ : @ - only`,
  })
  return undefined
}

function entryOf({ entry, line, rows }: Draft, { measures }: ImportOptions, report: ReportBuilder): readonly Entry[] {
  const parsed = parseEntry(entry, measures)
  if (parsed.ok) return [parsed.value]
  report.withdraw(rows)
  for (const { pointer, message } of parsed.problems) report.tell({ line, message: `${pointer}: ${message}` })
  return []
}

function dateOf(entry: Entry): string {
  return "localDate" in entry ? entry.localDate : "from" in entry ? entry.from : ""
}
