import { readFileSync } from "node:fs"
import { fitsColumns } from "./columns.ts"
import type { Mapping, MappingDocument } from "./mapping.ts"
import { parseMapping } from "./parseMapping.ts"
import type { Row } from "./table.ts"

/** An app whose export is known: how to tell it by its columns, and how to read it. */
export interface App {
  readonly name: string
  recognises(columns: readonly string[]): boolean
  mapping(columns: readonly string[]): Mapping
  /** Takes out what the app writes though nobody measured it. */
  adapt?(row: Row): Row
}

const hevyFormats = [
  "DD MMM YYYY, HH:mm",
  "DD. MMM YYYY, HH:mm",
  "DD de MMM de YYYY, HH:mm",
  "MMM DD, YYYY, HH:mm A",
  "MMM DD, YYYY, HH:mm",
  "YYYY-MM-DD HH:mm:ss",
]

/** Hevy: a row a set, `weight_kg` or `weight_lbs`, month names in the app's language. */
const hevy: App = {
  name: "hevy",
  recognises: (columns) => ["exercise_title", "start_time", "set_type"].every((column) => columns.includes(column)),
  mapping: (columns) => {
    const isImperial = columns.includes("weight_lbs") && !columns.includes("weight_kg")
    return parsed({
      title: "Hevy",
      sources: [
        {
          name: "hevy",
          entry: "sets",
          date: { column: "start_time", format: hevyFormats },
          end: { column: "end_time", format: hevyFormats },
          session: ["start_time", "title"],
          exercise: { column: "exercise_title" },
          // The app writes 0 where no load was added.
          load: isImperial ? { column: "weight_lbs", unit: "lb", none: ["0"] } : { column: "weight_kg", none: ["0"] },
          reps: { column: "reps" },
          rpe: { column: "rpe" },
          kind: {
            column: "set_type",
            words: { warmup: "warmup", normal: "working", failure: "working", dropset: "working" },
          },
        },
      ],
    })
  },
  // RPE 6 on a warm-up set is what the app puts there, not what anyone felt.
  adapt: (row) =>
    row.cell("set_type") === "warmup" && row.cell("rpe") === "6"
      ? { ...row, cell: (column) => (column === "rpe" ? "" : row.cell(column)) }
      : row,
}

/** Apps that a mapping file describes, with the columns that tell them. */
const mappingFiles = {
  pmsys: ["effective_time_frame", "sleep_quality", "soreness"],
  intervals: ["restingHR", "ctl", "sleepSecs"],
} as const

function fromFile(name: string, telling: readonly string[]): App {
  const mapping = parsed(JSON.parse(readFileSync(new URL(`mappings/${name}.json`, import.meta.url), "utf8")))
  return {
    name,
    recognises: (columns) => telling.every((column) => columns.includes(column)),
    mapping: (columns) => fitting(mapping, columns),
  }
}

/** Of an app's several files, the one that has these columns. */
function fitting(mapping: Mapping, columns: readonly string[]): Mapping {
  const sources = mapping.sources.filter((source) => fitsColumns(source, columns))
  return sources.length === 0 ? mapping : { ...mapping, sources }
}

/** The apps that `--from` may name. */
export const apps: ReadonlyMap<string, App> = new Map(
  [hevy, ...Object.entries(mappingFiles).map(([name, telling]) => fromFile(name, telling))].map((app) => [
    app.name,
    app,
  ]),
)

function parsed(document: MappingDocument): Mapping {
  const mapping = parseMapping(document)
  if (!mapping.ok) throw new Error(`a mapping of Barometer's own is refused: ${JSON.stringify(mapping.problems)}`)
  return mapping.value
}
