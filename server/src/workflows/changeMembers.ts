import type { Role } from "../access/principal.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import type { MemberRow } from "../store/members.ts"
import type { TenantStore } from "../store/store.ts"
import type { TenantParts } from "../tenantParts.ts"

/** What a member is in the organisation. */
export interface Standing {
  readonly role: Role
  readonly athleteId: string | null
  readonly teams: readonly string[]
}

/** A member's new role, log or teams; 409 when no admin would be left. What the member made reaches no further either, at once. */
export async function changeMember(parts: TenantParts, id: string, standing: Standing): Promise<MemberRow> {
  return await parts.store.inTransaction(parts.tenant, async (tables) => {
    await findMember(tables, id)
    await refuseUnknownTeams(tables, standing.teams)
    const { role, athleteId, teams } = standing
    // First, because the chain is held until the transaction ends: two admins cannot both be the last but one.
    await tables.audit.append({
      ...whoAndWhen(parts),
      action: "member.changed",
      subject: `member:${id}`,
      ...(athleteId !== null && { athleteId }),
      details: { role, athleteId, teams },
    })
    await tables.members.update(id, standing)
    await refuseNoAdmin(tables)
    return await findMember(tables, id)
  })
}

/**
 * Takes a member out, with the keys, links and invitations that the member made, and with the account when it belongs to
 * no other organisation; 409 for the last admin.
 */
export async function removeMember(parts: TenantParts, id: string): Promise<void> {
  const change = whoAndWhen(parts)
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    const member = await findMember(tables, id)
    const keys = await tables.apiKeys.revokeMadeBy(id, change.at)
    const links = await tables.checkInLinks.revokeMadeBy(id, change.at)
    await tables.audit.append({
      ...change,
      action: "member.removed",
      subject: `member:${id}`,
      details: { keys, links },
    })
    await tables.invitations.deleteMadeBy(id)
    await tables.members.delete(member)
    await refuseNoAdmin(tables)
  })
}

export async function findMember(tables: TenantStore, id: string): Promise<MemberRow> {
  const member = await tables.members.find(id)
  if (member === undefined) throw new AppError("notFound", "found no member with this id")
  return member
}

/** Refuses teams that the organisation does not have. */
export async function refuseUnknownTeams(tables: TenantStore, teams: readonly string[]): Promise<void> {
  const known = new Set((await tables.teams.list()).map(({ id }) => id))
  const unknown = teams.findIndex((team) => !known.has(team))
  if (unknown < 0) return
  const expected = known.size === 0 ? "none, as there are no teams" : `one of ${[...known].join(", ")}`
  const message = `found no team \`${teams[unknown]}\`; expected ${expected}`
  throw toInvalidInput([{ pointer: `/teams/${unknown}`, code: "unknownReference", message }])
}

async function refuseNoAdmin(tables: TenantStore): Promise<void> {
  if ((await tables.members.countAdmins()) === 0)
    throw new AppError("lastAdmin", "found the only admin; expected another one to be made first")
}

function whoAndWhen({ clock, actor }: TenantParts) {
  return { at: clock().toISOString(), actor }
}
