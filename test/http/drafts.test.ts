import { expect, test } from "vitest"
import { z } from "zod"
import { appOver, checkIn, now, openTestApp, shippedOf, type TestApp, tiredRuleset } from "./testApp.ts"
import { expectProblem } from "./expectProblem.ts"
import { rulesetLibrariesOver } from "../../server/src/rulesetLibrary.ts"

const drafts = "/api/rulesets/tired/drafts"
const draftSchema = z.looseObject({ id: z.string(), problems: z.array(z.object({ code: z.string() })) })
const goldenDaySchema = z.looseObject({ id: z.string() })

const eager = { ...tiredRuleset, thresholds: { tired: { ...tiredRuleset.thresholds.tired, value: 3 } } }

async function begin({ post }: TestApp, body: unknown = {}) {
  const response = await post(drafts, body)
  expect(response.status, await response.clone().text()).toBe(201)
  return { path: `${drafts}/${draftSchema.parse(await response.json()).id}`, etag: response.headers.get("etag") ?? "" }
}

async function save({ app }: TestApp, path: string, body: unknown, etag?: string) {
  const headers = { "content-type": "application/json", ...(etag !== undefined && { "if-match": etag }) }
  return await app.request(path, { method: "PUT", headers, body: JSON.stringify(body) })
}

async function publish({ post }: TestApp, path: string, etag: string, body: object = {}) {
  return await post(`${path}/publish`, { message: "earlier rest", ...body }, { "if-match": etag })
}

/** Publishes a document as the next version by way of a draft. */
async function publishNext(app: TestApp, document: unknown, body: object = {}) {
  const { path, etag } = await begin(app, { ruleset: document })
  return await publish(app, path, etag, body)
}

test("a draft is begun, saved, checked and published, and decides from then on", async () => {
  const app = await openTestApp()
  const { path, etag } = await begin(app)
  const saved = await save(app, path, eager, etag)
  expect(saved.status).toBe(200)
  expect(await saved.json()).toMatchObject({ basedOn: 1, author: "owner", problems: [], ruleset: eager })
  expect(await (await app.post(`${path}/check`, {})).json()).toMatchObject({
    ok: true,
    problems: [],
    goldenDays: [],
    differences: [
      {
        section: "thresholds",
        name: "tired",
        canTurnVerdicts: true,
        fields: [{ pointer: "/thresholds/tired/value", before: 4, after: 3 }],
        sentences: ["`T1` Tired today: fires from 3 of 5 instead of 4 (Fatigue)."],
      },
    ],
  })
  const published = await publish(app, path, saved.headers.get("etag") ?? "")
  expect(published.status, await published.clone().text()).toBe(201)
  expect(published.headers.get("location")).toBe("/api/rulesets/tired/versions/2")
  expect(await published.json()).toMatchObject({
    version: 2,
    author: "owner",
    message: "earlier rest",
    deciding: true,
    retiredAt: null,
  })
  await expectProblem(await app.get(path), 404)
  expect(await (await app.post("/api/check-ins", checkIn({ measures: { fatigue: 3.5 } }))).json()).toMatchObject({
    verdict: "reduce",
    ruleset: { id: "tired", version: 2 },
  })
  expect(await (await app.get("/api/rulesets/tired/versions")).json()).toMatchObject({
    rulesets: [{ version: 2 }, { version: 1, author: null, message: "" }],
  })
})

test("B31 a draft cannot be saved or published without saying which state is meant: 428", async () => {
  const app = await openTestApp()
  const { path, etag } = await begin(app)
  await expectProblem(await save(app, path, eager), 428)
  await expectProblem(await app.post(`${path}/publish`, { message: "why" }), 428)
  const draft = await app.get(path)
  expect(draft.headers.get("etag")).toBe(etag)
  expect(await draft.json()).toMatchObject({ ruleset: tiredRuleset })
})

test("B32 a draft that was changed since cannot be saved or published over: 412", async () => {
  const app = await openTestApp()
  const { path, etag } = await begin(app)
  const [one, other] = await Promise.all([save(app, path, eager, etag), save(app, path, { title: 1 }, etag)])
  expect(new Set([one.status, other.status])).toEqual(new Set([200, 412]))
  await expectProblem(await publish(app, path, etag), 412)
  await expectProblem(await save(app, path, eager, "*x"), 412)
  expect((await save(app, path, eager, '"other", *')).status).toBe(200)
})

