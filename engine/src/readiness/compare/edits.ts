import { canonicalJson } from "../../rules/canonical.ts"
import type { Override } from "../../rules/overrides.ts"
import type { Rule } from "../../rules/schema.ts"
import type { Ruleset } from "../ruleset.ts"
import { resolveThresholds } from "../signals/deriveSignals.ts"
import { kindOf } from "../signals/signalSchema.ts"
import type { Side } from "./side.ts"

/** One difference between two sides that can change a verdict; wording and advice are none. */
export type Edit =
  | { readonly kind: "threshold"; readonly name: string; readonly from: number; readonly to: number }
  | { readonly kind: "rule"; readonly name: string; readonly change: "added" | "removed" | "changed" }
  | { readonly kind: "signal" | "condition" | "measure"; readonly name: string; readonly change: "changed" }
  | { readonly kind: "otherwise"; readonly from: string; readonly to: string }
  | { readonly kind: "override"; readonly change: "added" | "removed"; readonly override: Override }

/**
 * The edits that turn side A into side B. What only one of them defines and no rule of the other reads (thresholds,
 * signals, conditions, measures) comes and goes with the rules that read it and is no edit of its own.
 */
export function editsBetween(a: Side, b: Side): readonly Edit[] {
  const [from, to] = [a.ruleset, b.ruleset]
  const rulesOfA = new Map(from.rules.map((rule) => [rule.name, rule]))
  const rulesOfB = new Map(to.rules.map((rule) => [rule.name, rule]))
  const overridesOfA = new Set(a.overrides.map(canonicalJson))
  const overridesOfB = new Set(b.overrides.map(canonicalJson))
  const changed = <K extends "signal" | "condition" | "measure">(kind: K, before: object = {}, after: object = {}) =>
    changedNames(before, after).map((name) => ({ kind, name, change: "changed" as const }))
  return [
    ...changedNames(from.thresholds, to.thresholds).flatMap((name): Edit[] => {
      const [before, after] = [from.thresholds[name]?.value, to.thresholds[name]?.value]
      return before === undefined || after === undefined || before === after
        ? []
        : [{ kind: "threshold", name, from: before, to: after }]
    }),
    ...[...rulesOfA].flatMap(([name, rule]): Edit[] => {
      const other = rulesOfB.get(name)
      if (other === undefined) return [{ kind: "rule", name, change: "removed" }]
      return sameEffect(rule, other) ? [] : [{ kind: "rule", name, change: "changed" }]
    }),
    ...[...rulesOfB.keys()].flatMap((name): Edit[] =>
      rulesOfA.has(name) ? [] : [{ kind: "rule", name, change: "added" }],
    ),
    ...changed("signal", withoutLabels(from.signals), withoutLabels(to.signals)),
    ...changed("condition", from.conditions, to.conditions),
    ...changed("measure", from.measures, to.measures),
    ...(from.otherwise === to.otherwise
      ? []
      : [{ kind: "otherwise" as const, from: from.otherwise, to: to.otherwise }]),
    ...a.overrides.flatMap((override): Edit[] =>
      overridesOfB.has(canonicalJson(override)) ? [] : [{ kind: "override", change: "removed", override }],
    ),
    ...b.overrides.flatMap((override): Edit[] =>
      overridesOfA.has(canonicalJson(override)) ? [] : [{ kind: "override", change: "added", override }],
    ),
  ]
}

/** Side A with some of the edits: `off` are the rules of its ruleset that do not count in it. */
export interface Edited extends Side {
  readonly off: ReadonlySet<string>
}

/**
 * Side A after some of the edits towards B; undefined where they do not go together: signals made of each other in a
 * circle, or a threshold beyond what a signal of the other side takes.
 */
export function applyEdits(a: Side, b: Side, edits: readonly Edit[]): Edited | undefined {
  const rules = edits.filter((edit) => edit.kind === "rule")
  const added = new Set(rules.filter(({ change }) => change === "added").map(({ name }) => name))
  const removed = rules.filter(({ change }) => change === "removed").map(({ name }) => name)
  const ruleset = mixed(a.ruleset, b.ruleset, edits)
  if (ruleset === undefined) return undefined
  const overrides = mixedOverrides(a, b, edits)
  // Overrides keep to the bounds of their own side; a signal of the other may take less.
  if (
    edits.some(({ kind }) => kind === "signal" || kind === "threshold") &&
    !overrides.every(({ thresholds }) => takesThresholds(ruleset, thresholds))
  )
    return undefined
  const own = new Set(a.ruleset.rules.map(({ name }) => name))
  const notAdded = b.ruleset.rules.map(({ name }) => name).filter((name) => !own.has(name) && !added.has(name))
  return { ruleset, overrides, off: new Set([...removed, ...notAdded]) }
}

/** A ruleset in which the rules that do not count never fire, so that it can be decided with like any other. */
export function silenced({ ruleset, overrides, off }: Edited): Side {
  const never = { all: [{ fact: "phase", operator: "equal" as const, value: "never" }] }
  return {
    ruleset: {
      ...ruleset,
      rules: ruleset.rules.map((rule) => (off.has(rule.name) ? { ...rule, conditions: never } : rule)),
    },
    overrides,
  }
}

