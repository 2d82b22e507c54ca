import {
  decisionSchema,
  entrySchema,
  measuresOf,
  parseEntry,
  parseRuleset,
  rulesetSchema,
  type Decision,
  type Entry,
  type Ruleset,
} from "@barometer/engine/readiness"
import {
  overrideSchema,
  parseOverrides,
  parseWith,
  type Override,
  type Problem,
  type Result,
} from "@barometer/engine/rules"
import { z } from "zod"
import { toInvalidInput } from "../errors.ts"
import { refuseOversize } from "../middleware/jsonBody.ts"
import type { RulesetReference } from "../rulesetLibrary.ts"

const rulesetBytes = 512 * 1024
const maximumEntries = 20_000

const referenceSchema = z
  .strictObject({ id: z.string().max(64), version: z.int().min(1).optional() })
  .meta({ id: "RulesetReference" })

/** The envelope; what is in it is parsed by the engine. */
const envelopeSchema = z.strictObject({
  entries: z.array(z.unknown()).min(1).max(maximumEntries),
  ruleset: z.custom<object>(
    (value) => typeof value === "object" && value !== null,
    "expected a ruleset or a reference to one",
  ),
  overrides: z.unknown().optional(),
  asOf: decisionSchema.shape.asOf,
  evaluator: z.enum(["json-rules-engine", "compiled"]).default("json-rules-engine"),
})

/** The same, as it is documented. */
export const evaluationSchema: z.ZodType = envelopeSchema
  .extend({
    entries: z.array(entrySchema).min(1).max(maximumEntries),
    ruleset: z.union([referenceSchema, rulesetSchema]),
    overrides: z.array(overrideSchema).optional(),
  })
  .meta({ id: "Evaluation" })

/** A question that came whole with a request. */
export interface ReadEvaluation {
  readonly entries: readonly Entry[]
  readonly ruleset: Ruleset
  readonly overrides: readonly Override[]
  readonly asOf: z.output<typeof envelopeSchema>["asOf"]
  readonly evaluator: Decision["evaluator"]
}

/**
 * Reads what is to be decided; throws `AppError` with every problem. Where it refers to a published ruleset, that ruleset's
 * text has to come beside it; without, it answers which one is wanted.
 */
export function readEvaluation(
  json: unknown,
  published: string | undefined,
): ReadEvaluation | { readonly wanted: RulesetReference } {
  const { entries, ruleset: given, overrides = [], asOf, evaluator } = valueOf(parseWith(envelopeSchema, json))
  if (!("rules" in given) && published === undefined)
    return { wanted: valueOf(parseWith(referenceSchema, given), "/ruleset") }
  const ruleset = readRuleset(given, published)
  const parsedOverrides = valueOf(parseOverrides(overrides, ruleset), "/overrides")
  return { entries: parseEntries(entries, ruleset), ruleset, overrides: parsedOverrides, asOf, evaluator }
}

function readRuleset(given: object, published: string | undefined): Ruleset {
  if (published !== undefined) return valueOf(parseRuleset(JSON.parse(published)), "/ruleset")
  refuseOversize(Buffer.byteLength(JSON.stringify(given)), rulesetBytes, "a ruleset")
  return valueOf(parseRuleset(given), "/ruleset")
}

function parseEntries(entries: readonly unknown[], ruleset: Ruleset): readonly Entry[] {
  const measures = measuresOf(ruleset)
  const good: Entry[] = []
  const problems: Problem[] = []
  for (const [index, entry] of entries.entries()) {
    const result = parseEntry(entry, measures)
    if (result.ok) good.push(result.value)
    else problems.push(...under(`/entries/${index}`, result.problems))
    if (problems.length >= mostProblems) break
  }
  if (problems.length > 0) throw toInvalidInput(problems)
  const other = good.findIndex((entry) => entry.athleteId !== good[0]?.athleteId)
  if (other < 0) return good
  const pointer = `/entries/${other}/athleteId`
  throw toInvalidInput([
    { pointer, code: "otherAthlete", message: "found a second athlete; expected one athlete's log" },
  ])
}

/** Enough to mend a log by; the rest would only hold other requests up. */
const mostProblems = 100

function valueOf<T>(result: Result<T>, pointer = ""): T {
  if (result.ok) return result.value
  throw toInvalidInput(under(pointer, result.problems))
}

function under(pointer: string, problems: readonly Problem[]): readonly Problem[] {
  return problems.map((problem) => ({ ...problem, pointer: `${pointer}${problem.pointer}` }))
}