test("B33 a published ruleset cannot be edited: 409", async () => {
  const app = await openTestApp()
  const path = "/api/rulesets/tired/versions/1"
  await expectProblem(await save(app, path, eager, '"any"'), 409)
  for (const method of ["PATCH", "DELETE"])
    await expectProblem(await app.app.request(path, { method, headers: { "content-type": "application/json" } }), 409)
  expect(await (await app.get(path)).json()).toEqual(
    expect.objectContaining({ thresholds: tiredRuleset.thresholds, version: 1 }),
  )
})

test("a draft keeps what does not parse yet, tells what is wrong with it, and is not published", async () => {
  const app = await openTestApp()
  const { path, etag } = await begin(app)
  const half = { ...tiredRuleset, rules: [{ name: "T1" }], otherwise: undefined }
  const saved = await save(app, path, half, etag)
  expect(draftSchema.parse(await saved.json()).problems).not.toEqual([])
  expect(await (await app.get(path)).json()).toMatchObject({ ruleset: { rules: [{ name: "T1" }] } })
  expect(await (await app.post(`${path}/check`, {})).json()).toMatchObject({ ok: false, lints: [], differences: [] })
  await expectProblem(await publish(app, path, saved.headers.get("etag") ?? ""), 422)
})

test("what could run code or reach a prototype is refused in a draft at once", async () => {
  const app = await openTestApp()
  const { path, etag } = await begin(app)
  const [rule] = tiredRuleset.rules
  const leaf = rule?.conditions.all[0]
  for (const key of ["path", "params", "result", "factResult"]) {
    const hostile = { ...tiredRuleset, rules: [{ ...rule, conditions: { any: [{ ...leaf, [key]: "$..x" }] } }] }
    const problem = await expectProblem(await save(app, path, hostile, etag), 422)
    expect(problem.errors[0]?.pointer).toBe(`/rules/0/conditions/any/0/${key}`)
    await expectProblem(await app.post("/api/rulesets?message=why", hostile), 422)
  }
  const headers = { "content-type": "application/json", "if-match": etag }
  const body = '{"advice":{"__proto__":{"x":1}}}'
  await expectProblem(await app.app.request(path, { method: "PUT", headers, body }), 422)
  await expectProblem(await save(app, path, { title: "x".repeat(513 * 1024) }, etag), 413)
  expect((await app.get(path)).headers.get("etag")).toBe(etag)
})

test("an author has one draft of a ruleset; another's can be read and not changed", async () => {
  const app = await openTestApp()
  const { path } = await begin(app)
  const problem = await expectProblem(await app.post(drafts, {}), 409)
  expect(problem.detail).toContain(path.split("/").at(-1))
  const theirs = {
    id: "theirs",
    rulesetId: "tired",
    author: "someone else",
    basedOn: 1,
    document: "{}",
    revision: 1,
    createdAt: now,
    updatedAt: now,
  }
  expect(await app.store.of("local").rulesetDrafts.insert(theirs)).toBe(true)
  expect(await (await app.get(drafts)).json()).toMatchObject({
    drafts: [{ author: "owner" }, { author: "someone else" }],
  })
  const read = await app.get(`${drafts}/theirs`)
  expect(read.status).toBe(200)
  const match = read.headers.get("etag") ?? ""
  await expectProblem(await save(app, `${drafts}/theirs`, eager, match), 403)
  await expectProblem(await app.app.request(`${drafts}/theirs`, { method: "DELETE" }), 403)
  await expectProblem(await publish(app, `${drafts}/theirs`, match), 403)
  expect((await app.app.request(path, { method: "DELETE" })).status).toBe(204)
  await expectProblem(await app.get(path), 404)
  const elsewhere = appOver(app, { ...app.parts, tenant: "other" })
  expect(await (await elsewhere.request(drafts)).json()).toEqual({ drafts: [] })
})

