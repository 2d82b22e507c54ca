import type { Override } from "@barometer/engine/rules"
import type { TenantParts } from "../tenantParts.ts"
import { rulesetFor } from "../assignedRulesets.ts"
import { actorOf, owner } from "../access/principal.ts"
import { AppError } from "../errors.ts"
import { inheritedBy, type Layers } from "../overrideView.ts"
import { subjectsAt } from "../overridesInForce.ts"
import type { NewOverride, OverrideRow, Subjects } from "../store/overrides.ts"

/** The subjects of an athlete's overrides: the athlete, and the team that the log names by that date. */
export async function subjectsOfAthlete(parts: TenantParts, athleteId: string, localDate: string): Promise<Subjects> {
  if (!(await parts.store.of(parts.tenant).athletes.exists(athleteId)))
    throw new AppError("notFound", "found no athlete with this id")
  const { log } = await parts.logs.read(athleteId)
  return subjectsAt(log, { localDate, phase: "postSession" })
}

/** The subjects' overrides, over the ruleset that decides for them on the date. */
export async function readLayers(parts: TenantParts, subjects: Subjects, on: string): Promise<Layers> {
  const published = await rulesetFor(parts, subjects, on)
  return { published, subjects, rows: await parts.store.of(parts.tenant).overrides.listOf(subjects) }
}

/** Keeps an override, with what its thresholds inherit on the first date on which it holds from today on. The same again answers the first. */
export async function makeOverride(
  parts: TenantParts,
  layers: Layers,
  override: Override,
): Promise<{ readonly row: OverrideRow; readonly isNew: boolean }> {
  const createdAt = parts.clock().toISOString()
  const today = createdAt.slice(0, 10)
  const row: NewOverride = {
    id: parts.newId(),
    rulesetId: layers.published.id,
    layer: override.layer,
    subject: override.subject,
    from: override.from,
    until: override.until ?? null,
    payload: JSON.stringify({ thresholds: override.thresholds, disabled: override.disabled }),
    inherited: JSON.stringify(inheritedBy(layers, override, override.from > today ? override.from : today)),
    // Who asks, and nobody whom a body names; the owner of a machine is nobody else.
    author: parts.actor === actorOf(owner) ? null : parts.actor,
    reason: override.reason ?? "",
    createdAt,
  }
  const same = await parts.store.inTransaction(parts.tenant, async (tables) => {
    const ofSubject = await tables.overrides.listOf({ [row.layer]: row.subject })
    const before = ofSubject.find((other) => isSame(other, row))
    if (before !== undefined) return before
    await tables.overrides.insert(row)
    const details = { ...override, rulesetId: row.rulesetId }
    await tables.audit.append({
      at: createdAt,
      actor: parts.actor,
      action: "override.made",
      ...aboutOverride(row),
      details,
    })
    return undefined
  })
  return same === undefined ? { row: await findOverride(parts, row.id), isNew: true } : { row: same, isNew: false }
}

/** Whether the other is not retired and says the same. */
function isSame(other: OverrideRow, row: NewOverride): boolean {
  return (
    other.retiredAt === null &&
    other.rulesetId === row.rulesetId &&
    other.from === row.from &&
    other.until === row.until &&
    other.payload === row.payload &&
    other.reason === row.reason
  )
}

/** Takes an override's effect away from a date on; what was decided with it stays as it was. */
export async function retireOverride(parts: TenantParts, id: string, from: string): Promise<OverrideRow> {
  const row = await findOverride(parts, id)
  const at = parts.clock().toISOString()
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (await tables.overrides.retire(id, { at, from }))
      await tables.audit.append({
        at,
        actor: parts.actor,
        action: "override.retired",
        ...aboutOverride(row),
        details: { from },
      })
  })
  return await findOverride(parts, id)
}

/** What the audit rows of an override are about; whose it is, the details of its making say. */
function aboutOverride({ id, layer, subject }: NewOverride) {
  return { subject: `override:${id}`, athleteId: layer === "athlete" ? subject : undefined }
}

export async function findOverride(parts: TenantParts, id: string): Promise<OverrideRow> {
  const row = await parts.store.of(parts.tenant).overrides.find(id)
  if (row === undefined) throw new AppError("notFound", "found no override with this id")
  return row
}
