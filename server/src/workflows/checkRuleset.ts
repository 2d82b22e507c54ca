import type { Ruleset } from "@barometer/engine/readiness"
import { toRulesetFileText } from "../rulesetFileText.ts"
import type { TenantParts } from "../tenantParts.ts"
import type { Inspected } from "../untrusted/tasks.ts"
import { inspectApart } from "../untrusted/workers.ts"
import { type GoldenDayReport, runGoldenDays } from "./goldenDays.ts"

export type CheckedRuleset = Pick<Inspected, "problems" | "lints" | "cases" | "differences"> & {
  readonly goldenDays: readonly GoldenDayReport[]
}

/**
 * Everything an author wants to know of a document before publishing it: lints, the cases shipped with its id, golden
 * days, and what differs from the version it is based on. What does not parse has problems and nothing else.
 */
export async function checkRuleset(
  parts: TenantParts,
  id: string,
  document: string,
  basedOn: number | null,
): Promise<CheckedRuleset> {
  const base = basedOn === null ? undefined : await parts.rulesets.find({ id, version: basedOn })
  const against = {
    base: base === undefined ? undefined : toRulesetFileText(base.ruleset),
    cases: parts.rulesets.casesOf(id),
  }
  const { parsed, ...inspected } = await inspectApart({ document, id, against })
  return { ...inspected, goldenDays: parsed === undefined ? [] : await runGoldenDays(parts, frozen(parsed.ruleset)) }
}

/** A ruleset that came from another thread as it was before it went: frozen throughout. */
export function frozen(ruleset: Ruleset): Ruleset {
  const freeze = (value: unknown): void => {
    if (value === null || typeof value !== "object" || Object.isFrozen(value)) return
    Object.freeze(value)
    Object.values(value).forEach(freeze)
  }
  freeze(ruleset)
  return ruleset
}
