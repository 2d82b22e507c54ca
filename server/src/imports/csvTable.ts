import { parse } from "csv-parse"
import type { Delimiter } from "./delimiters.ts"
import { ImportRefused } from "./importRefused.ts"
import { type Fault, type Row, type Table, isFault, withSamples } from "./table.ts"

/** A table with a header line, streamed. Throws `ImportRefused` when it has none. */
export async function csvTable(pieces: AsyncIterable<string>, delimiter: Delimiter): Promise<Table> {
  const records = recordsOf(pieces, delimiter)
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

/**
 * Records as they are read. A record is taken from the parser when it makes it, as a fault further on would make the
 * parser drop those that nobody has read yet.
 */
async function* recordsOf(pieces: AsyncIterable<string>, delimiter: Delimiter): AsyncGenerator<CsvRecord | Fault> {
  const made: CsvRecord[] = []
  let lines = 0
  const parser = parse({
    delimiter,
    bom: true,
    relax_column_count: true,
    relax_quotes: true,
    skip_empty_lines: true,
    trim: true,
    on_record: (cells: readonly string[], info) => {
      lines = info.lines
      const breaks = cells.reduce((sum, cell) => sum + cell.split("\n").length - 1, 0)
      made.push({ line: lines - breaks, cells })
      return null
    },
  })
  const faults: unknown[] = []
  parser.on("error", (error) => faults.push(error)).resume()
  for await (const piece of pieces) {
    await new Promise<void>((resolve) => parser.write(piece, () => resolve()))
    yield* made.splice(0)
    if (faults.length > 0) break
  }
  if (faults.length === 0) await new Promise<void>((resolve) => parser.end(() => resolve()))
  yield* made.splice(0)
  const [fault] = faults
  if (fault !== undefined) yield { line: lines + 1, message: faultMessage(fault) }
}

function faultMessage(error: unknown): string {
  if (!(error instanceof Error && "code" in error && String(error.code).startsWith("CSV_"))) throw error
  return error.code === "CSV_QUOTE_NOT_CLOSED"
    ? "found a quote that is opened and never closed; the rest of the file cannot be read"
    : "found a row that is not CSV; the rest of the file cannot be read"
}
