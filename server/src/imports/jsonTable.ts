import { ImportRefused } from "./importRefused.ts"
import { type Fault, type Row, type Table, withSamples } from "./table.ts"

/** A table of JSON records; a record's columns are the dotted paths of its leaves. Throws `ImportRefused` for text that is no JSON. */
export async function jsonTable(pieces: AsyncIterable<string>): Promise<Table> {
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
