import { expect, test, vi, onTestFinished } from "vitest"
import { createApp } from "../../server/src/app.ts"
import { expectProblem } from "./expectProblem.ts"
import { askerOf, bearer, password, sessionOf } from "../support/askers.ts"
import { openOrganisation } from "./organisation.ts"
import { checkIn, openTestApp, now } from "./testApp.ts"

const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>
const teamOf = (athleteId: string, team: string) => ({ type: "athlete", athleteId, team })

test("a machine of one person asks nobody to sign in, and becomes an organisation without losing anything", async () => {
  const app = await openTestApp()
  const owner = askerOf({
    app: { request: (path, init) => app.app.request(path.replace("barometer.example", "localhost"), init) },
  })
  expect(await json(await owner.get("/api/setup"))).toEqual({ mode: "singlePerson", signUp: false })
  expect(await json(await owner.get("/api/me"))).toMatchObject({ kind: "owner", role: "admin", organisation: null })
  expect((await app.post("/api/check-ins", checkIn())).status).toBe(201)
  const key = await json(await app.post("/api/keys", { name: "watch", scopes: ["checkIns:write"] }))

  const made = await app.post("/api/setup", {
    organisation: "North",
    name: "Ada",
    email: "ada@north.example",
    password,
  })
  expect(made.status).toBe(201)
  expect(await json(made.clone())).toMatchObject({
    kind: "member",
    role: "admin",
    organisation: { id: "local", name: "North" },
  })
  await expectProblem(await app.get("/api/athletes"), 401)
  const cookie = made.headers.getSetCookie()[0]?.split(";")[0] ?? ""
  const roster = await app.app.request("/api/athletes", { headers: { cookie } })
  expect(await json(roster)).toMatchObject({ athletes: [{ id: "ann" }] })
  const headers = { authorization: `Bearer ${String(key["key"])}` }
  expect((await app.post("/api/check-ins", checkIn({ clientId: "c2", phase: "preSession" }), headers)).status).toBe(201)
  const again = { organisation: "South", name: "Eve", email: "eve@south.example", password }
  expect(await expectProblem(await app.post("/api/setup", again), 409)).toMatchObject({ title: "already set up" })
})

test("a fresh server that others reach is set up once, by the link that it printed", async () => {
  const app = await openTestApp({ onlyThisMachine: false })
  const nobody = askerOf(app)
  expect(await json(await nobody.get("/api/setup"))).toEqual({ mode: "needsSetUp", signUp: false })
  const organisation = { organisation: "North", name: "Ada", email: "ada@north.example", password }
  await expectProblem(await nobody.post("/api/setup", organisation), 403)
  const forged = `barsetup_${"0".repeat(18)}_${"A".repeat(43)}`
  await expectProblem(await nobody.post("/api/setup", { ...organisation, token: forged }), 403)
  await expectProblem(await nobody.get("/api/athletes"), 401)
  const token = await app.server.people.setUpToken()
  const short = { ...organisation, token, password: "short" }
  expect(await expectProblem(await nobody.post("/api/setup", short), 422)).toMatchObject({
    errors: [{ pointer: "/password" }],
  })
  const both = await Promise.all([1, 2].map(() => nobody.post("/api/setup", { ...organisation, token })))
  expect(both.map(({ status }) => status).sort((a, b) => a - b)).toEqual([201, 409])
  await expectProblem(await nobody.post("/api/setup", { ...organisation, token }), 409)
  expect(await app.server.people.setUpToken()).toBeUndefined()
})

test("the session's cookie is not for scripts, and under TLS for this host alone", async () => {
  const plain = await openOrganisation()
  const credentials = { email: "Ada@North.example", password }
  const [cookie] = (await plain.nobody.post("/api/auth/sign-in", credentials)).headers.getSetCookie()
  expect(cookie).toMatch(/^barometer-session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; SameSite=Lax$/)
  const secure = await openOrganisation({ publicUrl: new URL("https://barometer.example") })
  const [hostCookie] = (await secure.nobody.post("/api/auth/sign-in", credentials)).headers.getSetCookie()
  expect(hostCookie).toMatch(/^__Host-barometer-session=[^;]+; Max-Age=\d+; Path=\/; HttpOnly; Secure; SameSite=Lax$/)
})

test("an unknown address and a wrong password get the same answer", async () => {
  const { nobody } = await openOrganisation()
  const wrong = await nobody.post("/api/auth/sign-in", { email: "ada@north.example", password: "not it, not at all" })
  const unknown = await nobody.post("/api/auth/sign-in", { email: "bob@north.example", password: "not it, not at all" })
  expect(await expectProblem(wrong, 401)).toEqual(await expectProblem(unknown, 401))
})

