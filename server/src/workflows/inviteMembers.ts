import type { SignedIn } from "../access/accounts.ts"
import { isSameDigest, newCredential, parseCredential } from "../access/credential.ts"
import { reachOf } from "../access/findPrincipal.ts"
import { reachesAthlete } from "../access/reach.ts"
import { signUpOrIn } from "../access/signIn.ts"
import { AppError } from "../errors.ts"
import type { ServerParts } from "../serverParts.ts"
import type { InvitationRow } from "../store/invitations.ts"
import type { TenantParts } from "../tenantParts.ts"
import { refuseUnknownTeams, type Standing } from "./changeMembers.ts"

const acceptWithinDays = 7

export interface NewInvitation extends Standing {
  readonly email: string
}

/** Keeps an invitation, by a member; its text, which accepts it, is answered this once. 409 for somebody who is a member. */
export async function invite(
  parts: TenantParts,
  memberId: string,
  invited: NewInvitation,
): Promise<{ readonly invitation: InvitationRow; readonly text: string }> {
  const { email, role, athleteId, teams } = invited
  const now = parts.clock()
  const at = now.toISOString()
  const { id, secretDigest, text } = newCredential("invitation")
  const expiresAt = new Date(now.getTime() + acceptWithinDays * 86_400_000).toISOString()
  const invitation = { id, secretDigest, email, role, athleteId, teams, invitedBy: memberId, createdAt: at, expiresAt }
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    await refuseUnknownTeams(tables, teams)
    if ((await tables.members.findByEmail(email)) !== undefined)
      throw new AppError("alreadyExists", "there is a member with this address already")
    await tables.invitations.insert(invitation)
    await tables.audit.append({
      at,
      actor: parts.actor,
      action: "member.invited",
      subject: `invitation:${id}`,
      ...(athleteId !== null && { athleteId }),
      details: { role, athleteId, teams },
    })
  })
  return { invitation, text }
}

/** Takes back an invitation that was not accepted yet. */
export async function withdrawInvitation({ store, tenant, clock, actor }: TenantParts, id: string): Promise<void> {
  await store.inTransaction(tenant, async (tables) => {
    if (!(await tables.invitations.delete(id))) throw noInvitation()
    const at = clock().toISOString()
    await tables.audit.append({ at, actor, action: "invitation.withdrawn", subject: `invitation:${id}`, details: {} })
  })
}

/** The invitation that a text accepts; 404 once it is over, or who invited could no longer invite to it. */
export async function findInvitation(
  { store, tenants, clock }: ServerParts,
  text: string,
): Promise<InvitationRow & { readonly tenant: string }> {
  const shown = parseCredential(text)
  const found = shown?.kind === "invitation" ? await store.identities.findInvitation(shown.id) : undefined
  if (shown === undefined || found === undefined || !isSameDigest(found.secretDigest, shown.secretDigest))
    throw noInvitation()
  const inviter = await store.of(found.tenant).members.find(found.invitedBy)
  const stands =
    clock().toISOString() < found.expiresAt &&
    inviter !== undefined &&
    (inviter.role === "admin" ||
      (found.athleteId !== null &&
        (await reachesAthlete(await tenants.open(found.tenant), reachOf(inviter), found.athleteId))))
  if (!stands) throw noInvitation()
  return found
}

/** Makes who was invited a member, under the address that was invited; with a new account, or the password of the one there is. */
export async function acceptInvitation(
  server: ServerParts,
  { token, name, password, from }: { token: string; name: string; password: string; from: string },
): Promise<SignedIn> {
  const { store, people, clock, newId } = server
  const { tenant, id, email, role, athleteId, teams } = await findInvitation(server, token)
  const { session, cookies } = await signUpOrIn(people, from, { name, email, password })
  const at = clock().toISOString()
  const memberId = newId()
  const actor = `member:${memberId}`
  await store.inTransaction(tenant, async (tables) => {
    // Of two who accept at once the second finds it gone.
    if (!(await tables.invitations.delete(id))) throw noInvitation()
    if ((await tables.members.findByUser(session.userId)) !== undefined)
      throw new AppError("alreadyExists", "the account is a member already")
    const standing = new Set((await tables.teams.list()).map((team) => team.id))
    const kept = teams.filter((team) => standing.has(team))
    await tables.members.insert({ id: memberId, userId: session.userId, role, athleteId, createdAt: at, teams: kept })
    const details = { role, athleteId, teams: kept, invitation: id }
    const about = athleteId === null ? {} : { athleteId }
    await tables.audit.append({ at, actor, action: "member.joined", subject: actor, ...about, details })
  })
  await store.identities.setActiveTenant(session.token, tenant)
  return { session: { ...session, activeTenant: tenant }, cookies }
}

function noInvitation(): AppError {
  return new AppError("notFound", "found no invitation that can still be accepted")
}
