import { z } from "zod"
import { type Lint, lintRuleset } from "../rules/check.ts"
import type { FactDeclaration, FactDeclarations } from "../rules/facts.ts"
import { expectedNames } from "../rules/nearest.ts"
import { type RulesetDomain, parseRulesetIn } from "../rules/parse.ts"
import { digestOf } from "../rules/canonical.ts"
import { type Problem, type Result, toPointer } from "../rules/result.ts"
import { limits, nameSchema, rulesetBaseShape } from "../rules/schema.ts"
import { phaseNames } from "./log/schema.ts"
import { type MeasureCatalogue, measureCatalogue, measureSchema } from "./measures.ts"
import { outcomeNames } from "./outcomeNames.ts"
import { declareSignal, readsOfSignals, resolveThresholds, thresholdsIn } from "./signals/deriveSignals.ts"
import type { SignalDefinition } from "./signals/signal.ts"
import { kindOf, signalSchema } from "./signals/signalSchema.ts"

/** A readiness ruleset: the rules' language, plus signals made from a lifter's log and measures of its own. */
export const rulesetSchema = z
  .strictObject({
    ...rulesetBaseShape,
    measures: z.record(nameSchema, measureSchema).optional().describe("Measures that the catalogue lacks."),
    signals: z.record(nameSchema, signalSchema),
  })
  .meta({ id: "Ruleset" })
export type Ruleset = Readonly<z.output<typeof rulesetSchema>>

/** The measures a ruleset may read: the catalogue's and its own. */
export function measuresOf(ruleset: Pick<Ruleset, "measures">): MeasureCatalogue {
  return ruleset.measures === undefined ? measureCatalogue : { ...measureCatalogue, ...ruleset.measures }
}

/** Facts that are no signals: the phase decided at, and today's last verdict before it. */
const dayFacts: FactDeclarations = {
  phase: { type: "word", label: "phase", words: phaseNames },
  "earlier.verdict": { type: "word", label: "today's earlier verdict", words: outcomeNames },
}

/** Every fact that the rules of a readiness ruleset may read, besides the language's own. */
export function declareFacts(ruleset: Ruleset): FactDeclarations {
  const before = declared.get(ruleset)
  if (before !== undefined) return before
  const facts = factsOf(ruleset)
  declared.set(ruleset, facts)
  return facts
}

const declared = new WeakMap<Ruleset, FactDeclarations>()

function factsOf(ruleset: Ruleset): FactDeclarations {
  const measures = measuresOf(ruleset)
  const signals = Object.entries(ruleset.signals).map(([name, definition]): [string, FactDeclaration] => {
    return [name, declareWithUnit(ruleset, definition, measures)]
  })
  return { ...Object.fromEntries(signals), ...dayFacts }
}

export const readinessDomain: RulesetDomain<Ruleset> = {
  schema: rulesetSchema,
  declareFacts,
  problems: (ruleset) => [...outcomeProblems(ruleset), ...measureProblems(ruleset), ...signalProblems(ruleset)],
}

/** Parses an untrusted document into a frozen readiness ruleset, or tells every problem with its place. */
export function parseRuleset(json: unknown): Result<Ruleset> {
  return parseRulesetIn(readinessDomain, json)
}

const hashes = new WeakMap<Ruleset, string>()
/** Content address of a ruleset: SHA-256, 64 hex, of its RFC 8785 canonical JSON; `$schema` is not part of it. */
export function rulesetHash(ruleset: Ruleset): string {
  const before = hashes.get(ruleset)
  if (before !== undefined) return before
  const { $schema: _, ...content } = ruleset
  const hash = digestOf(content)
  hashes.set(ruleset, hash)
  return hash
}

/** A signal's declaration under its own label; one that is made of other signals counts in the unit of the first. */
function declareWithUnit(ruleset: Ruleset, definition: SignalDefinition, measures: MeasureCatalogue): FactDeclaration {
  const fact = declareSignal(definition, measures)
  const labelled = definition.label === undefined ? fact : { ...fact, label: definition.label }
  const source = kindOf(definition.kind).readsSignals?.(definition)[0]
  const first = source === undefined ? undefined : ruleset.signals[source]
  const unit = first === undefined || fact.unit !== "" ? fact.unit : declareWithUnit(ruleset, first, measures).unit
  return unit === undefined ? labelled : { ...labelled, unit }
}

/** What a signal may read that is no measure. */
const otherReads: ReadonlySet<string> = new Set([
  "joints",
  "symptoms",
  "discomfort",
  "sessions",
  "sets",
  "plan",
  "choices",
  "annotations",
  "athlete",
  "checkIns",
  "sessionRpe",
  "sessionLoad",
  "sessionTonnage",
  "sessionMinutes",
])

