import { type Measure, measureCatalogue } from "@barometer/engine/readiness"
import { toNumber } from "./cells.ts"
import { toPlainName } from "./columnNames.ts"
import { type Found, type FoundJoint, textsOf } from "./foundColumns.ts"
import type { Row } from "./table.ts"
import { type Unit, isConvertible } from "./units.ts"

interface GuessedSource {
  /** A source of a mapping, before it is parsed. */
  readonly source: Readonly<Record<string, unknown>>
  readonly columns: readonly string[]
}
type NumberCells = Readonly<Record<string, { readonly column: string; readonly unit?: Unit } | undefined>>

const measures = new Map<string, Measure>(Object.entries(measureCatalogue))

/** The sources that columns make: sets where there is an exercise, else check-ins and sessions; adds what it assumed about a column. */
export function guessSources(
  found: readonly Found[],
  joints: readonly FoundJoint[],
  samples: readonly Row[],
  date: { readonly column: string; readonly format: readonly string[] },
  assumptions: Map<string, string>,
): readonly GuessedSource[] {
  const named = new Map(found.map(({ kind, column }) => [kind.as, column]))
  const cell = (as: string, unit: string) => {
    const column = named.get(as)
    if (column === undefined) return undefined
    const given = unitIn(column, unit) ?? unitBeside(column, unit, samples)
    if ((given !== undefined && given !== unit) || unit === "kg") assumptions.set(column, `in ${given ?? unit}`)
    return { column, ...(given !== undefined && { unit: given }) }
  }
  const rir = named.get("rir")
  const rpe = named.has("rpe") || rir === undefined ? cell("rpe", "rpe") : { column: rir, unit: "rir" as const }
  const exercise = named.get("exercise")
  if (exercise !== undefined) {
    const cells = {
      load: cell("load", "kg") ?? cell("weight", "kg"),
      reps: cell("reps", ""),
      targetReps: cell("targetReps", ""),
      rpe,
      meanVelocity: cell("meanVelocity", "m/s"),
      peakVelocity: cell("peakVelocity", "m/s"),
    }
    return [
      {
        source: { entry: "sets", date, exercise: { column: exercise }, ...given(cells) },
        columns: [exercise, ...columnsOf(cells)],
      },
    ]
  }
  const session = { durationMin: cell("durationMin", "min"), rpe }
  const sessions =
    columnsOf(session).length === 0
      ? []
      : [{ source: { entry: "session", date, ...given(session) }, columns: columnsOf(session) }]
  return [...checkIns(found, joints, samples, date, assumptions), ...sessions]
}

function checkIns(
  found: readonly Found[],
  joints: readonly FoundJoint[],
  samples: readonly Row[],
  date: object,
  assumptions: Map<string, string>,
): readonly GuessedSource[] {
  const hasMass = found.some(({ kind }) => kind.as === "bodyMass")
  const measured = found.flatMap((each) => {
    // A weight in a file without exercises is the lifter's own.
    const name = each.kind.as === "weight" && !hasMass ? "bodyMass" : each.kind.as
    const measure = measures.get(name)
    return measure === undefined ? [] : [[name, each.column, measureCell(each, measure, samples, assumptions)] as const]
  })
  if (measured.length + joints.length === 0) return []
  const note = found.find(({ kind }) => kind.as === "note")?.column
  const source = {
    entry: "checkIn",
    date,
    measures: Object.fromEntries(measured.map(([name, , cell]) => [name, cell])),
    ...(joints.length > 0 && { joints: Object.fromEntries(joints.map(({ joint, column }) => [joint, { column }])) }),
    ...(note !== undefined && { note: { column: note } }),
  }
  return [
    {
      source,
      columns: [
        ...measured.map(([, column]) => column),
        ...joints.map(({ column }) => column),
        ...(note === undefined ? [] : [note]),
      ],
    },
  ]
}

/** Scales by the largest answer they allow, with the smallest. */
const scales: readonly (readonly [low: number, high: number])[] = [
  [1, 5],
  [1, 7],
  [1, 10],
  [0, 100],
]

function measureCell(
  { column, kind }: Found,
  measure: Measure,
  samples: readonly Row[],
  assumptions: Map<string, string>,
): object {
  const numbers = textsOf(column, samples).flatMap((text) => toNumber(text) ?? [])
  const most = Math.max(...numbers)
  if (kind.isItem === true) {
    const [low, high] = scales.find(([, end]) => most <= end) ?? [1, 5]
    const from = [numbers.includes(0) && low === 1 ? 0 : low, high]
    assumptions.set(column, `${from[0]} to ${from[1]}, ${high} is ${kind.highEnd ?? "high"}`)
    return { column, scale: { from, to: [1, 5] } }
  }
  const named = unitIn(column, measure.unit)
  // Nobody sleeps 20 hours, or weighs 8 kg: the numbers tell what the name does not.
  const unit =
    named ??
    (kind.as === "sleepHours" && most > 1_000 ? "s" : kind.as === "sleepHours" && most > 20 ? "min" : undefined)
  const none = kind.as === "restingHr" || kind.as.startsWith("hrv") ? ["0"] : undefined
  if ((unit !== undefined && unit !== measure.unit) || measure.unit === "kg")
    assumptions.set(column, `in ${unit ?? measure.unit}`)
  return { column, ...(unit !== undefined && { unit }), ...(none !== undefined && { none }) }
}

const unitWords: readonly (readonly [RegExp, Unit])[] = [
  [/\b(lbs?|pounds?)\b/, "lb"],
  [/\bkg\b/, "kg"],
  [/\b(h|hrs?|hours?|stunden)\b/, "h"],
  [/\b(min|minutes?|minuten)\b/, "min"],
  [/\b(s|secs?|seconds?|sekunden)\b/, "s"],
  [/\bms\b/, "ms"],
]

/** The unit that a column's name tells, where it can be told in ours. */
function unitIn(column: string, ours: string): Unit | undefined {
  const name = toPlainName(column)
  return unitWords.find(([pattern, unit]) => pattern.test(name) && isConvertible(unit, ours))?.[1]
}

/** The unit that a column of units beside this one tells, when all its cells tell the same. */
function unitBeside(column: string, ours: string, samples: readonly Row[]): Unit | undefined {
  const stem = column.replace(/[ _]value$/i, "")
  const beside = [`${stem} Unit`, `${stem} unit`, `${stem}_unit`].flatMap((name) => textsOf(name, samples))
  const units = new Set(beside.map((text) => unitIn(text, ours)))
  const [only] = units
  return units.size === 1 ? only : undefined
}

const given = (cells: NumberCells) => Object.fromEntries(Object.entries(cells).filter(([, cell]) => cell !== undefined))
const columnsOf = (cells: NumberCells) =>
  Object.values(cells).flatMap((cell) => (cell === undefined ? [] : [cell.column]))
