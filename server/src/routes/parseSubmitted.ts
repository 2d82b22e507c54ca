import { externalIdSchema, localDateSchema, measuresOf, parseEntry, type Entry } from "@barometer/engine/readiness"
import { z } from "zod"
import { rulesetFor } from "../assignedRulesets.ts"
import type { TenantParts } from "../tenantParts.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { refuseFuture } from "../refuseFuture.ts"
import { todayOf } from "../refuseOtherDay.ts"
import type { PublishedRuleset } from "../rulesetLibrary.ts"

/** Parses a submitted entry against the measures of the ruleset that decides for its athlete, and refuses one from the future. */
export async function parseSubmitted(parts: TenantParts, json: unknown): Promise<Entry> {
  const { ruleset } = await rulesetForEntry(parts, json)
  const parsed = parseEntry(json, measuresOf(ruleset))
  if (!parsed.ok) throw toInvalidInput(parsed.problems)
  refuseFuture(parsed.value, parts.clock())
  return parsed.value
}

const addressedSchema = z.object({ athleteId: externalIdSchema, localDate: localDateSchema.optional() })

/** Of an entry that is not parsed yet only whose it is and when is read; where that is nothing, the default's ruleset parses it. */
async function rulesetForEntry(parts: TenantParts, json: unknown): Promise<PublishedRuleset> {
  const addressed = addressedSchema.safeParse(json)
  if (!addressed.success) return await rulesetFor(parts, {}, todayOf(parts))
  const { athleteId, localDate = todayOf(parts) } = addressed.data
  const athlete = await parts.store.of(parts.tenant).athletes.find(athleteId)
  return await rulesetFor(parts, { athlete: athleteId, team: athlete?.team ?? undefined }, localDate)
}

/** The refusal of an entry whose type belongs elsewhere. */
export function refuseType(found: string, expected: string): AppError {
  const message = `found \`${found}\`; expected ${expected}`
  return new AppError("invalidInput", `${message} at \`/type\``, [{ pointer: "/type", code: "wrongType", message }])
}