function* outcomeProblems({ outcomes }: Ruleset): Generator<Problem> {
  if (outcomes.join() !== outcomeNames.join())
    yield problem(
      ["outcomes"],
      "wrongOutcomes",
      `found other outcomes; expected ${outcomeNames.map((name) => `\`${name}\``).join(", ")}, in this order`,
    )
}

function* measureProblems(ruleset: Ruleset): Generator<Problem> {
  for (const [name, { min, max, log }] of Object.entries(ruleset.measures ?? {})) {
    if (log === true && min <= 0)
      yield problem(
        ["measures", name, "min"],
        "badBounds",
        `found min ${min} on a logarithmic measure; expected more than 0`,
      )
    if (Object.hasOwn(measureCatalogue, name) || otherReads.has(name))
      yield problem(
        ["measures", name],
        "taken",
        `\`${name}\` is already a measure of the catalogue; give it another name`,
      )
    if (min >= max) yield problem(["measures", name, "min"], "badBounds", `found min ${min}, not below max ${max}`)
  }
}

function* signalProblems(ruleset: Ruleset): Generator<Problem> {
  const names = Object.keys(ruleset.signals)
  if (names.length > limits.signals)
    yield problem(["signals"], "tooMany", `found ${names.length} signals; expected at most ${limits.signals}`)
  const measures = new Set([...Object.keys(measuresOf(ruleset)), ...otherReads])
  for (const [name, definition] of Object.entries(ruleset.signals)) {
    const at = (code: string, message: string) => problem(["signals", name], code, message)
    if (
      name in dayFacts ||
      ["warningFamilies", "possibleFamilies", "known", "threshold", "finding", "earlier"].includes(name)
    )
      yield at("taken", `\`${name}\` is a fact of the language; give the signal another name`)
    const kind = kindOf(definition.kind)
    for (const read of kind.reads(definition))
      if (!measures.has(read))
        yield at(
          "unknownMeasure",
          `unknown measure \`${read}\` in signal \`${name}\`${expectedNames(read, [...measures])}`,
        )
    for (const other of kind.readsSignals?.(definition) ?? [])
      if (!Object.hasOwn(ruleset.signals, other))
        yield at("unknownSignal", `unknown signal \`${other}\` in signal \`${name}\`${expectedNames(other, names)}`)
    yield* thresholdProblems(ruleset, name, definition)
  }
  yield* cycleProblems(ruleset)
}

/** A threshold that feeds a signal must stay within what the kind accepts over all of the threshold's own range. */
function* thresholdProblems(ruleset: Ruleset, name: string, definition: SignalDefinition): Generator<Problem> {
  let isWhole = true
  for (const threshold of thresholdsIn(definition))
    if (!Object.hasOwn(ruleset.thresholds, threshold)) {
      isWhole = false
      yield problem(
        ["signals", name],
        "unknownThreshold",
        `unknown threshold \`${threshold}\` in signal \`${name}\`${expectedNames(threshold, Object.keys(ruleset.thresholds))}`,
      )
    }
  if (!isWhole) return
  for (const end of ["min", "max"] as const) {
    const values = new Map(Object.entries(ruleset.thresholds).map(([key, threshold]) => [key, threshold[end]]))
    const parsed = kindOf(definition.kind).parameters.safeParse(resolveThresholds(definition, values))
    const issue = parsed.success ? undefined : parsed.error.issues[0]
    if (issue !== undefined)
      yield problem(
        ["signals", name, ...issue.path],
        "outOfBounds",
        `a threshold of signal \`${name}\` reaches, at its ${end}, a value the kind \`${definition.kind}\` does not take`,
      )
  }
}

function* cycleProblems(ruleset: Ruleset): Generator<Problem> {
  const done = new Set<string>()
  const visit = function* (name: string, path: readonly string[]): Generator<Problem> {
    if (path.includes(name)) {
      const cycle = [...path.slice(path.indexOf(name)), name].map((step) => `\`${step}\``).join(" → ")
      yield problem(["signals", name], "cycle", `found a circular reference: ${cycle}`)
    } else if (!done.has(name)) {
      const definition = ruleset.signals[name]
      if (definition !== undefined)
        for (const other of kindOf(definition.kind).readsSignals?.(definition) ?? [])
          yield* visit(other, [...path, name])
      done.add(name)
    }
  }
  for (const name of Object.keys(ruleset.signals)) yield* visit(name, [])
}

/** Lints of a readiness ruleset; signals that feed other signals, and what is true of every day, are not held to be idle. */
export function lintReadiness(ruleset: Ruleset): readonly Lint[] {
  const definitions = Object.values(ruleset.signals)
  const thresholds = definitions
    .flatMap((definition) => [...thresholdsIn(definition)])
    .map((name) => `threshold.${name}`)
  const signals = definitions.flatMap((definition) => kindOf(definition.kind).readsSignals?.(definition) ?? [])
  return lintRuleset(ruleset, declareFacts(ruleset), new Set([...thresholds, ...signals, ...Object.keys(dayFacts)]))
}

const readsCache = new WeakMap<Ruleset, ReadonlyMap<string, ReadonlySet<string>>>()
/** What each signal of a parsed ruleset reads from the log. */
export function signalReads(ruleset: Ruleset): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = readsCache.get(ruleset) ?? readsOfSignals(ruleset.signals)
  readsCache.set(ruleset, reads)
  return reads
}

function problem(path: readonly PropertyKey[], code: string, message: string): Problem {
  return { pointer: toPointer(path), code, message }
}
