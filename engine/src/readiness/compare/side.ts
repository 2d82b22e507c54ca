import { canonicalJson } from "../../rules/canonical.ts"
import { type RulesOutcome, evaluateCompiled } from "../../rules/evaluate.ts"
import { type Layered, type Override, layer } from "../../rules/overrides.ts"
import { programOf } from "../../rules/program.ts"
import type { AsOf, LogView } from "../log/logView.ts"
import { type Ruleset, measuresOf } from "../ruleset.ts"
import { deriveSignals, resolveThresholds } from "../signals/deriveSignals.ts"
import type { SignalDefinitions } from "../signals/signal.ts"
import { kindOf } from "../signals/signalSchema.ts"
import type { SignalValue } from "../signals/signal.ts"
import { type Earlier, toRulesInput } from "../situation.ts"

/** One of the two that are compared: a ruleset with the overrides that may apply. */
export interface Side {
  readonly ruleset: Ruleset
  readonly overrides: readonly Override[]
}

/** A moment at which a session is decided, with the signals derived there so far, by what they are made of. */
export interface SharedMoment {
  readonly asOf: AsOf
  readonly view: LogView
  readonly derived: Map<string, SignalValue>
  /** All signals of a ruleset under some thresholds, by what `keysOf` gives for the two. */
  readonly whole: Map<SignalKeys, ReadonlyMap<string, SignalValue>>
}

/** For each signal all that its value depends on besides the log; the same object for the same ruleset and thresholds. */
export type SignalKeys = ReadonlyMap<string, string>

/** A moment of a log at which nothing has been derived yet. */
export function toSharedMoment(asOf: AsOf, view: LogView): SharedMoment {
  return { asOf, view, derived: new Map(), whole: new Map() }
}

/** Decides the last of a day's moments, with the ones before it as its earlier verdicts; `off` are rules switched off. */
export function decideDay(
  side: Side,
  athleteId: string,
  moments: readonly SharedMoment[],
  off: ReadonlySet<string> = new Set(),
): RulesOutcome | undefined {
  let earlier: Earlier | null = null
  let outcome: RulesOutcome | undefined
  for (const moment of moments) {
    const { asOf, view } = moment
    const layered = layer(side.ruleset, side.overrides, {
      localDate: asOf.localDate,
      athlete: athleteId,
      team: view.team,
    })
    const input = toRulesInput(sharedSignals(side.ruleset, layered, moment), layered, asOf.phase, earlier)
    outcome = evaluateCompiled(
      side.ruleset,
      off.size === 0 ? input : { ...input, disabled: new Set([...input.disabled, ...off]) },
    )
    earlier = { phase: asOf.phase, verdict: outcome.verdict, decidedBy: outcome.decidedBy }
  }
  return outcome
}

/** The signals that rules read. One that was derived at this moment from the same definition is not derived again. */
export function sharedSignals(
  ruleset: Ruleset,
  layered: Layered,
  moment: SharedMoment,
): ReadonlyMap<string, SignalValue> {
  const definitions = definitionsRead(ruleset)
  const keys = keysOf(ruleset, definitions, layered)
  const before = moment.whole.get(keys)
  if (before !== undefined) return before
  const keep = new Map<string, SignalValue>()
  for (const [name, key] of keys) {
    const value = moment.derived.get(key)
    if (value !== undefined) keep.set(name, value)
  }
  const signals = deriveSignals(definitions, moment.view, measuresOf(ruleset), layered.thresholds, keep)
  for (const [name, key] of keys) {
    const value = signals.get(name)
    if (value !== undefined) moment.derived.set(key, value)
  }
  moment.whole.set(keys, signals)
  return signals
}

const definitionsCache = new WeakMap<Ruleset, SignalDefinitions>()

/** The signals that some rule reads, and those that these are made of. */
export function definitionsRead(ruleset: Ruleset): SignalDefinitions {
  const before = definitionsCache.get(ruleset)
  if (before !== undefined) return before
  const names = new Set<string>()
  const visit = (name: string) => {
    const definition = Object.hasOwn(ruleset.signals, name) ? ruleset.signals[name] : undefined
    if (definition === undefined || names.has(name)) return
    names.add(name)
    for (const other of kindOf(definition.kind).readsSignals?.(definition) ?? []) visit(other)
  }
  for (const { of } of programOf(ruleset).given) visit(of)
  const definitions = Object.fromEntries(Object.entries(ruleset.signals).filter(([name]) => names.has(name)))
  definitionsCache.set(ruleset, definitions)
  return definitions
}

const keysCache = new WeakMap<Ruleset, Map<string, SignalKeys>>()

/** What signals depend on: their definitions with thresholds filled in, and the ruleset's own measures. */
export function keysOf(ruleset: Ruleset, definitions: SignalDefinitions, layered: Layered): SignalKeys {
  const ofRuleset = keysCache.get(ruleset) ?? new Map<string, SignalKeys>()
  keysCache.set(ruleset, ofRuleset)
  const layers = [...layered.thresholds.values()].join()
  const before = ofRuleset.get(layers)
  if (before !== undefined) return before
  const measures = canonicalJson(ruleset.measures ?? {})
  const keys = new Map<string, string>()
  const keyOf = (name: string): string => {
    const known = keys.get(name)
    if (known !== undefined) return known
    const { label: _, ...definition } = definitions[name] ?? { kind: "" }
    const others = kindOf(definition.kind).readsSignals?.(definition) ?? []
    const key = canonicalJson([resolveThresholds(definition, layered.thresholds), measures, others.map(keyOf)])
    keys.set(name, key)
    return key
  }
  for (const name of Object.keys(definitions)) keyOf(name)
  ofRuleset.set(layers, keys)
  return keys
}
