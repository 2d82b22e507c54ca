import { setImmediate as nextTurn } from "node:timers/promises"
import {
  type CaseReport,
  diffRulesets,
  lintReadiness,
  parseCaseFile,
  parseQuietDay,
  parseRuleset,
  type Ruleset,
  type RulesetDifference,
  runCases,
} from "@barometer/engine/readiness"
import type { Lint, Problem } from "@barometer/engine/rules"
import type { TenantParts } from "../tenantParts.ts"
import { type GoldenDayReport, runGoldenDays } from "./goldenDays.ts"

/** A case file with what is wrong with it, or what its cases came to. */
interface CheckedCases {
  readonly file: string
  readonly problems: readonly Problem[]
  readonly cases: readonly CaseReport[]
}

export interface CheckedRuleset {
  readonly problems: readonly Problem[]
  readonly lints: readonly Lint[]
  /** The cases shipped with the ruleset's id. */
  readonly cases: readonly CheckedCases[]
  readonly goldenDays: readonly GoldenDayReport[]
  /** From the version that it is based on; none for a new ruleset. */
  readonly differences: readonly RulesetDifference[]
}

/** Everything an author wants to know of a document before publishing it; what does not parse has problems and nothing else. */
export async function checkRuleset(
  parts: TenantParts,
  id: string,
  document: unknown,
  basedOn: number | null,
): Promise<CheckedRuleset> {
  const parsed = parseRulesetNamed(id, document)
  if (!parsed.ok) return { problems: parsed.problems, lints: [], cases: [], goldenDays: [], differences: [] }
  const ruleset = parsed.value
  const base = basedOn === null ? undefined : await parts.rulesets.find({ id, version: basedOn })
  return {
    problems: [],
    lints: lintReadiness(ruleset),
    cases: await checkCases(parts, ruleset),
    goldenDays: await runGoldenDays(parts, ruleset),
    differences: base === undefined ? [] : diffRulesets(base.ruleset, ruleset),
  }
}

/** Parses a document that has to hold the ruleset of that id. */
export function parseRulesetNamed(id: string, document: unknown): ReturnType<typeof parseRuleset> {
  const parsed = parseRuleset(document)
  if (!parsed.ok || parsed.value.id === id) return parsed
  const message = `found the ruleset \`${parsed.value.id}\`; expected \`${id}\`, as the address says`
  return { ok: false, problems: [{ pointer: "/id", code: "otherRuleset", message }] }
}

async function checkCases(parts: TenantParts, ruleset: Ruleset): Promise<readonly CheckedCases[]> {
  const shipped = parts.rulesets.casesOf(ruleset.id)
  if (shipped === undefined) return []
  const base = parseQuietDay(shipped.quietDay, ruleset)
  if (!base.ok) return [{ file: "quiet-day.json", problems: base.problems, cases: [] }]
  const checked: CheckedCases[] = []
  for (const { file, json } of shipped.files) {
    await nextTurn()
    const parsed = parseCaseFile(json, ruleset)
    checked.push(
      parsed.ok
        ? { file, problems: [], cases: await runCases(ruleset, base.value, parsed.value) }
        : { file, problems: parsed.problems, cases: [] },
    )
  }
  return checked
}
