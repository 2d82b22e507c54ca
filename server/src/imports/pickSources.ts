import { type App, apps } from "./apps.ts"
import { fitsColumns } from "./columns.ts"
import { guessMapping } from "./guessMapping.ts"
import { ImportRefused } from "./importRefused.ts"
import type { Mapping, Source } from "./mapping.ts"
import type { ReportBuilder } from "./report.ts"
import type { Row, Table } from "./table.ts"

/** What reads a file: the given mapping or app, else the app that its columns tell, else a guess; notes which. Throws `ImportRefused` when nothing does. */
export function pickSources(
  table: Table,
  mapping: Mapping | App | undefined,
  file: string,
  report: ReportBuilder,
): { readonly sources: readonly Source[]; readonly adapt: (row: Row) => Row } {
  const app =
    mapping === undefined
      ? [...apps.values()].find((each) => each.recognises(table.columns))
      : "sources" in mapping
        ? undefined
        : mapping
  if (app !== undefined && mapping === undefined) report.note(`taken for an export of ${app.name} by its columns`)
  const guess = mapping === undefined && app === undefined ? guessMapping(table.columns, table.samples) : undefined
  if (guess !== undefined) for (const note of guess.notes) report.note(note)
  const chosen =
    app?.mapping(table.columns) ?? (mapping !== undefined && "sources" in mapping ? mapping : guess?.mapping)
  if (chosen === undefined)
    throw new ImportRefused(
      `\`${file}\`: found no column that is known; write a mapping. Columns: ${listed(table.columns)}`,
    )
  const matching = matchingSources(chosen, file)
  const fitting = matching.filter((source) => fitsColumns(source, table.columns))
  // Where none fits, the first says which column it misses.
  const sources = fitting.length > 0 ? fitting : matching.slice(0, 1)
  if (sources.length === 0)
    throw new ImportRefused(
      `\`${file}\`: no source of the mapping takes a file of this name; expected ${chosen.sources.flatMap(({ files }) => (files === undefined ? [] : [`\`${files}\``])).join(" or ")}`,
    )
  return { sources, adapt: (row) => app?.adapt?.(row) ?? row }
}

/** Every source that takes a file of this name: one file may hold several kinds of entries. */
export function matchingSources({ sources }: Mapping, file: string): readonly Source[] {
  const name = file.split(/[\\/]/).at(-1) ?? file
  return sources.filter(({ files }) => files === undefined || patternOf(files).test(name))
}

function patternOf(files: string): RegExp {
  return new RegExp(
    `^${files
      .split("*")
      .map((part) => part.replaceAll(/[\\^$.*+?()[\]{}|]/g, String.raw`\$&`))
      .join(".*")}$`,
    "i",
  )
}

const listed = (columns: readonly string[]) =>
  columns
    .slice(0, 40)
    .map((column) => `\`${column}\``)
    .join(", ")
