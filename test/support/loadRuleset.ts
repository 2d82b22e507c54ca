import { readFileSync } from "node:fs"
import { type Ruleset, parseRuleset } from "@barometer/engine/readiness"

export const shippedRulesets = ["push-or-back-off", "minimal-log", "one-day-panic", "always-train"] as const

/** A shipped ruleset as the file says. */
export function rulesetDocument(id: string, version = 1): unknown {
  return JSON.parse(readFileSync(new URL(`../../rulesets/${id}/v${version}.json`, import.meta.url), "utf8"))
}

/** A parsed ruleset; a document that does not parse is a failed test. */
export function parsedRuleset(document: unknown): Ruleset {
  const parsed = parseRuleset(document)
  if (!parsed.ok) throw new Error(parsed.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"))
  return parsed.value
}
