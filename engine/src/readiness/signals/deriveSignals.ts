import type { FactDeclaration } from "../../rules/facts.ts"
import { roundTo6 } from "../../rules/rounding.ts"
import type { LogView } from "../log/logView.ts"
import type { MeasureCatalogue } from "../measures.ts"
import { kindOf } from "./signalSchema.ts"
import type { Evidence, SignalDefinition, SignalDefinitions, SignalValue } from "./signal.ts"

/** Parameters with every threshold's name replaced by its value. */
export function resolveThresholds(parameters: unknown, thresholds: ReadonlyMap<string, number>): unknown {
  if (Array.isArray(parameters)) return parameters.map((item) => resolveThresholds(item, thresholds))
  if (parameters === null || typeof parameters !== "object") return parameters
  if ("threshold" in parameters && typeof parameters.threshold === "string") return thresholds.get(parameters.threshold)
  return Object.fromEntries(
    Object.entries(parameters).map(([name, value]) => [name, resolveThresholds(value, thresholds)]),
  )
}

const resolved = new WeakMap<ReadonlyMap<string, number>, Map<SignalDefinition, unknown>>()

/** The same, kept for as long as the thresholds are: most decisions run on a ruleset's own. */
function resolvedParameters(definition: SignalDefinition, thresholds: ReadonlyMap<string, number>): unknown {
  const ofThresholds = resolved.get(thresholds) ?? new Map<SignalDefinition, unknown>()
  resolved.set(thresholds, ofThresholds)
  const parameters = ofThresholds.get(definition) ?? resolveThresholds(definition, thresholds)
  ofThresholds.set(definition, parameters)
  return parameters
}

/** Names of the thresholds that a definition refers to. */
export function* thresholdsIn(parameters: unknown): Generator<string> {
  if (parameters === null || typeof parameters !== "object") return
  if ("threshold" in parameters && typeof parameters.threshold === "string") yield parameters.threshold
  else for (const value of Object.values(parameters)) yield* thresholdsIn(value)
}

/**
 * Derives signals from a log, each at most once, in the order in which they need each other. `keep` gives values that are
 * known to be unaffected and are not derived again. Numbers are rounded to 6 decimals, so that every machine agrees.
 */
export function deriveSignals(
  definitions: SignalDefinitions,
  log: LogView,
  measures: MeasureCatalogue,
  thresholds: ReadonlyMap<string, number>,
  keep: ReadonlyMap<string, SignalValue> = new Map(),
): ReadonlyMap<string, SignalValue> {
  const derived = new Map(keep)
  const signal = (name: string): SignalValue => {
    const before = derived.get(name)
    if (before !== undefined) return before
    const definition = definitions[name]
    if (definition === undefined) throw new Error(`unknown signal ${name}`)
    const parameters = resolvedParameters(definition, thresholds)
    const value = rounded(kindOf(definition.kind).derive(parameters, { log, measures, signal }))
    derived.set(name, value)
    return value
  }
  return new Map(Object.keys(definitions).map((name) => [name, signal(name)]))
}

/** What a definition declares to the rules. */
export function declareSignal(definition: SignalDefinition, measures: MeasureCatalogue): FactDeclaration {
  return kindOf(definition.kind).declare(definition, measures)
}

/** The measures, and words such as `joints` or `sets`, that each signal reads, through other signals too. */
export function readsOfSignals(definitions: SignalDefinitions): ReadonlyMap<string, ReadonlySet<string>> {
  const reads = new Map<string, ReadonlySet<string>>()
  const visit = (name: string): ReadonlySet<string> => {
    const before = reads.get(name)
    if (before !== undefined) return before
    const definition = definitions[name]
    if (definition === undefined) return new Set()
    const kind = kindOf(definition.kind)
    const own = new Set(kind.reads(definition))
    for (const other of kind.readsSignals?.(definition) ?? []) for (const read of visit(other)) own.add(read)
    reads.set(name, own)
    return own
  }
  for (const name of Object.keys(definitions)) visit(name)
  return reads
}

function rounded(value: SignalValue): SignalValue {
  const evidence = roundedEvidence(value.evidence)
  if (!value.known) return { ...value, evidence }
  return { ...value, evidence, value: typeof value.value === "number" ? roundTo6(value.value) : value.value }
}

function roundedEvidence(evidence: Evidence): Evidence {
  const { baseline, each } = evidence
  return {
    ...evidence,
    ...(baseline && {
      baseline: {
        ...baseline,
        ...(baseline.centre !== undefined && { centre: roundTo6(baseline.centre) }),
        ...(baseline.spread !== undefined && { spread: roundTo6(baseline.spread) }),
      },
    }),
    ...(each && { each: Object.fromEntries(Object.entries(each).map(([name, value]) => [name, roundTo6(value)])) }),
  }
}