const mixes = new WeakMap<Ruleset, WeakMap<Ruleset, Map<string, Ruleset | undefined>>>()

/** A's ruleset with all rules of B, and with B's version of what the edits change; kept, as many days ask for the same. */
function mixed(a: Ruleset, b: Ruleset, edits: readonly Edit[]): Ruleset | undefined {
  const changes = edits.filter(
    ({ kind, ...edit }) => kind !== "override" && (!("change" in edit) || edit.change === "changed"),
  )
  const key = changes.map((edit) => `${edit.kind} ${"name" in edit ? edit.name : ""}`).join()
  const ofA = mixes.get(a) ?? new WeakMap<Ruleset, Map<string, Ruleset | undefined>>()
  mixes.set(a, ofA)
  const ofB = ofA.get(b) ?? new Map<string, Ruleset | undefined>()
  ofA.set(b, ofB)
  if (ofB.has(key)) return ofB.get(key)
  const names = (kind: Edit["kind"]) =>
    new Set(changes.flatMap((edit) => (edit.kind === kind && "name" in edit ? [edit.name] : [])))
  const changedRules = names("rule")
  const rulesOfB = new Map(b.rules.map((rule) => [rule.name, rule]))
  const own = new Set(a.rules.map(({ name }) => name))
  const ruleset: Ruleset = {
    ...a,
    thresholds: mixedRecord(a.thresholds, b.thresholds, names("threshold")),
    signals: mixedRecord(a.signals, b.signals, names("signal")),
    conditions: mixedRecord(a.conditions ?? {}, b.conditions ?? {}, names("condition")),
    measures: mixedRecord(a.measures ?? {}, b.measures ?? {}, names("measure")),
    rules: [
      ...a.rules.map((rule) => (changedRules.has(rule.name) ? (rulesOfB.get(rule.name) ?? rule) : rule)),
      ...b.rules.filter(({ name }) => !own.has(name)),
    ],
    otherwise: changes.some(({ kind }) => kind === "otherwise") ? b.otherwise : a.otherwise,
  }
  const sound = isSound(ruleset) ? ruleset : undefined
  ofB.set(key, sound)
  return sound
}

function mixedRecord<T>(
  a: Readonly<Record<string, T>>,
  b: Readonly<Record<string, T>>,
  fromB: ReadonlySet<string>,
): Record<string, T> {
  return { ...b, ...Object.fromEntries(Object.entries(a).filter(([name]) => !fromB.has(name))) }
}

function mixedOverrides(a: Side, b: Side, edits: readonly Edit[]): readonly Override[] {
  const chosen = edits.filter((edit) => edit.kind === "override")
  if (chosen.length === 0) return a.overrides
  const keysOf = (change: "added" | "removed") =>
    new Set(chosen.filter((edit) => edit.change === change).map(({ override }) => canonicalJson(override)))
  const [added, removed] = [keysOf("added"), keysOf("removed")]
  const ofA = new Set(a.overrides.map(canonicalJson))
  const ofB = new Set(b.overrides.map(canonicalJson))
  return [
    ...a.overrides.filter((override) => !ofB.has(canonicalJson(override)) && !removed.has(canonicalJson(override))),
    ...b.overrides.filter((override) => ofA.has(canonicalJson(override)) || added.has(canonicalJson(override))),
  ]
}

function isSound(ruleset: Ruleset): boolean {
  const done = new Set<string>()
  const isAcyclic = (name: string, path: readonly string[]): boolean => {
    if (path.includes(name)) return false
    const definition = ruleset.signals[name]
    if (done.has(name) || definition === undefined) return true
    const others = kindOf(definition.kind).readsSignals?.(definition) ?? []
    if (!others.every((other) => isAcyclic(other, [...path, name]))) return false
    done.add(name)
    return true
  }
  return Object.keys(ruleset.signals).every((name) => isAcyclic(name, [])) && takesThresholds(ruleset)
}

/** Whether every signal takes the thresholds of the ruleset, with some of them overridden. */
function takesThresholds(ruleset: Ruleset, overridden: Readonly<Record<string, number>> = {}): boolean {
  const own = Object.entries(ruleset.thresholds).map(([name, { value }]): [string, number] => [name, value])
  const thresholds = new Map([...own, ...Object.entries(overridden)])
  return Object.values(ruleset.signals).every(
    (definition) => kindOf(definition.kind).parameters.safeParse(resolveThresholds(definition, thresholds)).success,
  )
}

function changedNames(before: object, after: object): readonly string[] {
  const afterwards = new Map<string, unknown>(Object.entries(after))
  return Object.entries(before).flatMap(([name, value]) =>
    afterwards.has(name) && canonicalJson(value) !== canonicalJson(afterwards.get(name)) ? [name] : [],
  )
}

function withoutLabels(signals: Ruleset["signals"]): object {
  return Object.fromEntries(Object.entries(signals).map(([name, { label: _, ...rest }]) => [name, rest]))
}

function sameEffect(a: Rule, b: Rule): boolean {
  const effect = ({ conditions, priority, event, locked }: Rule) =>
    canonicalJson({
      conditions,
      priority,
      locked: locked === true,
      type: event.type,
      ...(event.type === "verdict" ? { verdict: event.params.verdict } : { family: event.params.family }),
    })
  return effect(a) === effect(b)
}
