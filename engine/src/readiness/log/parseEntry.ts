import { digestOf } from "../../rules/canonical.ts"
import { hostileProblems, withoutNegativeZero } from "../../rules/hostile.ts"
import { expectedNames } from "../../rules/nearest.ts"
import { parseWith } from "../../rules/problems.ts"
import { type Problem, type Result, ok, refuse, toPointer } from "../../rules/result.ts"
import { type Measure, type MeasureCatalogue, measureCatalogue } from "../measures.ts"
import type { LoggedEntry } from "./loggedEntry.ts"
import { type Entry, entrySchema } from "./schema.ts"

/** Parses one line of a log: its shape, then every measure against the catalogue's names, bounds and steps. −0 becomes 0. */
export function parseEntry(json: unknown, measures: MeasureCatalogue = measureCatalogue): Result<Entry> {
  const hostile = hostileProblems(json)
  if (hostile.length > 0) return refuse(...hostile)
  const parsed = parseWith(entrySchema, withoutNegativeZero(json))
  if (!parsed.ok) return parsed
  const problems: Problem[] = []
  for (const found of entryProblems(parsed.value, measures)) if (problems.push(found) >= mostProblems) break
  return problems.length > 0 ? refuse(...problems) : ok(parsed.value)
}

/** More than these help nobody, and looking for the nearest name of thousands would hold everyone up. */
const mostProblems = 20

function* entryProblems(entry: Entry, measures: MeasureCatalogue): Generator<Problem> {
  yield* measureProblems(entry, measures)
  yield* periodProblems(entry)
}

/** An entry with its digest, by which it is known from then on. */
export function toLoggedEntry(entry: Entry): LoggedEntry {
  return { entry, digest: digestOf(entry) }
}

function* measureProblems(entry: Entry, measures: MeasureCatalogue): Generator<Problem> {
  if (entry.type !== "checkIn") return
  for (const [name, value] of Object.entries(entry.measures ?? {})) {
    const pointer = toPointer(["measures", name])
    const measure = Object.hasOwn(measures, name) ? measures[name] : undefined
    if (measure === undefined)
      yield {
        pointer,
        code: "unknownMeasure",
        message: `unknown measure \`${name}\`${expectedNames(name, Object.keys(measures))}`,
      }
    else yield* valueProblems(pointer, name, value, measure)
  }
  for (const name of Object.keys(entry.sources ?? {}))
    if (entry.measures === undefined || !Object.hasOwn(entry.measures, name))
      yield {
        pointer: toPointer(["sources", name]),
        code: "unknownMeasure",
        message: `found a source for \`${name}\`, which this check-in does not measure`,
      }
}

function* valueProblems(
  pointer: string,
  name: string,
  value: number,
  { min, max, step, unit }: Measure,
): Generator<Problem> {
  if (value < min || value > max)
    yield {
      pointer,
      code: "outOfRange",
      message: `found a number out of range for \`${name}\`; expected ${min} to ${max} ${unit}`,
    }
  else if (step !== undefined && Math.abs(Math.round((value - min) / step) * step - (value - min)) > 1e-9)
    yield {
      pointer,
      code: "offStep",
      message: `found a number between the steps of \`${name}\`; expected steps of ${step} from ${min}`,
    }
}

function* periodProblems(entry: Entry): Generator<Problem> {
  const periods: readonly (readonly [readonly PropertyKey[], string | undefined, string | undefined])[] =
    entry.type === "annotation" || entry.type === "choice"
      ? [[["to"], entry.from, entry.to]]
      : entry.type === "plan"
        ? (entry.deloads ?? []).map(({ from, to }, index) => [["deloads", index, "to"], from, to] as const)
        : []
  for (const [path, from, to] of periods)
    if (from !== undefined && to !== undefined && to < from)
      yield { pointer: toPointer(path), code: "badPeriod", message: "found an end before the start" }
}
