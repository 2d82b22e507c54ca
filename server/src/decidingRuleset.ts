import type { TenantParts } from "./tenantParts.ts"
import { AppError } from "./errors.ts"
import type { PublishedRuleset } from "./rulesetLibrary.ts"

/** The ruleset that decides check-ins and that overrides are made against; not ready when it is not published. */
export async function decidingRuleset(parts: TenantParts): Promise<PublishedRuleset> {
  const published = await parts.rulesets.find(parts.deciding)
  if (published === undefined) throw new AppError("notReady", `no ruleset \`${parts.deciding.id}\` is published`)
  return published
}
