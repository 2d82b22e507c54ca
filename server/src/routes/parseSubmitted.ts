import { measuresOf, parseEntry, type Entry } from "@barometer/engine/readiness"
import { decidingRuleset } from "../decidingRuleset.ts"
import type { TenantParts } from "../tenantParts.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { refuseFuture } from "../refuseFuture.ts"

/** Parses a submitted entry against the deciding ruleset's measures, and refuses one from the future. */
export async function parseSubmitted(parts: TenantParts, json: unknown): Promise<Entry> {
  const { ruleset } = await decidingRuleset(parts)
  const parsed = parseEntry(json, measuresOf(ruleset))
  if (!parsed.ok) throw toInvalidInput(parsed.problems)
  refuseFuture(parsed.value, parts.clock())
  return parsed.value
}

/** The refusal of an entry whose type belongs elsewhere. */
export function refuseType(found: string, expected: string): AppError {
  const message = `found \`${found}\`; expected ${expected}`
  return new AppError("invalidInput", `${message} at \`/type\``, [{ pointer: "/type", code: "wrongType", message }])
}