test("a draft whose base is no longer the newest version conflicts, and is published once it is brought onto it", async () => {
  const app = await openTestApp()
  const { path, etag } = await begin(app)
  await rulesetLibrariesOver(
    app.store,
    shippedOf({ ...tiredRuleset, version: 2, title: "Second" }),
    app.parts.clock,
  )("local")
  const problem = await expectProblem(await publish(app, path, etag), 409)
  expect(problem).toMatchObject({ detail: expect.stringContaining("`tired@2`"), errors: [{ code: "outdatedBase" }] })
  const brought = await save(app, `${path}?basedOn=2`, eager, etag)
  const published = await publish(app, path, brought.headers.get("etag") ?? "")
  expect(await published.json()).toMatchObject({ version: 3 })
})

test("two publications at once make one version", async () => {
  const app = await openTestApp()
  const responses = await Promise.all(
    ["one", "other"].map((message) => app.post(`/api/rulesets?message=${message}`, eager)),
  )
  expect(new Set(responses.map(({ status }) => status))).toEqual(new Set([201, 409]))
  expect(await (await app.get("/api/rulesets/tired/versions")).json()).toMatchObject({ rulesets: [{}, { version: 1 }] })
})

test("a golden day that changes keeps a version from being published until it is accepted, which pins it anew", async () => {
  const app = await openTestApp()
  await app.post("/api/check-ins", checkIn({ measures: { fatigue: 3.5 } }))
  const days = "/api/rulesets/tired/golden-days"
  const pinned = { athleteId: "ann", localDate: "2026-03-10", verdict: "train", decidedBy: null, note: "a good day" }
  const response = await app.post(days, pinned)
  expect(response.status, await response.clone().text()).toBe(201)
  const { id } = goldenDaySchema.parse(await response.json())
  await expectProblem(await app.post(days, pinned), 409)
  await expectProblem(await app.post(days, { ...pinned, athleteId: "none" }), 404)
  await expectProblem(await app.post("/api/rulesets/none/golden-days", pinned), 404)
  await expectProblem(await app.post(days, { ...pinned, verdict: "rest" }), 422)

  const { path, etag } = await begin(app, { ruleset: eager })
  expect(await (await app.post(`${path}/check`, {})).json()).toMatchObject({
    ok: false,
    goldenDays: [{ id, holds: false, expected: { verdict: "train" }, found: { verdict: "reduce", decidedBy: "T1" } }],
  })
  const problem = await expectProblem(await publish(app, path, etag), 409)
  expect(problem.errors).toMatchObject([{ pointer: `/goldenDays/${id}`, code: "goldenDayChanges" }])
  expect((await publish(app, path, etag, { acceptedGoldenDays: [id] })).status).toBe(201)
  expect(await (await app.get(days)).json()).toMatchObject({ goldenDays: [{ id, verdict: "reduce", decidedBy: "T1" }] })
  await expectProblem(await app.app.request(`/api/rulesets/other/golden-days/${id}`, { method: "DELETE" }), 404)
  expect((await app.app.request(`${days}/${id}`, { method: "DELETE" })).status).toBe(204)
  expect(await (await app.get(days)).json()).toEqual({ goldenDays: [] })
})

test("an older version's content is published again as a new version", async () => {
  const app = await openTestApp()
  await publishNext(app, eager)
  await expectProblem(await app.post("/api/rulesets/tired/rollback", { to: 9, message: "back" }), 404)
  await expectProblem(await app.post("/api/rulesets/tired/rollback", { to: 1 }), 422)
  const back = await app.post("/api/rulesets/tired/rollback", { to: 1, message: "back" })
  expect(await back.json()).toMatchObject({ version: 3, message: "back" })
  expect(await (await app.get("/api/rulesets/tired/versions/3/diff?from=1")).json()).toEqual({ differences: [] })
  expect(await (await app.get("/api/rulesets/tired/versions/3/diff?from=2")).json()).toMatchObject({
    differences: [{ name: "tired", before: { value: 3 }, after: { value: 4 } }],
  })
})

