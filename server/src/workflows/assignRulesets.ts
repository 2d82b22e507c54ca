import { noAthlete, reachesSubject } from "../access/reach.ts"
import { AppError } from "../errors.ts"
import type { AssignmentRow, NewAssignment } from "../store/assignments.ts"
import type { TenantParts } from "../tenantParts.ts"

export type Wanted = Pick<NewAssignment, "kind" | "layer" | "subject" | "rulesetId" | "version" | "from" | "reason">

/**
 * Assigns a version of a ruleset, or its latest, from a date on; what was decided stays as it was. The same again answers
 * the first. Refused for a version that is retired, and for subjects out of reach.
 */
export async function assignRuleset(
  parts: TenantParts,
  wanted: Wanted,
): Promise<{ readonly row: AssignmentRow; readonly isNew: boolean }> {
  await refuseOutOfReach(parts, wanted)
  const created = { ...wanted, id: parts.newId(), author: parts.actor, createdAt: parts.clock().toISOString() }
  return await parts.store.inTransaction(parts.tenant, async (tables) => {
    const versions = await tables.rulesets.listVersions(wanted.rulesetId)
    const named =
      wanted.version === null
        ? versions.find(({ retiredAt }) => retiredAt === null)
        : versions.find(({ version }) => version === wanted.version)
    if (named === undefined) throw new AppError("notFound", "found no such version of a ruleset with this id")
    if (named.retiredAt !== null)
      throw new AppError(
        "retiredVersion",
        `\`${named.id}@${named.version}\` is retired; expected a version that is not`,
      )
    const same = (await tables.assignments.listOfVersion(wanted.rulesetId, wanted.version)).find((row) =>
      isSame(row, wanted),
    )
    if (same !== undefined) return { row: same, isNew: false }
    await tables.assignments.insert(created)
    await tables.audit.append({
      at: created.createdAt,
      actor: parts.actor,
      action: "assignment.made",
      ...aboutAssignment(created),
      details: wanted,
    })
    const row = await tables.assignments.find(created.id)
    if (row === undefined) throw new Error("an assignment that was inserted is found")
    return { row, isNew: true }
  })
}

/** Takes an assignment's effect away from a date on. Ended again, it stays as it was ended first. */
export async function endAssignment(parts: TenantParts, id: string, from: string): Promise<AssignmentRow> {
  const row = await findAssignment(parts, id)
  refuseForEveryone(parts, row)
  const at = parts.clock().toISOString()
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (await tables.assignments.end(id, { at, from }))
      await tables.audit.append({
        at,
        actor: parts.actor,
        action: "assignment.ended",
        ...aboutAssignment(row),
        details: { from },
      })
  })
  return await findAssignment(parts, id)
}

export async function findAssignment(parts: TenantParts, id: string): Promise<AssignmentRow> {
  const row = await parts.store.of(parts.tenant).assignments.find(id)
  if (row === undefined || !(await reachesSubject(parts, row)))
    throw new AppError("notFound", "found no assignment with this id")
  return row
}

async function refuseOutOfReach(parts: TenantParts, { layer, subject }: Wanted): Promise<void> {
  refuseForEveryone(parts, { layer })
  if (layer === "everyone") return
  const isKnown = layer === "team" || (await parts.store.of(parts.tenant).athletes.exists(subject))
  if (isKnown && (await reachesSubject(parts, { layer, subject }))) return
  throw layer === "athlete" ? noAthlete() : new AppError("notFound", "found no team with this id")
}

function refuseForEveryone(parts: TenantParts, { layer }: Pick<AssignmentRow, "layer">): void {
  if (layer === "everyone" && parts.reach.to !== "tenant")
    throw new AppError("forbidden", "expected a role that reaches everyone to change what is assigned to everyone")
}

function isSame(row: AssignmentRow, { kind, layer, subject, from, reason }: Wanted): boolean {
  return (
    row.endedAt === null &&
    row.kind === kind &&
    row.layer === layer &&
    row.subject === subject &&
    row.from === from &&
    row.reason === reason
  )
}

function aboutAssignment({ id, layer, subject }: Pick<NewAssignment, "id" | "layer" | "subject">) {
  return { subject: `assignment:${id}`, athleteId: layer === "athlete" ? subject : undefined }
}
