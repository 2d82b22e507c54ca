import { expect, onTestFinished, test, vi } from "vitest"
import { z } from "zod"
import type { TenantParts } from "../../server/src/tenantParts.ts"
import { expectProblem } from "./expectProblem.ts"
import { appOver, checkIn, openTestApp, type TestApp, tiredRuleset } from "./testApp.ts"

const assignmentSchema = z.looseObject({ id: z.string() })
const everyone = { layer: "everyone", from: "2026-03-01", reason: "the season" }
const ofAnn = { ...everyone, layer: "athlete", subject: "ann" }
const ofJuniors = { ...everyone, layer: "team", subject: "juniors" }

const [rule] = tiredRuleset.rules
/** The test ruleset under another id, which says something of its own. */
const saying = (id: string, verdict: string, changes: object = {}) => ({
  ...tiredRuleset,
  id,
  rules: [{ ...rule, name: "X1", event: { type: "verdict", params: { verdict } } }],
  ...changes,
})

async function openWithRulesets(): Promise<TestApp> {
  const app = await openTestApp()
  for (const ruleset of [saying("wide", "deload"), saying("junior", "refer"), saying("own", "push")])
    expect((await app.post("/api/rulesets?message=m", ruleset)).status).toBe(201)
  await app.post("/api/athletes/ann/entries", { type: "athlete", athleteId: "ann", team: "juniors" })
  await app.post("/api/athletes/bo/entries", { type: "athlete", athleteId: "bo" })
  return app
}

async function assign({ post }: TestApp, version: string, body: unknown) {
  const response = await post(`/api/rulesets/${version}/assignments`, body)
  expect(response.status, await response.clone().text()).toBe(201)
  return assignmentSchema.parse(await response.json()).id
}

async function decide({ post }: TestApp, localDate: string, athleteId = "ann") {
  const response = await post("/api/check-ins", checkIn({ athleteId, localDate, measures: { fatigue: 5 } }))
  return z
    .looseObject({ id: z.string(), verdict: z.string(), ruleset: z.looseObject({ id: z.string() }) })
    .parse(await response.json())
}

test("the athlete's assignment outranks the team's, that everyone's, and that the server's default", async () => {
  const app = await openWithRulesets()
  expect(await decide(app, "2026-03-01")).toMatchObject({ verdict: "reduce", ruleset: { id: "tired" } })
  await assign(app, "wide/versions/1", everyone)
  expect(await decide(app, "2026-03-02")).toMatchObject({ verdict: "deload", ruleset: { id: "wide", version: 1 } })
  await assign(app, "junior/versions/latest", ofJuniors)
  expect(await decide(app, "2026-03-03")).toMatchObject({ verdict: "refer" })
  const id = await assign(app, "own/versions/1", ofAnn)
  expect(await decide(app, "2026-03-04")).toMatchObject({ verdict: "push" })
  expect(await decide(app, "2026-03-04", "bo")).toMatchObject({ verdict: "deload" })
  expect(await decide(app, "2026-02-28", "bo")).toMatchObject({ verdict: "reduce" })

  const ended = await app.app.request(`/api/assignments/${id}`, { method: "DELETE" })
  expect(await ended.json()).toMatchObject({ endedFrom: "2026-03-10", inForce: false })
  expect(await decide(app, "2026-03-09")).toMatchObject({ verdict: "push" })
  expect(await decide(app, "2026-03-10")).toMatchObject({ verdict: "refer" })
  expect(await (await app.get("/api/rulesets")).json()).toMatchObject({
    rulesets: [{ deciding: false }, { deciding: false }, { deciding: false }, { id: "wide", deciding: true }],
  })
})

test("an assignment holds from its date, and the later `from` wins within a layer", async () => {
  const app = await openWithRulesets()
  await assign(app, "own/versions/1", { ...ofAnn, from: "2026-03-05" })
  await assign(app, "wide/versions/1", { ...ofAnn, from: "2026-03-03" })
  for (const [localDate, id] of [
    ["2026-03-02", "tired"],
    ["2026-03-03", "wide"],
    ["2026-03-05", "own"],
  ] as const)
    expect(await decide(app, localDate)).toMatchObject({ ruleset: { id } })
})

