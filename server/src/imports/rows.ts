import { Readable } from "node:stream"
import { parse } from "csv-parse"
import { ImportRefused } from "./importRefused.ts"

/** One row of a table, each cell as text; `content` is the whole row, by which it is known again. */
export interface Row {
  /** The line it begins on, from 1; for JSON the record's number. */
  readonly line: number
  readonly content: string
  /** Undefined: the row has no such column. */
  cell(column: string): string | undefined
}

/** A stretch of the file that is no row. */
export interface Fault {
  readonly line: number
  readonly message: string
}

export interface Table {
  readonly columns: readonly string[]
  /** What lines are called in messages. */
  readonly lineWord: "line" | "record"
  readonly rows: AsyncIterable<Row | Fault>
  /** Some of the first rows, which `rows` yields as well. */
  readonly samples: readonly Row[]
}

export function isFault(row: object): row is Fault {
  return "message" in row
}

export const delimiters = [",", ";", "\t", "|"] as const
export type Delimiter = (typeof delimiters)[number]

const sampleSize = 200

async function withSamples(rows: AsyncGenerator<Row | Fault>): Promise<Pick<Table, "rows" | "samples">> {
  const first: (Row | Fault)[] = []
  for (let next = await rows.next(); next.done !== true; next = await rows.next()) {
    first.push(next.value)
    if (first.length === sampleSize) break
  }
  const all = (async function* () {
    yield* first
    yield* rows
  })()
  return { rows: all, samples: first.flatMap((row) => (isFault(row) ? [] : [row])) }
}

/** The delimiter that the first line has most of, outside quotes; a comma when it has none. */
export function sniffDelimiter(firstLine: string): Delimiter {
  const bare = firstLine.replaceAll(/"[^"]*"/g, "")
  const counts = delimiters.map((delimiter) => ({ delimiter, count: bare.split(delimiter).length - 1 }))
  return counts.reduce((best, each) => (each.count > best.count ? each : best)).delimiter
}

/** The table in a CSV or JSON text that comes in pieces; CSV is streamed. Throws `ImportRefused`, without the file's name, when there is none. */
export async function readTable(pieces: AsyncIterable<string>, delimiter?: Delimiter): Promise<Table> {
  const reader = pieces[Symbol.asyncIterator]()
  let head = ""
  while (!/\n\s*\S/.test(head) && head.length < 65_536) {
    const next = await reader.next()
    if (next.done === true) break
    head += next.value
  }
  head = head.replace(/^\uFEFF/, "")
  const all = (async function* () {
    yield head
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) yield next.value
  })()
  if (/^\s*[[{]/.test(head)) return jsonTable(all)
  if (head.trim() === "") throw new ImportRefused("found an empty file; expected a header line and rows")
  return csvTable(all, delimiter ?? sniffDelimiter(head.split(/\r?\n/).find((line) => line.trim() !== "") ?? ""))
}

async function csvTable(pieces: AsyncIterable<string>, delimiter: Delimiter): Promise<Table> {
  const parser = parse({
    delimiter,
    bom: true,
    info: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
  })
  Readable.from(pieces)
    .on("error", (error) => parser.destroy(error))
    .pipe(parser)
  const records = recordsOf(parser)
  const first = await records.next()
  if (first.done === true) throw new ImportRefused("found no header line")
  if (isFault(first.value)) throw new ImportRefused(first.value.message)
  const columns = first.value.cells
  const indices = new Map(columns.map((column, index): [string, number] => [column, index]).toReversed())
  const rows = (async function* (): AsyncGenerator<Row | Fault> {
    for await (const record of records) {
      if (isFault(record)) yield record
      else if (record.cells.length > columns.length && record.cells.slice(columns.length).some((cell) => cell !== ""))
        yield {
          line: record.line,
          message: `found ${record.cells.length} cells; expected ${columns.length}, as in the header`,
        }
      else
        yield {
          line: record.line,
          content: record.cells.join("\u001F"),
          cell: (column) => {
            const index = indices.get(column)
            return index === undefined ? undefined : (record.cells[index] ?? "")
          },
        }
    }
  })()
  return { columns, lineWord: "line", ...(await withSamples(rows)) }
}

interface CsvRecord {
  readonly line: number
  readonly cells: readonly string[]
}

async function* recordsOf(parser: ReturnType<typeof parse>): AsyncGenerator<CsvRecord | Fault> {
  let line = 1
  const records: AsyncIterable<{ readonly record: readonly string[]; readonly info: { readonly lines: number } }> =
    parser
  try {
    for await (const { record, info } of records) {
      // A row may span lines: it begins after the end of the one before.
      yield { line, cells: record }
      line = info.lines + 1
    }
  } catch (error) {
    if (!(error instanceof Error && "code" in error && String(error.code).startsWith("CSV_"))) throw error
    yield {
      line,
      message:
        error.code === "CSV_QUOTE_NOT_CLOSED"
          ? "found a quote that is opened and never closed; the rest of the file cannot be read"
          : "found a row that is not CSV; the rest of the file cannot be read",
    }
  }
}

async function jsonTable(pieces: AsyncIterable<string>): Promise<Table> {
  let text = ""
  for await (const piece of pieces) text += piece
  const records = recordsIn(parseJson(text))
  const flat = records.map((record) =>
    record !== null && typeof record === "object" ? new Map(cellsOf(record, "")) : undefined,
  )
  const columns = [...new Set(flat.slice(0, 500).flatMap((cells) => [...(cells?.keys() ?? [])]))]
  const rows = (async function* (): AsyncGenerator<Row | Fault> {
    for (const [index, cells] of flat.entries()) {
      if (cells === undefined) yield { line: index + 1, message: "found a record that is no object" }
      else
        yield {
          line: index + 1,
          content: JSON.stringify([...cells]),
          cell: (column) => cells.get(column) ?? (columns.includes(column) ? "" : undefined),
        }
    }
  })()
  return { columns, lineWord: "record", ...(await withSamples(rows)) }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new ImportRefused("found text that is neither JSON nor a table with a header line")
  }
}

/** A list of records; a lone object is one record, unless all it holds is one list. */
function recordsIn(json: unknown): readonly unknown[] {
  if (Array.isArray(json)) return json
  const values: readonly unknown[] = json !== null && typeof json === "object" ? Object.values(json) : []
  const [list] = values
  return values.length === 1 && Array.isArray(list) ? list : [json]
}

/** Leaves of a record by dotted path; null is empty text, lists are their JSON. */
function* cellsOf(value: object, prefix: string): Generator<[string, string]> {
  for (const [key, child] of Object.entries(value)) {
    const path = prefix + key
    if (child !== null && typeof child === "object" && !Array.isArray(child)) yield* cellsOf(child, `${path}.`)
    else yield [path, child === null ? "" : typeof child === "object" ? JSON.stringify(child) : String(child)]
  }
}
