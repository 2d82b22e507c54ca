import { AppError } from "./errors.ts"
import type { PublishedRuleset } from "./rulesetLibrary.ts"
import { type AssignmentRow, assignmentLayers } from "./store/assignments.ts"
import type { Subjects } from "./store/overrides.ts"
import type { TenantParts } from "./tenantParts.ts"

/** A ruleset that decides silently beside the one that gives the verdicts. */
export interface Challenger {
  readonly assignmentId: string
  readonly published: PublishedRuleset
}

/** What runs for someone on a date. */
export interface AssignedRulesets {
  readonly champion: PublishedRuleset
  readonly challengers: readonly Challenger[]
}

/**
 * The rulesets that run for the subjects on a local date, as they are assigned now: the athlete's outranks the team's,
 * that everyone's, and that the server's default; within a layer the later `from` wins, then the later made. Not ready
 * when there is none.
 */
export async function rulesetsAssigned(
  parts: TenantParts,
  subjects: Subjects,
  localDate: string,
): Promise<AssignedRulesets> {
  const rows = await parts.store.of(parts.tenant).assignments.listFor(subjects)
  const inForce = rows.filter((row) => isAssigned(row, localDate)).toSorted(byStrength)
  const champion = inForce.findLast(({ kind }) => kind === "deciding")
  const challengers: Challenger[] = []
  for (const { id, kind, rulesetId, version } of inForce) {
    if (kind !== "shadow") continue
    const published = await parts.rulesets.find({ id: rulesetId, version: version ?? undefined })
    if (published !== undefined) challengers.push({ assignmentId: id, published })
  }
  return { champion: await championOf(parts, champion), challengers }
}

/** The ruleset that decides for the subjects on a local date, and that their overrides are made against. */
export async function rulesetFor(parts: TenantParts, subjects: Subjects, localDate: string): Promise<PublishedRuleset> {
  return (await rulesetsAssigned(parts, subjects, localDate)).champion
}

export function isAssigned({ from, endedFrom }: AssignmentRow, localDate: string): boolean {
  return from <= localDate && (endedFrom === null || localDate < endedFrom)
}

async function championOf(parts: TenantParts, assigned: AssignmentRow | undefined): Promise<PublishedRuleset> {
  const { id, version } =
    assigned === undefined ? parts.deciding : { id: assigned.rulesetId, version: assigned.version ?? undefined }
  const published = await parts.rulesets.find({ id, version })
  if (published === undefined) throw new AppError("notReady", `no ruleset \`${id}\` is published`)
  return published
}

/** The weaker first. */
function byStrength(a: AssignmentRow, b: AssignmentRow): number {
  const [layerOfA, layerOfB] = [a, b].map(({ layer }) => assignmentLayers.indexOf(layer))
  return (layerOfA ?? 0) - (layerOfB ?? 0) || (a.from < b.from ? -1 : a.from > b.from ? 1 : a.sequence - b.sequence)
}
