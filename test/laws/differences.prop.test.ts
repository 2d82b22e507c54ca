import { canonicalJson, type Difference, differencesBetween, type RulesetBase } from "@barometer/engine/rules"
import fc from "fast-check"
import { expect, test } from "vitest"
import { anyRuleset } from "../support/arbitraryRuleset.ts"

/** The ruleset with the differences laid over it; rules by name, as their order means nothing. */
function laidOver(ruleset: RulesetBase, differences: readonly Difference[]): Readonly<Record<string, unknown>> {
  const members = new Map<string, unknown>(Object.entries(byName(ruleset)))
  for (const { section, name, change, after } of differences) {
    if (section === "document") {
      if (change === "removed") members.delete(name)
      else members.set(name, after)
      continue
    }
    const parts = new Map(Object.entries(members.get(section) ?? {}))
    if (change === "removed") parts.delete(name)
    else parts.set(name, after)
    members.set(section, Object.fromEntries(parts))
  }
  return Object.fromEntries(members)
}

function byName({ rules, ...rest }: RulesetBase) {
  return { ...rest, rules: Object.fromEntries(rules.map((rule) => [rule.name, rule])) }
}

test("a ruleset differs from itself in nothing, in whatever order its rules stand", () => {
  fc.assert(
    fc.property(anyRuleset, (ruleset) => {
      expect(differencesBetween(ruleset, { ...ruleset, rules: ruleset.rules.toReversed() })).toEqual([])
    }),
  )
})

test("what differs between two rulesets, laid over the one, gives the other", () => {
  fc.assert(
    fc.property(anyRuleset, anyRuleset, (one, other) => {
      expect(canonicalJson(laidOver(one, differencesBetween(one, other)))).toBe(canonicalJson(byName(other)))
    }),
  )
})
