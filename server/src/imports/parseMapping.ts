import { type MeasureCatalogue, measureCatalogue } from "@barometer/engine/readiness"
import { type Problem, type Result, hostileProblems, ok, parseWith, refuse, toPointer } from "@barometer/engine/rules"
import { z } from "zod"
import { type Mapping, type NumberCell, type Source, mappingSchema } from "./mapping.ts"
import { type Quantity, quantities } from "./quantities.ts"
import { isConvertible } from "./units.ts"

/** Parses a mapping and holds its measures and units against the catalogue; every problem has its JSON Pointer. */
export function parseMapping(json: unknown, measures: MeasureCatalogue = measureCatalogue): Result<Mapping> {
  const hostile = hostileProblems(json)
  if (hostile.length > 0) return refuse(...hostile)
  const parsed = parseWith(mappingSchema, json)
  if (!parsed.ok) return parsed
  const problems = parsed.value.sources.flatMap((source, index) => [
    ...quantityProblems(source, ["sources", index], measures),
  ])
  return problems.length > 0 ? refuse(...problems) : ok(parsed.value)
}

function* quantityProblems(
  source: Source,
  path: readonly PropertyKey[],
  measures: MeasureCatalogue,
): Generator<Problem> {
  if (source.entry === "checkIn") {
    for (const [name, cell] of Object.entries(source.measures)) {
      const known = parseWith(z.enum(Object.keys(measures)), name)
      const at = [...path, "measures", name]
      const measure = measures[name]
      if (!known.ok)
        yield {
          pointer: toPointer(at),
          code: "unknownMeasure",
          message: `unknown measure: ${known.problems[0]?.message ?? ""}`,
        }
      else if (measure !== undefined) yield* unitProblems(cell, measure, at)
    }
    for (const [joint, cell] of Object.entries(source.joints ?? {}))
      yield* unitProblems(cell, quantities.pain, [...path, "joints", joint])
    return
  }
  for (const [name, cell] of numberCells(source))
    yield* unitProblems(cell, quantities[name], [...path, fieldOf(source, name)])
}

function* unitProblems({ unit }: NumberCell, quantity: Quantity, path: readonly PropertyKey[]): Generator<Problem> {
  if (unit !== undefined && !isConvertible(unit, quantity.unit))
    yield {
      pointer: toPointer([...path, "unit"]),
      code: "badUnit",
      message: `found \`${unit}\`, which is no ${quantity.unit === "" || quantity.unit.startsWith("of") ? "unit of this number" : `way to tell ${quantity.unit}`}`,
    }
}

/** The number columns of a source that is no check-in, each with the quantity it tells. */
export function numberCells(
  source: Exclude<Source, { entry: "checkIn" }>,
): readonly (readonly [keyof typeof quantities, NumberCell])[] {
  const cells = (): Partial<Record<keyof typeof quantities, NumberCell | undefined>> => {
    switch (source.entry) {
      case "session":
        return { durationMin: source.durationMin, sessionRpe: source.rpe }
      case "joints":
        return { pain: source.pain }
      case "sets": {
        const { durationMin, sessionRpe, load, reps, targetReps, rpe, meanVelocity, peakVelocity } = source
        return { durationMin, sessionRpe, load, reps, targetReps, rpe, meanVelocity, peakVelocity }
      }
      case "targets":
        return { sets: source.sets, reps: source.reps, load: source.load }
      case "annotation":
      case "outcome":
        return {}
    }
  }
  const found = cells()
  return quantityNames.flatMap((name) => (found[name] === undefined ? [] : [[name, found[name]] as const]))
}

const quantityNames = Object.keys(quantities).filter((name): name is keyof typeof quantities =>
  Object.hasOwn(quantities, name),
)
const fieldOf = (source: Source, name: string) => (source.entry === "session" && name === "sessionRpe" ? "rpe" : name)
