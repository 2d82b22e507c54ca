import { measureCatalogue, parseEntry, type Entry } from "@barometer/engine/readiness"
import type { TenantParts } from "../tenantParts.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { refuseFuture } from "../refuseFuture.ts"

/** Parses a submitted entry against the deciding ruleset's measures, and refuses one from the future. */
export function parseSubmitted(parts: TenantParts, json: unknown): Entry {
  const own = parts.rulesets.find(parts.deciding)?.ruleset.measures
  const parsed = parseEntry(json, { ...measureCatalogue, ...own })
  if (!parsed.ok) throw toInvalidInput(parsed.problems)
  refuseFuture(parsed.value, parts.clock())
  return parsed.value
}

/** The refusal of an entry whose type belongs elsewhere. */
export function refuseType(found: string, expected: string): AppError {
  const message = `found \`${found}\`; expected ${expected}`
  return new AppError("invalidInput", `${message} at \`/type\``, [{ pointer: "/type", code: "wrongType", message }])
}
