/** A row, or a cell of one, that cannot be used, and why. */
export interface RowProblem {
  readonly line: number
  readonly column?: string
  readonly message: string
}

/** What became of the rows of one file; `read` = used + empty + repeated + refused. */
export interface ImportReport {
  readonly file: string
  /** The kind of file it was taken for. */
  readonly source: string
  readonly rows: {
    readonly read: number
    readonly used: number
    readonly empty: number
    readonly repeated: number
    readonly refused: number
  }
  /** Rows and cells that cannot be read, in order; at most 1,000 are listed. */
  readonly problems: readonly RowProblem[]
  readonly problemsLeftOut: number
  /** `line` in CSV, `record` in JSON. */
  readonly lineWord: "line" | "record"
  readonly notes: readonly string[]
  /** How many entries were made of each type, and over which dates. */
  readonly entries: Readonly<Record<string, number>>
  readonly from?: string
  readonly to?: string
}

const mostListed = 1_000

/** Counts while rows are read. */
export class ReportBuilder {
  readonly rows = { read: 0, used: 0, empty: 0, repeated: 0, refused: 0 }
  readonly #problems: RowProblem[] = []
  readonly #notes = new Map<string, number>()
  #leftOut = 0

  /** One row was read, with this fate. */
  count(fate: "used" | "empty" | "repeated" | "refused"): void {
    this.rows.read += 1
    this.rows[fate] += 1
  }

  /** Rows that were counted as used turn out not to make an entry. */
  withdraw(rows: number): void {
    this.rows.used -= rows
    this.rows.refused += rows
  }

  /** Two sources of one file that stumble over the same cell tell it once. */
  tell(problem: RowProblem): void {
    const last = this.#problems.at(-1)
    if (last?.line === problem.line && last.column === problem.column && last.message === problem.message) return
    if (this.#problems.length < mostListed) this.#problems.push(problem)
    else this.#leftOut += 1
  }

  /** The same note told several times is told once, with how often. */
  note(text: string): void {
    this.#notes.set(text, (this.#notes.get(text) ?? 0) + 1)
  }

  toReport(
    file: string,
    source: string,
    lineWord: "line" | "record",
    entries: readonly { readonly type: string; readonly localDate?: string }[],
  ): ImportReport {
    const counts: Record<string, number> = {}
    for (const { type } of entries) counts[type] = (counts[type] ?? 0) + 1
    const dates = entries.flatMap(({ localDate }) => localDate ?? []).sort()
    const [from, to] = [dates[0], dates.at(-1)]
    return {
      file,
      source,
      rows: { ...this.rows },
      problems: this.#problems.toSorted((a, b) => a.line - b.line),
      problemsLeftOut: this.#leftOut,
      lineWord,
      notes: [...this.#notes].map(([text, times]) => (times === 1 ? text : `${text} (${times} times)`)),
      entries: counts,
      ...(from !== undefined && { from }),
      ...(to !== undefined && { to }),
    }
  }
}