test("what was decided replays with the ruleset that decided it after another is assigned", async () => {
  const app = await openWithRulesets()
  const { id } = await decide(app, "2026-03-02")
  await assign(app, "own/versions/1", ofAnn)
  expect(await (await app.get(`/api/decisions/${id}`)).json()).toMatchObject({ ruleset: { id: "tired" } })
  expect(await (await app.get(`/api/decisions/${id}/replay`)).json()).toMatchObject({ identical: true })
})

test("a check-in may hold the measures of the ruleset that is assigned to its athlete", async () => {
  const app = await openWithRulesets()
  const grip = { label: "Grip", unit: "kg", min: 0, max: 90, step: 1, better: "higher" }
  const measured = { measures: { grip }, signals: { ...tiredRuleset.signals, grip: { kind: "latest", of: "grip" } } }
  const published = await app.post("/api/rulesets?message=m", saying("gripping", "push", measured))
  expect(published.status, await published.clone().text()).toBe(201)
  const entry = checkIn({ measures: { grip: 50 } })
  await expectProblem(await app.post("/api/check-ins", entry), 422)
  await assign(app, "gripping/versions/1", ofJuniors)
  expect((await app.post("/api/check-ins", entry)).status).toBe(201)
  await expectProblem(await app.post("/api/check-ins", { ...entry, athleteId: "bo" }), 422)
})

test("an override belongs to the ruleset that is assigned when it is made", async () => {
  const app = await openWithRulesets()
  await assign(app, "own/versions/1", ofAnn)
  const override = { from: "2026-03-01", thresholds: { tired: 4.5 }, reason: "r" }
  expect(await (await app.post("/api/athletes/ann/overrides", override)).json()).toMatchObject({ ruleset: "own" })
  expect(await (await app.post("/api/athletes/bo/overrides", override)).json()).toMatchObject({ ruleset: "tired" })
})

test("a retired version cannot be assigned, nor one retired that is", async () => {
  const app = await openWithRulesets()
  await app.post("/api/rulesets?message=m", saying("own", "train"))
  const id = await assign(app, "own/versions/1", ofAnn)
  await expectProblem(await app.post("/api/rulesets/own/versions/1/retire", {}), 409)
  await app.app.request(`/api/assignments/${id}`, { method: "DELETE" })
  expect((await app.post("/api/rulesets/own/versions/1/retire", {})).status).toBe(200)
  await expectProblem(await app.post("/api/rulesets/own/versions/1/assignments", ofAnn), 409)
})

test("the same assignment again is made once, and what cannot be assigned is refused", async () => {
  const app = await openWithRulesets()
  const path = "/api/rulesets/own/versions/1/assignments"
  const id = await assign(app, "own/versions/1", ofAnn)
  const again = await app.post(path, ofAnn)
  expect([again.status, await again.json()]).toMatchObject([200, { id }])
  expect(await (await app.get(path)).json()).toMatchObject({ assignments: [{ id, inForce: true }] })
  expect(await (await app.get("/api/assignments")).json()).toMatchObject({ assignments: [{ id }] })
  await expectProblem(await app.post("/api/rulesets/own/versions/9/assignments", ofAnn), 404)
  await expectProblem(await app.post("/api/rulesets/none/versions/latest/assignments", ofAnn), 404)
  await expectProblem(await app.post(path, { ...ofAnn, subject: "none" }), 404)
  for (const changes of [
    { layer: "everyone" },
    { from: "soon" },
    { reason: "" },
    { subject: undefined },
    { kind: "x" },
  ])
    await expectProblem(await app.post(path, { ...ofAnn, ...changes }), 422)
  await expectProblem(await app.post("/api/rulesets/own/versions/0/assignments", ofAnn), 422)
  await expectProblem(await app.get("/api/assignments/none"), 404)
  await expectProblem(await app.app.request(`/api/assignments/${id}?today=2026-04-01`, { method: "DELETE" }), 422)
  const audit = await app.store.of("local").audit.list({ action: "assignment.made" }, 1_000, 10)
  expect(audit).toMatchObject([{ athleteId: "ann", details: { rulesetId: "own", version: 1 } }])
})

