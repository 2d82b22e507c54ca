import { parseWith } from "@barometer/engine/rules"
import { z } from "zod"
import { ImportRefused } from "./importRefused.ts"
import type { Column, Source } from "./mapping.ts"
import { numberCells } from "./parseMapping.ts"
import type { Table } from "./table.ts"

/**
 * Notes for mapped columns that the file does not have. Throws `ImportRefused` when it lacks one without which no row can
 * be read.
 */
export function missingColumns(
  source: Source,
  { columns }: Pick<Table, "columns">,
  { file, athlete }: { readonly file: string; readonly athlete: { readonly id: string } | { readonly column: string } },
): readonly string[] {
  const lacks = (column: Column) =>
    (typeof column === "string" ? [column] : column).every((name) => !columns.includes(name))
  const needed: readonly Column[] = [
    source.date.column,
    ...("column" in athlete ? [athlete.column] : []),
    ...neededBy(source),
  ]
  const missing = needed.find(lacks)
  if (missing !== undefined) {
    const name = nameOf(missing)
    const parsed = parseWith(z.enum(columns), name)
    const advice = parsed.ok ? "" : (parsed.problems[0]?.message.split("; ").slice(1).join("; ") ?? "")
    throw new ImportRefused(`\`${file}\`: found no column \`${name}\`; ${advice}`)
  }
  return optionalOf(source).flatMap(([what, column]) =>
    lacks(column) ? [`no column \`${nameOf(column)}\`: nothing is read for ${what}`] : [],
  )
}

/** True when a table has the columns that a source stands on, and at least one that it reads. */
export function fitsColumns(source: Source, columns: readonly string[]): boolean {
  const has = (column: Column) =>
    (typeof column === "string" ? [column] : column).some((name) => columns.includes(name))
  const optional = optionalOf(source)
  return (
    [source.date.column, ...neededBy(source)].every(has) &&
    (optional.length === 0 || optional.some(([, column]) => has(column)))
  )
}

const nameOf = (column: Column) => (typeof column === "string" ? column : column.join("` or `"))

function neededBy(source: Source): readonly Column[] {
  switch (source.entry) {
    case "sets":
      return [source.exercise.column]
    case "targets":
      return [source.exercise.column, source.sets.column]
    case "joints":
      return [source.pain.column, ...("column" in source.joint ? [source.joint.column] : [])]
    case "annotation":
      return "column" in source.cause ? [source.cause.column] : []
    case "outcome":
      return "column" in source.kind ? [source.kind.column] : []
    case "checkIn":
    case "session":
      return []
  }
}

function optionalOf(source: Source): readonly (readonly [string, Column])[] {
  const numbers =
    source.entry === "checkIn"
      ? [...Object.entries(source.measures), ...Object.entries(source.joints ?? {})].map(
          ([name, { column }]) => [name, column] as const,
        )
      : numberCells(source).map(([name, { column }]) => [name, column] as const)
  const note = "note" in source && source.note !== undefined ? [["the note", source.note.column] as const] : []
  return [...numbers, ...note]
}
