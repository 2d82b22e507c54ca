import { expect, test } from "vitest"
import type { Asker } from "../support/askers.ts"
import { expectProblem } from "./expectProblem.ts"
import { openOrganisation } from "./organisation.ts"
import { checkIn } from "./testApp.ts"

const json = async (answer: Response) => (await answer.json()) as Record<string, unknown>
const facts = (athleteId: string, team: string, at = 0) => ({
  type: "athlete",
  athleteId,
  team,
  clientId: `${athleteId}-facts-${at}`,
  recordedAt: `2026-03-01T08:00:0${at}Z`,
})

/** Ann is in the red team, which Cleo coaches; Bob in the blue one; Ann has an account. */
async function openTeams() {
  const organisation = await openOrganisation()
  const { admin, join } = organisation
  for (const id of ["red", "blue"]) await admin.post("/api/teams", { id, name: id })
  const coach = await join("cleo@north.example", { role: "coach", teams: ["red"] })
  await admin.post("/api/athletes/bob/entries", facts("bob", "blue"))
  expect((await coach.post("/api/athletes/ann/entries", facts("ann", "red"))).status).toBe(201)
  const ann = await join("ann@north.example", { role: "athlete", athleteId: "ann" })
  return { ...organisation, coach, ann }
}

const idOf = async (asker: Asker, entry: Readonly<Record<string, unknown>>) =>
  String((await json(await asker.post("/api/check-ins", checkIn(entry))))["id"])

test("B28 another team's or organisation's ids are answered as ids that are not there", async () => {
  const { admin, coach, ann } = await openTeams()
  const bobs = await idOf(admin, { athleteId: "bob" })
  const override = await json(
    await admin.post("/api/athletes/bob/overrides", { from: "2026-03-10", thresholds: { tired: 5 }, reason: "r" }),
  )
  for (const asker of [coach, ann])
    for (const [there, nowhere] of [
      [`/api/decisions/${bobs}`, "/api/decisions/nowhere"],
      [`/api/overrides/${String(override["id"])}`, "/api/overrides/nowhere"],
      ["/api/athletes/bob/entries", "/api/athletes/nobody/entries"],
      [
        "/api/athletes/bob/timeline?from=2026-03-01&to=2026-03-10",
        "/api/athletes/nobody/timeline?from=2026-03-01&to=2026-03-10",
      ],
      ["/api/check-ins?athleteId=bob", "/api/check-ins?athleteId=nobody"],
      ["/api/teams/blue/overrides", "/api/teams/nowhere/overrides"],
    ])
      expect(await expectProblem(await asker.get(there ?? ""), 404)).toEqual(
        await expectProblem(await asker.get(nowhere ?? ""), 404),
      )
  await expectProblem(await coach.post("/api/check-ins", checkIn({ athleteId: "bob", clientId: "c2" })), 404)
})

test("a coach sees, logs and overrides for the athletes whose log names the coach's team", async () => {
  const { admin, coach } = await openTeams()
  await idOf(coach, { athleteId: "ann" })
  const roster = async (asker: Asker) =>
    ((await json(await asker.get("/api/athletes")))["athletes"] as { id: string; team: string }[]).map(
      ({ id, team }) => [id, team],
    )
  expect(await roster(admin)).toEqual([
    ["ann", "red"],
    ["bob", "blue"],
  ])
  expect(await roster(coach)).toEqual([["ann", "red"]])
  expect((await coach.get("/api/athletes/ann/timeline?from=2026-03-01&to=2026-03-10")).status).toBe(200)
  const override = { from: "2026-03-10", thresholds: { tired: 5 }, reason: "r" }
  expect((await coach.post("/api/athletes/ann/overrides", override)).status).toBe(201)
  expect((await coach.post("/api/teams/red/overrides", override)).status).toBe(201)
  await expectProblem(await coach.post("/api/teams/blue/overrides", override), 404)
  await expectProblem(await coach.post("/api/athletes/ann/entries", facts("ann", "blue", 1)), 403)
  await admin.post("/api/athletes/ann/entries", facts("ann", "blue", 2))
  expect(await roster(coach)).toEqual([])
  await expectProblem(await coach.get("/api/athletes/ann/overrides"), 404)
})

test("B35 an athlete reads, checks in and chooses, and does no coach's work: 403", async () => {
  const { ann } = await openTeams()
  const id = await idOf(ann, {})
  for (const path of [
    `/api/decisions/${id}`,
    `/api/decisions/${id}/receipt`,
    "/api/athletes/ann/overrides",
    "/api/rulesets",
    "/api/athletes/ann/plan",
  ])
    expect([path, (await ann.get(path)).status]).toEqual([path, 200])
  const choice = { localDate: "2026-03-10", verdict: "train", did: "accepted" }
  expect((await ann.post("/api/athletes/ann/choices", choice)).status).toBe(201)
  const entries = "/api/athletes/ann/entries"
  for (const [path, body] of [
    ["/api/rulesets", {}],
    ["/api/rulesets/tired/drafts", {}],
    ["/api/rulesets/tired/drafts/d/publish", {}],
    ["/api/athletes/ann/overrides", {}],
    ["/api/athletes/ann/plan", {}],
    ["/api/athletes/ann/choices", { ...choice, by: "coach" }],
    [entries, facts("ann", "blue")],
    [entries, { type: "plan", athleteId: "ann", from: "2026-03-01" }],
    [entries, { type: "withdrawal", athleteId: "ann", supersedes: "ann-facts-0" }],
    ["/api/check-in-links", { athleteId: "ann" }],
    ["/api/teams", { id: "x", name: "x" }],
  ] as const)
    expect([path, (await ann.post(path, body)).status]).toEqual([path, 403])
  await expectProblem(await ann.get("/api/members"), 403)
  await expectProblem(await ann.post("/api/athletes/bob/choices", choice), 404)
})

