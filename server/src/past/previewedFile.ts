import type { Entry, MeasureCatalogue } from "@barometer/engine/readiness"
import { toPlainName } from "../imports/columnNames.ts"
import {
  type App,
  apps,
  guessMapping,
  ImportRefused,
  importRecords,
  type ImportReport,
  type Mapping,
} from "../imports/index.ts"
import { inPieces, isFault, readTable, type Row } from "../imports/rows.ts"

const sampleRows = 200
const mostColumns = 1_000
const longestName = 1_000

export interface Recognised {
  readonly column: string
  readonly as: string
  readonly assumption: string | undefined
  /** Of a scale: its ends, and whether its high end is good for the lifter. */
  readonly scale: { readonly from: readonly [number, number]; readonly isHighGood: boolean } | undefined
}

export interface PreviewedFile {
  /** The app whose export it is; undefined: guessed from the columns' names. */
  readonly app: string | undefined
  readonly recognised: readonly Recognised[]
  readonly ignored: readonly string[]
  readonly report: ImportReport
  readonly entries: readonly Entry[]
}

/** Words for a column that tells whose row it is. */
const athleteColumn =
  /^(athlete|player|lifter|participant|name|e ?mail( address)?|athlet(in)?|spieler(in)?)( id| name)?$/

/**
 * Reads a log of any app, CSV or JSON, into entries, and tells what was assumed. `flips` names measures whose scale runs the other
 * way than it was guessed to. Rows without a column for athletes belong to `athleteId`. Throws `ImportRefused` when there is nothing to read.
 */
export async function previewFile(
  text: string,
  options: {
    readonly file: string
    readonly athleteId: string
    readonly flips: ReadonlySet<string>
    readonly measures: MeasureCatalogue
  },
): Promise<PreviewedFile> {
  const { file, athleteId, flips, measures } = options
  const { columns, samples } = await readHead(text, file)
  const app = [...apps.values()].find((each) => each.recognises(columns))
  const guess = app === undefined ? guessMapping(columns, samples) : undefined
  const mapping = app?.mapping(columns) ?? guess?.mapping
  if (mapping === undefined)
    throw new ImportRefused(
      `found no column of dates beside one that is known; expected a header line with names such as \`date\`, \`sleep quality\`, \`fatigue\`, \`resting heart rate\`, \`exercise\`; found ${columns
        .slice(0, 20)
        .map((column) => `\`${column}\``)
        .join(", ")}`,
    )
  const flipped = flipScales(mapping, flips)
  const who = columns.find((column) => athleteColumn.test(toPlainName(column)))
  const { entries, report } = await importRecords(text, asApp(flipped, app, who), {
    file,
    athlete: who === undefined ? { id: athleteId } : { column: who },
    measures,
  })
  return {
    app: app?.name,
    recognised: recognisedIn(flipped, guess?.recognised, measures),
    ignored: (guess?.ignored ?? []).filter((column) => column !== who),
    report,
    entries,
  }
}

async function readHead(text: string, file: string) {
  const samples: Row[] = []
  try {
    const table = await readTable(inPieces(text))
    if (table.columns.length > mostColumns)
      throw new Error(`found ${table.columns.length} columns; expected at most ${mostColumns}`)
    if (table.columns.some((column) => column.length > longestName))
      throw new Error(`found the name of a column with more than ${longestName} characters`)
    for await (const row of table.rows) {
      if (!isFault(row)) samples.push(row)
      if (samples.length >= sampleRows) break
    }
    return { columns: table.columns, samples }
  } catch (error) {
    const why =
      error instanceof RangeError
        ? "found records nested too deep"
        : error instanceof Error
          ? error.message
          : String(error)
    throw new ImportRefused(`\`${file}\`: ${why}`)
  }
}

/** A mapping as an app, so that names in its column of athletes become ids. */
function asApp(mapping: Mapping, app: App | undefined, who: string | undefined): App {
  const adapt = (row: Row): Row => {
    const adapted = app?.adapt?.(row) ?? row
    if (who === undefined) return adapted
    return {
      ...adapted,
      cell: (column) => (column === who ? toAthleteId(adapted.cell(column) ?? "") : adapted.cell(column)),
    }
  }
  return { name: app?.name ?? "guessed", recognises: () => false, mapping: () => mapping, adapt }
}

function toAthleteId(name: string): string {
  return name
    .normalize("NFD")
    .replaceAll(/\p{M}/gu, "")
    .trim()
    .replaceAll(/[^A-Za-z0-9._:@-]+/g, ".")
    .slice(0, 64)
}

function flipScales(mapping: Mapping, flips: ReadonlySet<string>): Mapping {
  const sources = mapping.sources.map((source) => {
    if (source.entry !== "checkIn") return source
    const measures = Object.entries(source.measures).map(([name, cell]) => {
      if (!flips.has(name) || cell.scale === undefined) return [name, cell] as const
      return [name, { ...cell, scale: { ...cell.scale, invert: cell.scale.invert !== true } }] as const
    })
    return { ...source, measures: Object.fromEntries(measures) }
  })
  return { ...mapping, sources }
}

function recognisedIn(
  mapping: Mapping,
  guessed: ReturnType<typeof guessMapping>["recognised"] = [],
  measures: MeasureCatalogue,
): readonly Recognised[] {
  const cells = mapping.sources.flatMap((source) => (source.entry === "checkIn" ? Object.entries(source.measures) : []))
  const scaleOf = new Map(
    cells.flatMap(([name, { scale }]) => {
      const better = measures[name]?.better
      if (scale === undefined || better === undefined || better === "neither") return []
      return [[name, { from: scale.from, isHighGood: (better === "higher") !== (scale.invert === true) }] as const]
    }),
  )
  return guessed.map(({ column, as, assumption }) => ({ column, as, assumption, scale: scaleOf.get(as) }))
}
