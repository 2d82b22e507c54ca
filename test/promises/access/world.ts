import { type Scope, scopes } from "../../../server/src/access/principal.ts"
import { type SeededRandom, seededRandom } from "../../../server/src/simulate/seededRandom.ts"
import { type Asker, askerOf, bearer, bodyOf, organisationOf, password, sessionOf } from "../../support/askers.ts"
import type { TestApp } from "../../support/openApp.ts"
import { athleteThing, memberThings, plainThings, teamThing } from "./buildThings.ts"
import type { Standing, TenantName, Thing, Who } from "./things.ts"

export interface World {
  readonly whos: readonly Who[]
  readonly things: readonly Thing[]
}

/** The athletes of each tenant and their teams; `shared` is the name of somebody in both, who is not the same person. */
const athletes = { ann: "red", bob: "blue", cy: null, shared: "red" } as const
/** Whoever asks for one log only asks for Ann's. */
export const teamOfSelf = athletes.ann

/** Two organisations on one server, with everybody that can ask there and a thing of every kind in both. */
export async function buildWorld(test: TestApp, subsets: number, seed: number): Promise<World> {
  const nobody = askerOf(test)
  const random = seededRandom(seed)
  const whos: Who[] = []
  const things: Thing[] = []
  for (const tenant of ["north", "south"] as const) {
    const account = {
      organisation: `${tenant}-club`,
      name: `${tenant}-admin`,
      email: `admin@${tenant}-club.example`,
      password,
    }
    const token = await test.server.people.setUpToken()
    const made = await (tenant === "north"
      ? nobody.post("/api/setup", { ...account, token })
      : nobody.post("/api/organisations", account))
    await bodyOf(made.clone(), 201)
    await populate(test, tenant, sessionOf(test, made), { whos, things, subsets, random })
  }
  whos.push(
    { name: "nobody", asker: nobody },
    {
      name: "a forged cookie",
      asker: askerOf(test, { cookie: "barometer-session=a.b", origin: "http://barometer.example" }),
    },
    { name: "a forged key", asker: bearer(test, `bar_${"0".repeat(18)}_${"A".repeat(43)}`) },
  )
  return { whos, things }
}

interface Building {
  readonly whos: Who[]
  readonly things: Thing[]
  /** How many keys of random scopes each maker has. */
  readonly subsets: number
  readonly random: SeededRandom
}