test("a retired version decides no longer and replays what it decided; the last one cannot be retired", async () => {
  const app = await openTestApp()
  await expectProblem(await app.post("/api/rulesets/tired/versions/1/retire", {}), 409)
  await publishNext(app, eager)
  const decided = await (await app.post("/api/check-ins", checkIn({ measures: { fatigue: 3.5 } }))).json()
  const { id } = z.looseObject({ id: z.string() }).parse(decided)
  const retired = await app.post("/api/rulesets/tired/versions/2/retire", {})
  expect(await retired.json()).toMatchObject({ version: 2, retiredAt: expect.any(String), deciding: false })
  expect((await app.post("/api/rulesets/tired/versions/2/retire", {})).status).toBe(200)
  await expectProblem(await app.post("/api/rulesets/tired/versions/9/retire", {}), 404)
  expect(await (await app.get(`/api/decisions/${id}/replay`)).json()).toMatchObject({ identical: true })
  const next = await app.post("/api/check-ins", checkIn({ localDate: "2026-03-09", measures: { fatigue: 3.5 } }))
  expect(await next.json()).toMatchObject({ verdict: "train", ruleset: { version: 1 } })
  expect(await (await publishNext(app, eager)).json()).toMatchObject({ status: 409 })
})

test("a ruleset is exported as a file whose members have a fixed order, and imported again without a new version", async () => {
  const app = await openTestApp()
  const file = await app.get("/api/rulesets/tired/versions/1/file")
  expect(file.headers.get("content-disposition")).toBe('attachment; filename="tired-v1.json"')
  const text = await file.text()
  expect(text).toMatch(/^\{\n {2}"id": "tired",\n {2}"version": 1,\n {2}"title": "Tired",/)
  const again = await app.send("/api/rulesets?message=again", text)
  expect([again.status, await again.json()]).toMatchObject([200, { version: 1 }])
  const shuffled = Object.fromEntries(Object.entries(tiredRuleset).toReversed())
  expect((await app.post("/api/rulesets?message=again", shuffled)).status).toBe(200)

  const changed = text.replace('"value": 4', '"value": 3')
  await expectProblem(await app.send("/api/rulesets", changed), 422)
  const imported = await app.send("/api/rulesets?message=eager", changed)
  expect([imported.status, await imported.json()]).toMatchObject([201, { version: 2, message: "eager" }])
  await expectProblem(await app.send("/api/rulesets?message=late", text.replace('"value": 4', '"value": 2')), 409)

  const fresh = await app.post("/api/rulesets?message=new", { ...tiredRuleset, id: "fresh", version: 7 })
  expect([fresh.status, await fresh.json()]).toMatchObject([201, { id: "fresh", version: 1, deciding: false }])
})

test("a new ruleset is drafted under an id of its own", async () => {
  const app = await openTestApp()
  await expectProblem(await app.post("/api/rulesets/fresh/drafts", {}), 404)
  const begun = await app.post("/api/rulesets/fresh/drafts", { ruleset: tiredRuleset })
  expect(await begun.json()).toMatchObject({ basedOn: null, problems: [{ pointer: "/id", code: "otherRuleset" }] })
  const path = begun.headers.get("location") ?? ""
  const saved = await save(app, path, { ...tiredRuleset, id: "fresh" }, begun.headers.get("etag") ?? "")
  const published = await publish(app, path, saved.headers.get("etag") ?? "")
  expect(await published.json()).toMatchObject({ id: "fresh", version: 1 })
})

test("drafts, publications, retirements and golden days are audited, and each autosave is not", async () => {
  const app = await openTestApp()
  const first = await begin(app)
  await app.app.request(first.path, { method: "DELETE" })
  const { path, etag } = await begin(app)
  const saved = await save(app, path, eager, etag)
  await publish(app, path, saved.headers.get("etag") ?? "")
  await app.post("/api/rulesets/tired/versions/1/retire", {})
  const rows = (await app.store.of("local").audit.list({}, 1_000, 100)).toReversed()
  expect(rows.map(({ action }) => action)).toEqual([
    "draft.made",
    "draft.deleted",
    "draft.made",
    "ruleset.published",
    "ruleset.retired",
  ])
  expect(rows[3]).toMatchObject({ actor: "owner", subject: "ruleset:tired@2", details: { message: "earlier rest" } })
})