test("after ten failures to sign in an account answers 429 for a quarter of an hour, to the right password too", async () => {
  const { nobody, clock } = await openOrganisation()
  const attempts = await Promise.all(
    Array.from({ length: 12 }, () =>
      nobody.post("/api/auth/sign-in", { email: "ada@north.example", password: "wrong" }),
    ),
  )
  expect(attempts.map(({ status }) => status).sort((a, b) => a - b)).toEqual([...Array<number>(10).fill(401), 429, 429])
  const right = { email: "ada@north.example", password }
  const refused = await nobody.post("/api/auth/sign-in", right)
  expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "900"])
  clock.now = new Date(clock.now.getTime() + 15 * 60_000)
  expect((await nobody.post("/api/auth/sign-in", right)).status).toBe(200)
})

test("B34 a session that ended answers 401: signed out, expired, or forged", async () => {
  const organisation = await openOrganisation()
  const signIn = () => organisation.nobody.post("/api/auth/sign-in", { email: "ada@north.example", password })
  const one = sessionOf(organisation, await signIn())
  const two = sessionOf(organisation, await signIn())
  expect((await one.get("/api/me")).status).toBe(200)
  expect((await one.post("/api/auth/sign-out", undefined)).status).toBe(204)
  await expectProblem(await one.get("/api/me"), 401)
  expect((await two.get("/api/me")).status).toBe(200)
  await expectProblem(await askerOf(organisation, { cookie: "barometer-session=abc.def" }).get("/api/me"), 401)
  onTestFinished(() => void vi.useRealTimers())
  vi.useFakeTimers({ now: Date.now() + 31 * 86_400_000, toFake: ["Date"] })
  await expectProblem(await two.get("/api/me"), 401)
})

test("a changed password ends every other session", async () => {
  const organisation = await openOrganisation()
  const { nobody, admin } = organisation
  const other = sessionOf(
    organisation,
    await nobody.post("/api/auth/sign-in", { email: "ada@north.example", password }),
  )
  const next = "another long password"
  await expectProblem(await admin.post("/api/auth/password", { current: "not the one", next }), 401)
  const changed = await admin.post("/api/auth/password", { current: password, next })
  expect(changed.status).toBe(204)
  await expectProblem(await other.get("/api/me"), 401)
  expect((await sessionOf(organisation, changed).get("/api/me")).status).toBe(200)
  await expectProblem(await nobody.post("/api/auth/sign-in", { email: "ada@north.example", password }), 401)
})

test("B37 what a session changes comes from a page of the same origin; a key needs no origin", async () => {
  const organisation = await openOrganisation()
  const { admin } = organisation
  const key = await organisation.keyOf(admin, { scopes: ["checkIns:write"] })
  for (const origin of ["http://evil.example", "null", "https://barometer.example.evil.example"])
    expect(await expectProblem(await admin.post("/api/check-ins", checkIn(), { origin }), 403)).toMatchObject({
      title: "cross-site request",
    })
  const answer = await organisation.nobody.post("/api/auth/sign-in", { email: "ada@north.example", password })
  const cookie = answer.headers.getSetCookie()[0]?.split(";")[0] ?? ""
  await expectProblem(await askerOf(organisation, { cookie }).post("/api/check-ins", checkIn()), 403)
  expect(await organisation.store.of("local").athletes.list("", 9)).toEqual([])
  expect((await key.post("/api/check-ins", checkIn())).status).toBe(201)
})