async function populate(test: TestApp, tenant: TenantName, admin: Asker, { whos, things, subsets, random }: Building) {
  const { join, keyOf, linkOf } = organisationOf(test, admin)
  const email = (name: string) => `${name}@${tenant}-club.example`
  const add = (name: string, asker: Asker, standing: Standing, teams: readonly string[], self?: string): Who => {
    const base = { tenant, standing, teams, scopes: [], member: name, ...(self !== undefined && { self }) }
    const who: Who = { name, asker, known: { ...base, by: "session" } }
    whos.push(who)
    return who
  }
  for (const id of ["red", "blue"])
    await bodyOf(await admin.post("/api/teams", { id, name: `${tenant}-team-${id}` }), 201)
  const idOf = (name: keyof typeof athletes) => (name === "shared" ? name : `${tenant}-${name}`)
  const ann = idOf("ann")
  for (const [name, team] of Object.entries(athletes))
    await bodyOf(
      await admin.post(`/api/athletes/${idOf(name as keyof typeof athletes)}/entries`, {
        type: "athlete",
        athleteId: idOf(name as keyof typeof athletes),
        clientId: `${tenant}-${name}-facts`,
        ...(team !== null && { team }),
      }),
      201,
    )
  const join2 = async (name: string, standing: Standing, more: { teams?: readonly string[]; athleteId?: string }) =>
    add(
      `${tenant}-${name}`,
      await join(email(`${tenant}-${name}`), { role: standing, ...more }, `${tenant}-${name}`),
      standing,
      more.teams ?? [],
      more.athleteId,
    )
  const makers = [
    add(`${tenant}-admin`, admin, "admin", []),
    await join2("coach-red", "coach", { teams: ["red"] }),
    await join2("athlete-ann", "athlete", { athleteId: ann }),
  ]
  await join2("coach-blue", "coach", { teams: ["blue"] })
  await join2("coach-none", "coach", { teams: [] })
  for (const maker of makers) {
    const chosen: Scope[][] = [[...scopes], ...scopes.map((scope) => [scope])]
    for (let at = 0; at < subsets; at++)
      chosen.push([scopes[at % scopes.length] ?? scopes[0], ...scopes.filter(() => random.chance(0.4))])
    for (const of of chosen) {
      const asker = await keyOf(maker.asker, { scopes: of, name: `${maker.name}-key` })
      if (maker.known !== undefined)
        whos.push({
          name: `key of ${maker.name} for ${of.join(" ")}`,
          asker,
          known: { ...maker.known, by: "key", scopes: of },
        })
    }
  }
  for (const of of [[...scopes], ...scopes.map((scope) => [scope])]) {
    const asker = await keyOf(admin, { scopes: of, athleteId: ann, name: `${tenant}-admin-key` })
    const known = {
      tenant,
      standing: "athlete",
      teams: [],
      self: ann,
      by: "key",
      scopes: of,
      member: `${tenant}-admin`,
    } as const
    whos.push({ name: `key for ${ann} and ${of.join(" ")}`, asker, known })
  }
  for (const maker of makers.slice(0, 2)) {
    const asker = await linkOf(maker.asker, ann)
    const known = {
      tenant,
      standing: "athlete",
      teams: [],
      self: ann,
      by: "link",
      scopes: [],
      member: maker.name,
    } as const
    whos.push({ name: `link of ${maker.name}`, asker, known })
  }
  for (const name of Object.keys(athletes) as (keyof typeof athletes)[])
    things.push(
      await athleteThing(admin, tenant, idOf(name), athletes[name], join, email(`${tenant}-athlete-${name}2`)),
    )
  for (const id of ["red", "blue"]) things.push(await teamThing(admin, tenant, id))
  things.push(...(await memberThings(makers)))
  things.push(...(await plainThings(admin, tenant)))
  await endOthers(test, tenant, admin, { keyOf, join }, whos)
}

/** Credentials that were good once. */
async function endOthers(
  test: TestApp,
  tenant: TenantName,
  admin: Asker,
  { keyOf, join }: Pick<ReturnType<typeof organisationOf>, "keyOf" | "join">,
  whos: Who[],
): Promise<void> {
  const revoked = await keyOf(admin, { scopes: [...scopes], name: `${tenant}-revoked` })
  const { keys } = await bodyOf<{ keys: { id: string; name: string }[] }>(await admin.get("/api/keys"), 200)
  const id = keys.find(({ name }) => name === `${tenant}-revoked`)?.id ?? ""
  await bodyOf(await admin.request("DELETE", `/api/keys/${id}`), 200)
  const gone = await join(`gone@${tenant}-club.example`, { role: "admin" }, `${tenant}-gone`)
  const goneKey = await keyOf(gone, { scopes: [...scopes], name: `${tenant}-gone-key` })
  const { members } = await bodyOf<{ members: { id: string; name: string }[] }>(await admin.get("/api/members"), 200)
  const memberId = members.find(({ name }) => name === `${tenant}-gone`)?.id ?? ""
  await admin.request("DELETE", `/api/members/${memberId}`)
  whos.push(
    { name: `${tenant}'s revoked key`, asker: revoked },
    { name: `${tenant}'s member who is gone`, asker: gone },
    { name: `the key of ${tenant}'s member who is gone`, asker: goneKey },
    { name: `${tenant}'s key under another scheme`, asker: askerOf(test, { authorization: "Basic bm9ydGg6YWRtaW4=" }) },
  )
}
