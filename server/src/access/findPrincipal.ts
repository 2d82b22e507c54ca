import { AppError } from "../errors.ts"
import type { ServerParts } from "../serverParts.ts"
import type { MemberRow } from "../store/members.ts"
import type { Session } from "./accounts.ts"
import { isSameDigest, parseCredential } from "./credential.ts"
import { owner, type Principal, type Reach, type Role } from "./principal.ts"
import { reachesAthlete } from "./reach.ts"

const useNotedEveryMs = 60_000

export interface Found {
  /** Undefined: not known. */
  readonly principal: Principal | undefined
  /** Cookies that prolong the session. */
  readonly cookies: readonly string[]
}

/**
 * Finds out who asks: by the credential in `Authorization`, where there is one, else by the session's cookie, else, on a
 * machine without accounts, its owner. A credential that is unknown, ended or revoked is refused, whatever the cookie says.
 */
export async function findPrincipal(server: ServerParts, headers: Headers): Promise<Found> {
  const authorization = headers.get("authorization")
  if (authorization !== null) return { principal: await principalOfCredential(server, authorization), cookies: [] }
  if ((await server.people.mode()) === "singlePerson") return { principal: owner, cookies: [] }
  if (!headers.has("cookie")) return { principal: undefined, cookies: [] }
  const found = await server.people.accounts.findSession(headers)
  if (found === undefined) return { principal: undefined, cookies: [] }
  return { principal: await principalOfSession(server, found.session), cookies: found.cookies }
}

/** Who is signed in, in the organisation chosen last, else the first joined; undefined when the person belongs to none. */
export async function principalOfSession({ store }: ServerParts, session: Session): Promise<Principal | undefined> {
  const memberships = await store.identities.listMemberships(session.userId)
  const active = memberships.find(({ tenant }) => tenant === session.activeTenant) ?? memberships[0]
  if (active === undefined) return undefined
  const member = await store.of(active.tenant).members.findByUser(session.userId)
  if (member === undefined) return undefined
  return {
    kind: "member",
    tenant: active.tenant,
    role: member.role,
    reach: reachOf(member),
    memberId: member.id,
    session,
  }
}

async function principalOfCredential(server: ServerParts, authorization: string): Promise<Principal> {
  const [scheme = "", text = ""] = authorization.split(" ")
  const shown = scheme.toLowerCase() === "bearer" ? parseCredential(text) : undefined
  const principal =
    shown?.kind === "key"
      ? await principalOfKey(server, shown.id, shown.secretDigest)
      : shown?.kind === "link"
        ? await principalOfLink(server, shown.id, shown.secretDigest)
        : undefined
  if (principal !== undefined) return principal
  throw new AppError(
    "unauthenticated",
    "expected `Authorization: Bearer` with a key or link that is known, not revoked and not expired",
  )
}

async function principalOfKey(server: ServerParts, id: string, digest: string): Promise<Principal | undefined> {
  const key = await server.store.identities.findKey(id)
  if (key === undefined || !isSameDigest(key.secretDigest, digest) || !isUsable(server, key)) return undefined
  const maker = await makerOf(server, key)
  if (maker === undefined) return undefined
  await noteUse(server, "api_keys", key)
  const { tenant, scopes } = key
  if (key.athleteId === null) return { kind: "key", tenant, keyId: id, scopes, ...maker }
  const reach = await narrowed(server, tenant, maker.reach, key.athleteId)
  return reach && { kind: "key", tenant, keyId: id, scopes, role: "athlete", reach }
}

async function principalOfLink(server: ServerParts, id: string, digest: string): Promise<Principal | undefined> {
  const link = await server.store.identities.findLink(id)
  if (link === undefined || !isSameDigest(link.secretDigest, digest) || !isUsable(server, link)) return undefined
  const maker = await makerOf(server, link)
  const reach = maker && (await narrowed(server, link.tenant, maker.reach, link.athleteId))
  if (reach === undefined) return undefined
  await noteUse(server, "check_in_links", link)
  return { kind: "link", tenant: link.tenant, linkId: id, role: "athlete", reach }
}

type Issued = { readonly tenant: string; readonly madeBy: string | null }

/** What the maker may do now; undefined when the maker is no longer a member. */
async function makerOf(
  { store }: ServerParts,
  { tenant, madeBy }: Issued,
): Promise<{ readonly role: Role; readonly reach: Reach } | undefined> {
  if (madeBy === null) return { role: owner.role, reach: owner.reach }
  const member = await store.of(tenant).members.find(madeBy)
  return member && { role: member.role, reach: reachOf(member) }
}

/** One athlete out of a reach; undefined when the reach does not hold the athlete. */
async function narrowed(
  { tenants }: ServerParts,
  tenant: string,
  reach: Reach,
  athleteId: string,
): Promise<Reach | undefined> {
  const isReached = await reachesAthlete(await tenants.open(tenant), reach, athleteId)
  return isReached ? { to: "athlete", athleteId } : undefined
}

function isUsable(
  { clock }: ServerParts,
  { expiresAt, revokedAt }: { readonly expiresAt: string; readonly revokedAt: string | null },
): boolean {
  return revokedAt === null && clock().toISOString() < expiresAt
}

async function noteUse(
  { store, clock }: ServerParts,
  table: "api_keys" | "check_in_links",
  { id, lastUsedAt }: { readonly id: string; readonly lastUsedAt: string | null },
): Promise<void> {
  const now = clock()
  const unlessSince = new Date(now.getTime() - useNotedEveryMs).toISOString()
  if (lastUsedAt === null || lastUsedAt < unlessSince)
    await store.identities.noteUse(table, id, now.toISOString(), unlessSince)
}

/** A coach reaches the athletes whose logs name one of the coach's teams; an athlete one log. */
export function reachOf({ role, athleteId, teams }: Pick<MemberRow, "role" | "athleteId" | "teams">): Reach {
  switch (role) {
    case "admin":
      return { to: "tenant" }
    case "coach":
      return { to: "teams", teams }
    case "athlete":
      if (athleteId === null) throw new Error("a member who is an athlete names whose log it is")
      return { to: "athlete", athleteId }
  }
}