test("a challenger decides every check-in silently, and where it differs is listed with counts", async () => {
  const app = await openWithRulesets()
  const id = await assign(app, "own/versions/1", { ...everyone, kind: "shadow" })
  const decided = await decide(app, "2026-03-02")
  expect(decided).toMatchObject({ verdict: "reduce", ruleset: { id: "tired" } })
  await app.post("/api/check-ins", checkIn({ athleteId: "bo", localDate: "2026-03-03", measures: { fatigue: 1 } }))
  expect(await (await app.get("/api/shadow/disagreements")).json()).toMatchObject({
    counts: [
      {
        assignmentId: id,
        decided: 2,
        same: 1,
        otherRule: 0,
        otherVerdict: 1,
        faults: 0,
        verdicts: expect.arrayContaining([{ champion: "reduce", challenger: "push", count: 1 }]),
      },
    ],
    disagreements: [
      {
        athleteId: "ann",
        localDate: "2026-03-02",
        outcome: "otherVerdict",
        champion: { verdict: "reduce", decidedBy: "T1" },
        challenger: { verdict: "push", decidedBy: "X1", ruleset: { id: "own", version: 1 } },
        _links: { decision: `/api/decisions/${decided.id}` },
      },
    ],
    next: null,
  })
  const timeline = await app.get("/api/athletes/ann/timeline?from=2026-03-01&to=2026-03-10")
  expect(await timeline.json()).toMatchObject({ days: [{ decisions: [{ id: decided.id }] }] })
})

test("of a day that is recomputed only the newest disagreement counts, and pages follow each other", async () => {
  const app = await openWithRulesets()
  await assign(app, "own/versions/1", { ...ofAnn, kind: "shadow" })
  for (const localDate of ["2026-03-02", "2026-03-03", "2026-03-04"]) await decide(app, localDate)
  // A late one recomputes the three.
  await decide(app, "2026-03-01")
  const dates: string[] = []
  const pageSchema = z.looseObject({
    counts: z.array(z.looseObject({ otherVerdict: z.int() })),
    disagreements: z.array(z.looseObject({ localDate: z.string() })),
    next: z.string().nullable(),
  })
  for (let next: string | null = ""; next !== null;) {
    const cursor = next === "" ? "" : `&cursor=${encodeURIComponent(next)}`
    const page = pageSchema.parse(await (await app.get(`/api/shadow/disagreements?limit=2${cursor}`)).json())
    expect(page.counts).toMatchObject([{ otherVerdict: 4 }])
    dates.push(...page.disagreements.map(({ localDate }) => localDate))
    next = page.next
  }
  expect(dates).toEqual(["2026-03-04", "2026-03-03", "2026-03-02", "2026-03-01"])
  await expectProblem(await app.get("/api/shadow/disagreements?cursor=x"), 400)
})

test("a challenger that faults is counted and hurts nobody's answer", async () => {
  const app = await openWithRulesets()
  const published = await app.parts.rulesets.find({ id: "own" })
  if (published === undefined) throw new Error("it is published")
  const { ruleset } = published
  const faulty = Object.defineProperty({ ...ruleset }, "rules", {
    get: () => {
      throw new Error("a fault of the test")
    },
  })
  const library: TenantParts["rulesets"] = {
    ...app.parts.rulesets,
    find: async (reference) =>
      reference.id === "own" ? { ...published, ruleset: faulty } : await app.parts.rulesets.find(reference),
  }
  await assign(app, "own/versions/1", { ...everyone, kind: "shadow" })
  const errors = vi.spyOn(console, "error").mockImplementation(() => undefined)
  onTestFinished(() => errors.mockRestore())
  const headers = { "content-type": "application/json" }
  const body = JSON.stringify(checkIn({ measures: { fatigue: 5 } }))
  const other = appOver(app, { ...app.parts, rulesets: library })
  const response = await other.request("/api/check-ins", { method: "POST", headers, body })
  expect([response.status, await response.json()]).toMatchObject([201, { verdict: "reduce" }])
  expect(await (await app.get("/api/shadow/disagreements")).json()).toMatchObject({
    counts: [{ decided: 1, faults: 1 }],
    disagreements: [{ outcome: "fault", challenger: { verdict: null } }],
  })
  expect(errors).toHaveBeenCalledOnce()
})
