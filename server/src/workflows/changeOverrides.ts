import type { Override } from "@barometer/engine/rules"
import type { TenantParts } from "../tenantParts.ts"
import { decidingRuleset } from "../decidingRuleset.ts"
import { AppError } from "../errors.ts"
import { inheritedBy, type Layers } from "../overrideView.ts"
import { subjectsAt } from "../overridesInForce.ts"
import type { OverrideRow, Subjects } from "../store/overrides.ts"

/** The subjects of an athlete's overrides: the athlete, and the team that the log names by that date. */
export async function subjectsOfAthlete(parts: TenantParts, athleteId: string, localDate: string): Promise<Subjects> {
  if (!(await parts.store.of(parts.tenant).athletes.exists(athleteId)))
    throw new AppError("notFound", "found no athlete with this id")
  const { log } = await parts.logs.read(athleteId)
  return subjectsAt(log, { localDate, phase: "postSession" })
}

/** The subjects' overrides, over the ruleset that decides. */
export async function readLayers(parts: TenantParts, subjects: Subjects): Promise<Layers> {
  const published = decidingRuleset(parts)
  return { published, subjects, rows: await parts.store.of(parts.tenant).overrides.listOf(subjects) }
}

/** Keeps an override, with what its thresholds inherit on the first date on which it holds from today on. */
export async function makeOverride(parts: TenantParts, layers: Layers, override: Override): Promise<OverrideRow> {
  const createdAt = parts.clock().toISOString()
  const today = createdAt.slice(0, 10)
  const { overrides } = parts.store.of(parts.tenant)
  const id = parts.newId()
  await overrides.insert({
    id,
    rulesetId: layers.published.id,
    layer: override.layer,
    subject: override.subject,
    from: override.from,
    until: override.until ?? null,
    payload: JSON.stringify({ thresholds: override.thresholds, disabled: override.disabled }),
    inherited: JSON.stringify(inheritedBy(layers, override, override.from > today ? override.from : today)),
    author: override.author ?? null,
    reason: override.reason ?? "",
    createdAt,
  })
  return await findOverride(parts, id)
}

/** Takes an override's effect away from a date on; what was decided with it stays as it was. */
export async function retireOverride(parts: TenantParts, id: string, from: string): Promise<OverrideRow> {
  await findOverride(parts, id)
  await parts.store.of(parts.tenant).overrides.retire(id, { at: parts.clock().toISOString(), from })
  return await findOverride(parts, id)
}

export async function findOverride(parts: TenantParts, id: string): Promise<OverrideRow> {
  const row = await parts.store.of(parts.tenant).overrides.find(id)
  if (row === undefined) throw new AppError("notFound", "found no override with this id")
  return row
}
