import fc from "fast-check"
import { rulesetDocument } from "../support/loadRuleset.ts"
import { tiredRuleset } from "../http/testApp.ts"

const names = Array.from({ length: 200 }, (_, index) => `aVeryLongSignalNameOfANeedlesslyDescriptiveKind${index}`)
const leaf = { fact: "fatigue", operator: "greaterThan", value: 1 }
const [rule] = tiredRuleset.rules
const repeated = (count: number, make: (index: number) => unknown) =>
  Array.from({ length: count }, (_, index) => make(index))
const named = (count: number, make: (index: number) => unknown) =>
  Object.fromEntries(repeated(count, (index) => [`n${index}`, make(index)]) as [string, unknown][])
const withConditions = (conditions: unknown) => ({ ...tiredRuleset, rules: [{ ...rule, conditions }] })
const nested = (depth: number, wrap: (inner: unknown) => unknown) => {
  let inner: unknown = leaf
  for (let level = 0; level < depth; level++) inner = wrap(inner)
  return inner
}

/** Rulesets made to hurt whoever reads or runs them, some at the bounds of what is allowed and some far beyond; each by its kind. */
const kinds: Readonly<Record<string, (size: number) => unknown>> = {
  "deep groups": (size) => withConditions(nested(size * 40, (inner) => ({ all: [inner] }))),
  "deep negations": (size) => withConditions({ all: [nested(size * 3, (inner) => ({ not: inner }))] }),
  "wide groups": (size) => withConditions({ any: repeated(50, () => ({ all: repeated(size, () => leaf) })) }),
  "doubling conditions": (size) => ({
    ...withConditions({ condition: "n0" }),
    conditions: named(size * 2, (index) => ({ any: [{ condition: `n${index + 1}` }, { condition: `n${index + 1}` }] })),
  }),
  "a circle": (size) => ({
    ...withConditions({ condition: "n0" }),
    conditions: named(size, (index) => ({ all: [{ condition: `n${(index + 1) % size}` }] })),
  }),
  "misspelt facts": (size) => ({
    ...tiredRuleset,
    signals: Object.fromEntries(names.map((name) => [name, { kind: "latest", of: "fatigue" }])),
    rules: repeated(Math.min(size * 4, 200), (index) => ({
      ...rule,
      name: `R${index}`,
      conditions: { any: repeated(10, (at) => ({ ...leaf, fact: `${names[(index + at) % 200] ?? ""}x` })) },
    })),
  }),
  "unknown members": (size) => ({ ...tiredRuleset, ...named(size * 300, () => 1) }),
  "many advices": (size) => ({ ...tiredRuleset, advice: named(size * 150, () => ({ volumePct: -1 })) }),
  "many thresholds": (size) => ({
    ...tiredRuleset,
    thresholds: { ...tiredRuleset.thresholds, ...named(size * 80, () => tiredRuleset.thresholds.tired) },
  }),
  "many rules": (size) => ({
    ...tiredRuleset,
    rules: repeated(size * 25, (index) => ({ ...rule, name: `R${index}` })),
  }),
  "heavy signals": (size) => ({
    ...tiredRuleset,
    signals: {
      ...tiredRuleset.signals,
      ...named(Math.min(size * 4, 198), () => ({ kind: "zFromBaseline", measure: "fatigue", baselineDays: 365 })),
    },
    rules: repeated(200, (index) => ({
      ...rule,
      name: `R${index}`,
      conditions: { any: repeated(10, (at) => ({ ...leaf, fact: `n${(index + at) % Math.min(size * 4, 198)}` })) },
    })),
  }),
  "code in a path": (size) =>
    withConditions({ all: repeated(size, () => ({ ...leaf, path: "$..[?(@.constructor)]" })) }),
  "forged results": (size) => withConditions({ all: repeated(size, () => ({ ...leaf, result: true, factResult: 1 })) }),
  "long text": (size) => ({ ...tiredRuleset, description: "x".repeat(size * 9_000) }),
  "long names": (size) => withConditions({ all: [{ ...leaf, fact: "x".repeat(size * 9_000) }] }),
  "numbers in lists": (size) =>
    withConditions({ all: [{ fact: "fatigue", operator: "in", value: repeated(size * 2_000, (n) => n) }] }),
  "the whole default, many times": (size) => ({
    ...Object(rulesetDocument("push-or-back-off")),
    ...named(size, () => rulesetDocument("push-or-back-off")),
  }),
}
const kindNames = Object.keys(kinds)

export interface HostileCase {
  readonly kind: string
  readonly text: string
}

/** A generated hostile ruleset as JSON text: one of the kinds at some size, now and then with a stretch of it replaced by noise. */
const anyHostile: fc.Arbitrary<HostileCase> = fc
  .record({
    kind: fc.constantFrom(...kindNames),
    size: fc.integer({ min: 1, max: 50 }),
    noise: fc.option(fc.record({ at: fc.nat(), length: fc.nat(30), text: fc.string({ maxLength: 12 }) }), { freq: 4 }),
    hostileName: fc.option(fc.constantFrom("__proto__", "constructor", "prototype"), { freq: 8 }),
  })
  .map(({ kind, size, noise, hostileName }) => {
    const whole = JSON.stringify(kinds[kind]?.(size))
    const spoilt =
      hostileName === null ? whole : whole.replace('"thresholds"', () => `"${hostileName}":{"x":1},"thresholds"`)
    if (noise === null) return { kind, text: spoilt }
    const at = noise.at % spoilt.length
    return { kind: `${kind}, broken`, text: spoilt.slice(0, at) + noise.text + spoilt.slice(at + noise.length) }
  })

/** The same cases for the same seed. */
export function hostileCases(count: number, seed: number): readonly HostileCase[] {
  return fc.sample(anyHostile, { numRuns: count, seed })
}
