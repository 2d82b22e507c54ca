import type { z } from "zod"
import type { meSchema } from "../routes/peopleSchemas.ts"
import type { ServerParts } from "../serverParts.ts"
import type { Principal } from "./principal.ts"

/** What a principal may know of itself. */
export async function toMeView({ store }: ServerParts, principal: Principal): Promise<z.infer<typeof meSchema>> {
  const { kind, role, reach, tenant } = principal
  const organisation = await store.of(tenant).organisation.find()
  const session = kind === "member" ? principal.session : undefined
  const memberships = session === undefined ? [] : await store.identities.listMemberships(session.userId)
  return {
    kind,
    role,
    athleteId: reach.to === "athlete" ? reach.athleteId : null,
    teams: reach.to === "teams" ? [...reach.teams] : null,
    scopes: kind === "key" ? [...principal.scopes] : null,
    name: session?.name ?? null,
    email: session?.email ?? null,
    organisation: organisation === undefined ? null : { id: tenant, name: organisation.name },
    organisations: memberships.map((each) => ({ id: each.tenant, name: each.organisation })),
  }
}
