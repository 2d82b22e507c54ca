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

const sampleSize = 200

/** A table's rows, with some of the first read ahead. */
export async function withSamples(rows: AsyncGenerator<Row | Fault>): Promise<Pick<Table, "rows" | "samples">> {
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
