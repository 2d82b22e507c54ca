import { jointNames } from "@barometer/engine/readiness"
import { columnKinds, dateNames, jointWords, painWords, toPlainName } from "./columnNames.ts"
import { readDate } from "./dates.ts"
import { type Found, type FoundJoint, textsOf } from "./foundColumns.ts"
import { guessSources } from "./guessSources.ts"
import type { Mapping } from "./mapping.ts"
import { parseMapping } from "./parseMapping.ts"
import type { Row } from "./table.ts"

/** A best effort, for a person to look over: what each column was taken for, on which assumption, and what was left. */
export interface Guess {
  /** Undefined: no column of dates, or nothing to import. */
  readonly mapping: Mapping | undefined
  readonly recognised: readonly { readonly column: string; readonly as: string; readonly assumption?: string }[]
  readonly ignored: readonly string[]
  /** The same in sentences. */
  readonly notes: readonly string[]
}

const unambiguousFormats = [
  "instant",
  "YYYY-MM-DD",
  "YYYY-MM-DD HH:mm",
  "YYYY-MM-DD HH:mm:ss",
  "YYYY-MM-DDTHH:mm:ss",
  "YYYY/MM/DD",
  "YYYY/MM/DD HH:mm",
  "DD.MM.YYYY",
  "DD.MM.YYYY HH:mm",
  "DD.MM.YYYY HH:mm:ss",
  "DD.MM.YY",
  "DD MMM YYYY",
  "DD. MMM YYYY",
  "DD MMM YYYY, HH:mm",
  "MMM DD, YYYY",
]
const dayFirst = ["DD/MM/YYYY", "DD/MM/YYYY HH:mm", "DD/MM/YYYY HH:mm:ss", "DD-MM-YYYY"]
const monthFirst = [
  "MM/DD/YYYY",
  "MM/DD/YYYY HH:mm",
  "MM/DD/YYYY HH:mm:ss",
  "MM/DD/YYYY HH:mm A",
  "MM/DD/YYYY HH:mm:ss A",
  "MM-DD-YYYY",
]

/** A mapping from common column names, English and German; some first rows, where there are any, tell scales and date formats. */
export function guessMapping(columns: readonly string[], samples: readonly Row[] = []): Guess {
  const dateColumn =
    columns.find((column) => dateNames.test(toPlainName(column))) ??
    columns.find((column) => samples.length > 0 && looksLikeDates(column, samples))
  const joints = columns.flatMap((column) => jointOf(column) ?? [])
  const found: Found[] = []
  for (const column of columns) {
    if (column === dateColumn || joints.some((joint) => joint.column === column)) continue
    const kind = columnKinds.find(
      ({ pattern, as }) => pattern.test(toPlainName(column)) && !found.some((other) => other.kind.as === as),
    )
    if (kind !== undefined) found.push({ column, kind })
  }
  const hasExercises = found.some(({ kind }) => kind.as === "exercise")
  const assumptions = new Map<string, string>()
  const format = dateColumn === undefined ? undefined : formatsFor(dateColumn, samples, assumptions)
  const sources =
    dateColumn === undefined || format === undefined
      ? []
      : guessSources(found, joints, samples, { column: dateColumn, format }, assumptions)
  const used = new Set(sources.flatMap(({ columns: taken }) => taken))
  const recognised = [
    ...(dateColumn === undefined ? [] : [{ column: dateColumn, as: "date" }]),
    ...joints.map(({ column, joint }) => ({ column, as: `pain, ${joint}` })),
    ...found.map(({ column, kind }) => ({
      column,
      as: kind.as !== "weight" ? kind.as : hasExercises ? "load" : "bodyMass",
    })),
  ]
    .filter(({ column }) => column === dateColumn || used.has(column))
    .map((each) => ({
      ...each,
      ...(assumptions.has(each.column) && { assumption: assumptions.get(each.column) ?? "" }),
    }))
  const ignored = columns.filter((column) => !recognised.some((each) => each.column === column))
  const parsed = sources.length === 0 ? undefined : parseMapping({ sources: sources.map(({ source }) => source) })
  return {
    mapping: parsed?.ok === true ? parsed.value : undefined,
    recognised,
    ignored,
    notes: [
      ...(recognised.length > 0
        ? [
            `guessed from the columns' names, look it over: ${recognised.map(({ column, as, assumption }) => `\`${column}\` as ${as}${assumption === undefined ? "" : ` (${assumption})`}`).join(", ")}`,
          ]
        : []),
      ...(ignored.length > 0 ? [`not read: ${ignored.map((column) => `\`${column}\``).join(", ")}`] : []),
    ],
  }
}

function jointOf(column: string): FoundJoint | undefined {
  const name = toPlainName(column)
  const joint = painWords.test(name) ? jointNames.find((each) => jointWords[each].test(name)) : undefined
  return joint === undefined ? undefined : { column, joint }
}

function looksLikeDates(column: string, samples: readonly Row[]): boolean {
  const texts = textsOf(column, samples)
  return (
    texts.length > 0 &&
    texts.every((text) => readDate(text, [...unambiguousFormats, ...dayFirst, ...monthFirst]) !== undefined)
  )
}

/** Day and month are told apart where some row's day is beyond 12; where none is, the day is taken to come first, and that is said. */
function formatsFor(column: string, samples: readonly Row[], assumptions: Map<string, string>): readonly string[] {
  const texts = textsOf(column, samples)
  const fits = (formats: readonly string[]) => texts.filter((text) => readDate(text, formats) !== undefined).length
  const [asDayFirst, asMonthFirst] = [fits(dayFirst), fits(monthFirst)]
  if (asDayFirst === 0 && asMonthFirst === 0 && texts.length > 0) return unambiguousFormats
  const order = asMonthFirst > asDayFirst ? monthFirst : dayFirst
  if (asDayFirst === asMonthFirst && texts.length > 0) assumptions.set(column, "the day comes before the month")
  return [...unambiguousFormats, ...order]
}
