import { sha256Hex } from "@barometer/engine/rules"
import { type Cell, type CellProblem } from "./cells.ts"
import type { ReadDate } from "./dates.ts"
import type { Row } from "./table.ts"

/** Where a row belongs, and where to tell what is wrong with it. */
export interface RowContext {
  readonly athleteId: string
  readonly date: ReadDate
  tell(problem: CellProblem): void
  note(text: string): void
}

/** An entry in the making, with the line it began on and how many rows went into it. */
export interface Draft {
  readonly entry: Readonly<Record<string, unknown>>
  readonly line: number
  readonly rows: number
}

/** Makes entries of the rows of one file. */
export interface Collector {
  take(row: Row, context: RowContext): "used" | "empty" | "refused"
  finish(): readonly Draft[]
}

/** A client id that is the same whenever the same thing is imported: kind, date, and a hash of what tells it from others. */
export function toClientId(name: string, localDate: string, identity: string): string {
  return `${name}-${localDate}-${sha256Hex(identity).slice(0, 12)}`
}

/** A cell's value, or undefined after telling what is wrong with it. */
export function settle<T>(cell: Cell<T>, { tell }: Pick<RowContext, "tell">): T | undefined {
  if ("value" in cell) return cell.value
  tell(cell.problem)
  return undefined
}

/** True when a cell cannot be read. */
export function isBad(cell: Cell<unknown>): boolean {
  return "problem" in cell
}

/** The fields that have a value; undefined when none has. */
export function known(fields: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> | undefined {
  const entries = Object.entries(fields).filter(([, value]) => value !== undefined)
  return entries.length === 0 ? undefined : Object.fromEntries(entries)
}

/** Minutes from start to end as written; undefined when either has no time of day. */
export function minutesBetween(start: ReadDate, end: ReadDate): number | undefined {
  if (start.instant !== undefined && end.instant !== undefined)
    return Math.round((Date.parse(end.instant) - Date.parse(start.instant)) / 60_000)
  if (start.minutes === undefined || end.minutes === undefined) return undefined
  const days = (Date.parse(end.localDate) - Date.parse(start.localDate)) / 86_400_000
  return days * 1_440 + end.minutes - start.minutes
}