test("a member is invited by address, joins once by the link, and is removed with everything that the member made", async () => {
  const organisation = await openOrganisation()
  const { admin, nobody } = organisation
  await admin.post("/api/teams", { id: "sprint", name: "Sprint" })
  const invited = await json(
    await admin.post("/api/invitations", { email: "Cleo@north.example", role: "coach", teams: ["sprint"] }),
  )
  expect(invited).toMatchObject({
    email: "cleo@north.example",
    role: "coach",
    teams: ["sprint"],
    link: expect.stringMatching(/^http:\/\/barometer\.example\/invitation#barinvite_/) as string,
  })
  const token = String(invited["link"]).split("#")[1]
  expect(await json(await nobody.post("/api/invitations/look-up", { token }))).toMatchObject({
    organisation: "North Barbell",
    role: "coach",
  })
  const acceptance = { token, name: "Cleo", password }
  const accepted = await nobody.post("/api/invitations/acceptance", acceptance)
  expect(accepted.status).toBe(201)
  await expectProblem(await nobody.post("/api/invitations/acceptance", acceptance), 404)
  await expectProblem(await admin.post("/api/invitations", { email: "cleo@north.example", role: "admin" }), 409)
  const coach = sessionOf(organisation, accepted)
  expect((await coach.post("/api/athletes/ann/entries", teamOf("ann", "sprint"))).status).toBe(201)
  const key = await organisation.keyOf(coach, { scopes: ["athletes:read"] })
  const link = await organisation.linkOf(coach, "ann")
  expect([(await key.get("/api/athletes")).status, (await link.get("/api/me")).status]).toEqual([200, 200])

  const members = (await json(await admin.get("/api/members")))["members"] as { id: string; email: string }[]
  const { id } = members.find(({ email }) => email === "cleo@north.example") ?? { id: "" }
  expect((await admin.request("DELETE", `/api/members/${id}`)).status).toBe(204)
  for (const asker of [coach, key, link]) await expectProblem(await asker.get("/api/me"), 401)
  // Nothing is left of an account that belongs to no organisation.
  await expectProblem(await nobody.post("/api/auth/sign-in", { email: "cleo@north.example", password }), 401)
  const audited = await organisation.store.of("local").audit.list({}, Number.MAX_SAFE_INTEGER, 50)
  expect(audited.map(({ action }) => action)).toEqual(
    expect.arrayContaining([
      "organisation.made",
      "team.made",
      "member.invited",
      "member.joined",
      "key.made",
      "checkInLink.made",
      "member.removed",
    ]),
  )
  expect(JSON.stringify(audited)).not.toMatch(/cleo@|Cleo/)
})

test("an invitation is over after a week, when it is withdrawn, and when who invited could no longer invite", async () => {
  const { admin, nobody, join, clock } = await openOrganisation()
  const invite = async (asker = admin) => {
    const made = await json(
      await asker.post("/api/invitations", { email: "bob@north.example", role: "athlete", athleteId: "bob" }),
    )
    return { id: String(made["id"]), token: String(made["link"]).split("#")[1] }
  }
  const accept = (token: unknown) => nobody.post("/api/invitations/acceptance", { token, name: "Bob", password })
  const withdrawn = await invite()
  expect((await admin.request("DELETE", `/api/invitations/${withdrawn.id}`)).status).toBe(204)
  await expectProblem(await accept(withdrawn.token), 404)

  await admin.post("/api/teams", { id: "sprint", name: "Sprint" })
  const coach = await join("cleo@north.example", { role: "coach", teams: ["sprint"] })
  await coach.post("/api/athletes/bob/entries", teamOf("bob", "sprint"))
  const byCoach = await invite(coach)
  await admin.post("/api/athletes/bob/entries", teamOf("bob", "endurance"))
  await expectProblem(await accept(byCoach.token), 404)

  const late = await invite()
  clock.now = new Date(Date.parse(now) + 7 * 86_400_000)
  await expectProblem(await accept(late.token), 404)
})

test("a member's standing is changed in the state that was read, and an admin is always left", async () => {
  const { admin, join } = await openOrganisation()
  await admin.post("/api/teams", { id: "sprint", name: "Sprint" })
  const coach = await join("cleo@north.example", { role: "coach", teams: [] })
  const me = (await json(await admin.get("/api/members")))["members"] as { id: string; role: string }[]
  const [self, cleo] = [me.find(({ role }) => role === "admin")?.id, me.find(({ role }) => role === "coach")?.id]
  const path = `/api/members/${cleo}`
  const etag = (await admin.get(path)).headers.get("etag") ?? ""
  await expectProblem(await admin.request("PUT", path, { role: "coach", teams: ["sprint"] }), 428)
  const change = (body: unknown, match = etag, of = path) => admin.request("PUT", of, body, { "if-match": match })
  expect((await change({ role: "coach", teams: ["sprint"] })).status).toBe(200)
  await expectProblem(await change({ role: "admin" }), 412)
  await expectProblem(await change({ role: "coach", teams: ["nowhere"] }, "*"), 422)
  await expectProblem(await change({ role: "athlete" }, "*"), 422)
  expect(await json(await coach.get("/api/me"))).toMatchObject({ role: "coach", teams: ["sprint"] })
  expect(await expectProblem(await change({ role: "coach" }, "*", `/api/members/${self}`), 409)).toMatchObject({
    title: "the last admin",
  })
  await expectProblem(await admin.request("DELETE", `/api/members/${self}`), 409)
  expect((await change({ role: "admin" }, "*")).status).toBe(200)
  expect((await admin.request("DELETE", `/api/members/${self}`)).status).toBe(204)
})

test("a key is shown once, kept as a hash, bound by scope, athlete and time, and revoked at once", async () => {
  const organisation = await openOrganisation()
  const { admin, clock } = organisation
  const made = await json(
    await admin.post("/api/keys", { name: "Watch", scopes: ["decisions:read", "athletes:read"], expiresInDays: 30 }),
  )
  const text = String(made["key"])
  expect(text).toMatch(/^bar_[0-9a-f]{18}_[A-Za-z0-9_-]{43}$/)
  const listed = await (await admin.get("/api/keys")).text()
  expect(listed).toContain('"Watch"')
  expect(listed).not.toContain(text.slice(-43))
  const key = bearer(organisation, text)
  expect((await key.get("/api/athletes")).status).toBe(200)
  expect(await expectProblem(await key.post("/api/check-ins", checkIn()), 403)).toMatchObject({
    detail: "expected a key with the scope `checkIns:write`",
  })
  const usedAt = async () =>
    ((await json(await admin.get("/api/keys")))["keys"] as { lastUsedAt: string }[])[0]?.lastUsedAt
  expect(await usedAt()).toBe(now)
  clock.now = new Date(Date.parse(now) + 59_000)
  await key.get("/api/athletes")
  expect(await usedAt()).toBe(now)
  clock.now = new Date(Date.parse(now) + 61_000)
  await key.get("/api/athletes")
  expect(await usedAt()).toBe(clock.now.toISOString())
  const bound = await organisation.keyOf(admin, { scopes: ["checkIns:write", "athletes:read"], athleteId: "ann" })
  expect((await bound.post("/api/check-ins", checkIn())).status).toBe(201)
  await expectProblem(await bound.post("/api/check-ins", checkIn({ athleteId: "bob" })), 404)
  expect((await admin.request("DELETE", `/api/keys/${String(made["id"])}`)).status).toBe(200)
  await expectProblem(await key.get("/api/athletes"), 401)
  clock.now = new Date(Date.parse(now) + 366 * 86_400_000)
  await expectProblem(await bound.get("/api/athletes/ann/timeline?from=2026-03-01&to=2026-03-10"), 401)
  await expectProblem(await bearer(organisation, `${text}x`).get("/api/athletes"), 401)
})

test("an organisation of one's own is made only where the operator allows it, and a person in two picks one", async () => {
  const closed = await openOrganisation()
  const south = { organisation: "South", name: "Ada", email: "ada@north.example", password }
  await expectProblem(await closed.nobody.post("/api/organisations", south), 403)
  const open = await openOrganisation({ signUp: true })
  await open.admin.post("/api/check-ins", checkIn())
  await expectProblem(await open.nobody.post("/api/organisations", { ...south, password: "somebody else's" }), 401)
  open.clock.now = new Date(Date.parse(now) + 1_000)
  const made = await open.nobody.post("/api/organisations", south)
  expect(made.status).toBe(201)
  const ada = sessionOf(open, made)
  const me = await json(await ada.get("/api/me"))
  expect(me).toMatchObject({ organisation: { name: "South" }, organisations: [{ id: "local" }, { name: "South" }] })
  expect(await json(await ada.get("/api/athletes"))).toMatchObject({ athletes: [] })
  expect((await ada.post("/api/me/organisation", { id: "local" })).status).toBe(200)
  expect(await json(await ada.get("/api/athletes"))).toMatchObject({ athletes: [{ id: "ann" }] })
  await expectProblem(await ada.post("/api/me/organisation", { id: "elsewhere" }), 404)
  const bob = sessionOf(open, await open.nobody.post("/api/organisations", { ...south, email: "bob@south.example" }))
  const invited = await json(await bob.post("/api/invitations", { email: "ada@north.example", role: "admin" }))
  const token = String(invited["link"]).split("#")[1]
  await open.nobody.post("/api/invitations/acceptance", { token, name: "Ada", password })
  const members = (await json(await bob.get("/api/members")))["members"] as { id: string; email: string }[]
  const removed = `/api/members/${members.find(({ email }) => email === "ada@north.example")?.id}`
  expect((await bob.request("DELETE", removed)).status).toBe(204)
  expect((await open.nobody.post("/api/auth/sign-in", { email: "ada@north.example", password })).status).toBe(200)
})

test("an invitation goes out by mail where there is a mail server, and its link is shown anyway", async () => {
  const sent: unknown[] = []
  const app = await openOrganisation()
  for (const [sendMail, mailed] of [
    [(mail: unknown) => Promise.resolve(void sent.push(mail)), true],
    [() => Promise.reject(new Error("the mail server is down")), false],
  ] as const) {
    const withMail = { ...app, app: createApp({ ...app.server, sendMail }) }
    const [cookie] = (
      await askerOf(withMail).post("/api/auth/sign-in", { email: "ada@north.example", password })
    ).headers.getSetCookie()
    const headers = { cookie: cookie?.split(";")[0] ?? "", origin: "http://barometer.example" }
    const invited = { email: `mailed-${mailed}@north.example`, role: "admin" }
    expect(await json(await askerOf(withMail, headers).post("/api/invitations", invited))).toMatchObject({
      mailed,
      link: expect.any(String) as string,
    })
  }
  expect(sent).toMatchObject([
    { to: "mailed-true@north.example", text: expect.stringContaining("/invitation#barinvite_") as string },
  ])
})
