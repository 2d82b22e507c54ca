import type { Ruleset } from "@barometer/engine/readiness"

/**
 * A ruleset as a file for people: members as the schema orders them, named definitions by name, two spaces, so that the
 * difference of two files is the difference of what they say. Rules keep their order; the content hash is the same.
 */
export function toRulesetFileText(ruleset: Ruleset): string {
  const { thresholds, signals, conditions, measures, advice, ...rest } = ruleset
  const ordered = {
    ...rest,
    ...(measures !== undefined && { measures: byName(measures) }),
    thresholds: byName(thresholds),
    signals: byName(signals),
    ...(conditions !== undefined && { conditions: byName(conditions) }),
    advice: byName(Object.fromEntries(Object.entries(advice).map(([name, changes]) => [name, byName(changes)]))),
  }
  return `${JSON.stringify(Object.fromEntries(memberOrder.flatMap((name) => memberOf(ordered, name))), null, 2)}\n`
}

const memberOrder = [
  "$schema",
  "id",
  "version",
  "title",
  "description",
  "outcomes",
  "measures",
  "thresholds",
  "signals",
  "conditions",
  "rules",
  "advice",
  "otherwise",
] as const satisfies readonly (keyof Ruleset)[]

function memberOf(ruleset: Ruleset, name: keyof Ruleset): readonly [string, unknown][] {
  return ruleset[name] === undefined ? [] : [[name, ruleset[name]]]
}

function byName<T>(definitions: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(definitions).toSorted(([a], [b]) => (a < b ? -1 : 1)))
}
