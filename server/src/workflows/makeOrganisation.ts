import type { NewAccount, SignedIn } from "../access/accounts.ts"
import { signUpOrIn } from "../access/signIn.ts"
import { AppError } from "../errors.ts"
import type { ServerParts } from "../serverParts.ts"

export interface NewOrganisation {
  readonly tenant: string
  readonly name: string
  readonly admin: NewAccount
  /** The address that the request comes from. */
  readonly from: string
}

/**
 * Makes a tenant an organisation, with its first admin; what the tenant keeps stays. The cookies sign the admin in. 409
 * when it is one already. A fault between account and organisation loses nothing: the account signs in the second time.
 */
export async function makeOrganisation(
  { store, people, clock, newId }: ServerParts,
  { tenant, name, admin, from }: NewOrganisation,
): Promise<SignedIn> {
  const { session, cookies } = await signUpOrIn(people, from, admin)
  const at = clock().toISOString()
  const memberId = newId()
  const actor = `member:${memberId}`
  await store.inTransaction(tenant, async (tables) => {
    if (!(await tables.organisation.insertIfAbsent({ name, createdAt: at })))
      throw new AppError("alreadySetUp", "there is an organisation already; its admins invite whoever is to join")
    await tables.members.insert({
      id: memberId,
      userId: session.userId,
      role: "admin",
      athleteId: null,
      createdAt: at,
      teams: [],
    })
    await tables.audit.appendAll([
      { at, actor, action: "organisation.made", subject: `organisation:${tenant}`, details: { name } },
      { at, actor, action: "member.joined", subject: actor, details: { role: "admin" } },
    ])
  })
  await store.identities.setActiveTenant(session.token, tenant)
  return { session: { ...session, activeTenant: tenant }, cookies }
}