test("B23 more than thirty days late an athlete is refused and a coach logs it", async () => {
  const { ann, coach, keyOf, admin } = await openTeams()
  const late = checkIn({ localDate: "2026-02-07", recordedAt: "2026-02-07T07:00:00Z" })
  expect(await expectProblem(await ann.post("/api/check-ins", late), 422)).toMatchObject({
    errors: [{ pointer: "/localDate", code: "tooLate" }],
  })
  const watch = await keyOf(admin, { scopes: ["checkIns:write"], athleteId: "ann" })
  await expectProblem(await watch.post("/api/check-ins", late), 422)
  expect((await ann.post("/api/check-ins", { ...late, localDate: "2026-02-08", clientId: "c2" })).status).toBe(201)
  expect((await coach.post("/api/check-ins", late)).status).toBe(201)
})

test("B36 a key without the scope is refused, with it does what its maker may, and reaches no further than its maker does now", async () => {
  const { admin, coach, ann, keyOf } = await openTeams()
  const id = await idOf(coach, {})
  const reader = await keyOf(coach, { scopes: ["decisions:read"] })
  expect((await reader.get(`/api/decisions/${id}`)).status).toBe(200)
  expect(await expectProblem(await reader.post("/api/check-ins", checkIn()), 403)).toMatchObject({
    type: "urn:barometer:problem:forbidden",
  })
  await expectProblem(await reader.get("/api/keys"), 403)
  const every = await keyOf(ann, { scopes: ["overrides:write", "rulesets:write", "decisions:read", "checkIns:write"] })
  await expectProblem(await every.post("/api/athletes/ann/overrides", {}), 403)
  await expectProblem(await every.post("/api/check-ins", checkIn({ athleteId: "bob" })), 404)
  await admin.post("/api/athletes/ann/entries", facts("ann", "blue", 1))
  await expectProblem(await reader.get(`/api/decisions/${id}`), 404)
  expect((await every.get(`/api/decisions/${id}`)).status).toBe(200)
})

test("a check-in link logs one athlete's check-ins and reads that athlete's decisions, and nothing else", async () => {
  const { coach, linkOf } = await openTeams()
  const link = await linkOf(coach, "ann")
  const id = await idOf(link, {})
  expect((await link.get(`/api/decisions/${id}`)).status).toBe(200)
  expect(await json(await link.get("/api/me"))).toMatchObject({
    kind: "link",
    athleteId: "ann",
    organisation: { name: "North Barbell" },
  })
  await expectProblem(await link.post("/api/check-ins", checkIn({ athleteId: "bob" })), 404)
  for (const path of ["/api/athletes", "/api/athletes/ann/entries", `/api/decisions/${id}/receipt`, "/api/rulesets"])
    expect([path, (await link.get(path)).status]).toEqual([path, 403])
})

test("no header names a tenant, and an Idempotency-Key is its principal's own", async () => {
  const { coach, ann, admin } = await openTeams()
  const key = { "idempotency-key": "k1" }
  expect((await coach.post("/api/check-ins", checkIn(), key)).status).toBe(201)
  const again = await coach.post("/api/check-ins", checkIn(), key)
  expect(again.headers.get("idempotency-replayed")).toBe("true")
  expect((await ann.post("/api/check-ins", checkIn(), key)).headers.get("idempotency-replayed")).toBeNull()
  const answer = await admin.request("GET", "/api/athletes", undefined, {
    "x-tenant": "elsewhere",
    "x-tenant-id": "elsewhere",
  })
  expect(await json(answer)).toMatchObject({ athletes: [{ id: "ann" }, { id: "bob" }] })
})

test("an override names who made it, and no body says otherwise", async () => {
  const { admin, coach } = await openTeams()
  const members = (await json(await admin.get("/api/members")))["members"] as { id: string; role: string }[]
  const change = { from: "2026-03-10", thresholds: { tired: 5 }, reason: "r" }
  await expectProblem(await coach.post("/api/athletes/ann/overrides", { ...change, author: "Ada" }), 422)
  const made = await json(await coach.post("/api/athletes/ann/overrides", change))
  expect(made["author"]).toBe(`member:${members.find(({ role }) => role === "coach")?.id}`)
})

test("who listens to events is told of nothing once they are no longer a member", async () => {
  const { admin, coach } = await openTeams()
  const stream = await coach.get("/api/events")
  expect(stream.status).toBe(200)
  const members = (await json(await admin.get("/api/members")))["members"] as { id: string; role: string }[]
  await admin.request("DELETE", `/api/members/${members.find(({ role }) => role === "coach")?.id}`)
  await admin.post("/api/check-ins", checkIn())
  expect(await stream.text()).toBe(": listening\n\n")
})
