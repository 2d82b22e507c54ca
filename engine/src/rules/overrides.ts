import { z } from "zod"
import { hostileProblems, withoutNegativeZero } from "./hostile.ts"
import { expectedNames } from "./nearest.ts"
import { ownValue } from "./ownValue.ts"
import { parseWith } from "./problems.ts"
import { type Problem, type Result, ok, refuse, toPointer } from "./result.ts"
import { type RulesetBase, nameSchema, ruleNameSchema } from "./schema.ts"

/** Layers above the ruleset, the weaker first: a later one wins. */
export const layerNames = ["team", "athlete"] as const

export const overrideSchema = z
  .strictObject({
    layer: z.enum(layerNames),
    subject: z.string().min(1).max(64).describe("Id of the team or athlete."),
    from: z.iso.date().describe("First local date on which it holds."),
    until: z.iso.date().optional().describe("Last local date on which it holds; absent: open."),
    thresholds: z.record(nameSchema, z.number()).optional(),
    disabled: z.array(ruleNameSchema).max(200).optional().describe("Rules switched off."),
    author: z.string().max(120).optional(),
    reason: z.string().max(2_000).optional(),
  })
  .meta({ id: "Override" })
/** A sparse change to a ruleset for one team or one athlete, for a time; everything it does not name is inherited. */
export type Override = Readonly<z.infer<typeof overrideSchema>>

const overridesFileSchema = z.union([
  z.array(overrideSchema).max(10_000),
  z.strictObject({ overrides: z.array(overrideSchema).max(10_000) }),
])

/** Parses a list of overrides (or `{overrides: […]}`) and holds it against the ruleset they change. */
export function parseOverrides(json: unknown, ruleset: RulesetBase): Result<readonly Override[]> {
  const hostile = hostileProblems(json)
  if (hostile.length > 0) return refuse(...hostile)
  const parsed = parseWith(overridesFileSchema, withoutNegativeZero(json))
  if (!parsed.ok) return parsed
  const [overrides, base] = Array.isArray(parsed.value) ? [parsed.value, []] : [parsed.value.overrides, ["overrides"]]
  const problems = overrides.flatMap((override, index) => [...overrideProblems(override, ruleset, [...base, index])])
  return problems.length > 0 ? refuse(...problems) : ok(overrides)
}

function* overrideProblems(override: Override, ruleset: RulesetBase, path: readonly PropertyKey[]): Generator<Problem> {
  for (const [name, value] of Object.entries(override.thresholds ?? {})) {
    const threshold = ownValue(ruleset.thresholds, name)
    const pointer = toPointer([...path, "thresholds", name])
    if (threshold === undefined)
      yield {
        pointer,
        code: "unknownThreshold",
        message: `unknown threshold \`${name}\`${expectedNames(name, Object.keys(ruleset.thresholds))}`,
      }
    else if (value < threshold.min || value > threshold.max)
      yield {
        pointer,
        code: "outOfBounds",
        message: `found ${value}; expected ${threshold.min} to ${threshold.max} ${threshold.unit}`,
      }
  }
  for (const [index, name] of (override.disabled ?? []).entries()) {
    const rule = ruleset.rules.find((candidate) => candidate.name === name)
    const pointer = toPointer([...path, "disabled", index])
    if (rule === undefined)
      yield {
        pointer,
        code: "unknownRule",
        message: `unknown rule \`${name}\`${expectedNames(
          name,
          ruleset.rules.map((candidate) => candidate.name),
        )}`,
      }
    else if (rule.locked === true)
      yield { pointer, code: "lockedRule", message: `rule \`${name}\` cannot be switched off` }
  }
  if (override.until !== undefined && override.until < override.from)
    yield {
      pointer: toPointer([...path, "until"]),
      code: "badPeriod",
      message: `found an end before the start, ${override.from}`,
    }
}

/** Thresholds and rules as they hold for one subject on one date, each with the layer that decided it. */
export interface Layered {
  readonly thresholds: ReadonlyMap<string, number>
  /** `ruleset`, `team:<id>` or `athlete:<id>` by threshold. */
  readonly layers: ReadonlyMap<string, string>
  /** Layer by rule that is switched off. */
  readonly disabled: ReadonlyMap<string, string>
  readonly applied: readonly Override[]
}

/** Lays overrides over a ruleset: team under athlete, and within a layer the later `from` wins, then the later in the list. */
export function layer(
  ruleset: RulesetBase,
  overrides: readonly Override[],
  subject: { readonly localDate: string; readonly athlete: string; readonly team?: string | undefined },
): Layered {
  const applied = layerNames.flatMap((layerName) =>
    overrides
      .filter((override) => override.layer === layerName && override.subject === subject[layerName])
      .filter(({ from, until }) => from <= subject.localDate && (until === undefined || subject.localDate <= until))
      .toSorted((a, b) => (a.from < b.from ? -1 : a.from > b.from ? 1 : 0)),
  )
  const inherited = inheritedOf(ruleset)
  if (applied.length === 0) return inherited
  const thresholds = new Map(inherited.thresholds)
  const layers = new Map(inherited.layers)
  const disabled = new Map<string, string>()
  const locked = new Set(ruleset.rules.filter((rule) => rule.locked === true).map((rule) => rule.name))
  for (const override of applied) {
    const name = `${override.layer}:${override.subject}`
    for (const [threshold, value] of Object.entries(override.thresholds ?? {})) {
      thresholds.set(threshold, value)
      layers.set(threshold, name)
    }
    // An override may be older than the lock; it is refused where it is made, and here it is without effect.
    for (const rule of override.disabled ?? []) if (!locked.has(rule)) disabled.set(rule, name)
  }
  return { thresholds, layers, disabled, applied }
}

const inheritances = new WeakMap<RulesetBase, Layered>()

/** A ruleset as it stands without any override: the same object each time, so that what is made of it can be kept. */
function inheritedOf(ruleset: RulesetBase): Layered {
  const before = inheritances.get(ruleset)
  if (before !== undefined) return before
  const thresholds = new Map(Object.entries(ruleset.thresholds).map(([name, { value }]) => [name, value]))
  const layers = new Map([...thresholds.keys()].map((name) => [name, "ruleset"]))
  const inherited: Layered = { thresholds, layers, disabled: new Map(), applied: [] }
  inheritances.set(ruleset, inherited)
  return inherited
}
