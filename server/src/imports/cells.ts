import { type ReadDate, readDate } from "./dates.ts"
import type { Column, DateCell, NumberCell, TextCell, WordCell } from "./mapping.ts"
import type { Quantity } from "./quantities.ts"
import type { Row } from "./table.ts"
import { type Unit, readDurationMin, toUnit } from "./units.ts"

/** A cell that cannot be read: what was found and what was expected. */
export interface CellProblem {
  readonly column: string
  readonly message: string
}

/** What a cell says: undefined for nothing, or why it cannot be read. */
export type Cell<T> = { readonly value: T | undefined } | { readonly problem: CellProblem }

/** Cells that mean "no value" everywhere. */
const alwaysNone: ReadonlySet<string> = new Set(["", "na", "n/a", "nan", "null", "none", "-", "–", "—"])
const nothing = { value: undefined } as const

/** The cell under the first of a column's names that the row has something under, trimmed; the name with it. */
export function textOf(
  row: Row,
  column: Column,
  none: readonly string[] = [],
): { readonly column: string; readonly text: string | undefined } {
  const names = typeof column === "string" ? [column] : column
  for (const name of names) {
    const text = row.cell(name)?.trim()
    if (text !== undefined && !alwaysNone.has(text.toLowerCase()) && !none.includes(text)) return { column: name, text }
  }
  return { column: names[0] ?? "", text: undefined }
}

/** A text cell, cut to 2,000 characters. */
export function readText(row: Row, cell: TextCell | undefined): string | undefined {
  return cell === undefined ? undefined : textOf(row, cell.column, cell.none).text?.slice(0, 2_000)
}

/** A date cell; an empty one is a problem where `isNeeded`. */
export function readDateCell(row: Row, { column, format }: DateCell, zone: string | undefined): Cell<ReadDate> {
  const { column: name, text } = textOf(row, column)
  if (text === undefined) return nothing
  const formats = typeof format === "string" ? [format] : format
  const value = readDate(text, formats, zone)
  return value === undefined
    ? problem(name, text, `a date as ${formats.map((each) => `\`${each}\``).join(" or ")}`)
    : { value }
}

/** A number cell in our unit, on our scale and within bounds; scaled numbers are rounded to the quantity's step, others must lie on it. */
export function readNumber(
  row: Row,
  cell: NumberCell | undefined,
  quantity: Quantity,
  decimal?: "." | ",",
): Cell<number> {
  if (cell === undefined) return nothing
  const { column, text } = textOf(row, cell.column, cell.none)
  if (text === undefined) return nothing
  const found = cell.unit === "duration" ? readDurationMin(text) : toNumber(text, decimal)
  if (found === undefined)
    return problem(column, text, cell.unit === "duration" ? "a duration such as `1h 20m`" : "a number")
  // A number of none is none however it is written: `0` also as `0.0`.
  if (cell.none?.some((none) => toNumber(none) === found) === true) return nothing
  const { scale, unit } = cell
  if (scale !== undefined && (found < scale.from[0] || found > scale.from[1]))
    return problem(column, text, `${scale.from[0]} to ${scale.from[1]}`)
  const scaled = scale === undefined ? found : onto(found, scale)
  const value = unit === undefined ? scaled : toUnit(scaled, asUnit(unit), quantity.unit)
  return within(scale === undefined ? value : toStep(value, quantity), quantity, column, text)
}

const asUnit = (unit: Unit): Unit => (unit === "duration" ? "min" : unit)

function within(value: number, { min, max, step, unit }: Quantity, column: string, text: string): Cell<number> {
  if (value < min || value > max)
    return problem(column, text, `${min} to ${max}${unit === "" || unit === "rpe" ? "" : ` ${unit}`}`)
  if (step !== undefined && Math.abs(Math.round((value - min) / step) * step - (value - min)) > 1e-9)
    return problem(column, text, `steps of ${step} from ${min}`)
  return { value }
}

function onto(value: number, { from, to, invert }: NonNullable<NumberCell["scale"]>): number {
  const share = (value - from[0]) / (from[1] - from[0])
  return to[0] + (invert === true ? 1 - share : share) * (to[1] - to[0])
}

function toStep(value: number, { min, step }: Quantity): number {
  return step === undefined ? Math.round(value * 100) / 100 : min + Math.round((value - min) / step) * step
}

/** `6.5`, `-3`, `1e2`; `6,5` where `decimal` is a comma, or where it is unsaid and no thousands can be meant. */
export function toNumber(text: string, decimal?: "." | ","): number | undefined {
  const bare = text.trim()
  const plain =
    decimal === "," || (decimal === undefined && /^[+-]?\d+,\d{1,2}$/.test(bare))
      ? bare.replaceAll(".", "").replace(",", ".")
      : bare
  return /^[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d{1,2})?$/.test(plain) ? Number(plain) + 0 : undefined
}

/** A word cell: the file's word for one of ours, in any case, or ours as it is. */
export function readWord<W extends string>(row: Row, cell: WordCell | undefined, words: readonly W[]): Cell<W> {
  if (cell === undefined) return nothing
  const ours = (found: string | undefined) => words.find((word) => word.toLowerCase() === found?.toLowerCase())
  if (cell.column === undefined) return { value: ours(cell.constant) }
  const { column, text } = textOf(row, cell.column, cell.none)
  if (text === undefined) return nothing
  const theirs = new Map(Object.entries(cell.words ?? {}).map(([from, to]) => [from.toLowerCase(), to]))
  const value = ours(theirs.get(text.toLowerCase()) ?? text)
  return value === undefined
    ? problem(
        column,
        text,
        `one of ${[...theirs.keys(), ...words]
          .slice(0, 12)
          .map((word) => `\`${word}\``)
          .join(", ")}`,
      )
    : { value }
}

function problem(column: string, text: string, expected: string): { readonly problem: CellProblem } {
  return { problem: { column, message: `found \`${clip(text)}\`; expected ${expected}` } }
}

const clip = (text: string) => (text.length > 40 ? `${text.slice(0, 40)}…` : text).replaceAll("`", "'")
