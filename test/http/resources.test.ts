import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { replay } from "@barometer/engine/readiness"
import { expect, onTestFinished, test } from "vitest"
import { z } from "zod"
import { createApp } from "../../server/src/app.ts"
import { expectNothingStored, expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, tiredRuleset } from "./testApp.ts"

const asOf = { localDate: "2026-03-10", phase: "morning" }
const idSchema = z.object({ id: z.string() })

test("evaluating decides by an inline ruleset or a published one and stores nothing", async () => {
  const app = await openTestApp()
  const entries = [checkIn({ measures: { fatigue: 3.5 } })]
  const overrides = [{ layer: "athlete", subject: "ann", from: "2026-01-01", thresholds: { tired: 3 } }]
  for (const ruleset of [tiredRuleset, { id: "tired" }, { id: "tired", version: 1 }]) {
    const plain = await app.post("/api/evaluate", { entries, ruleset, asOf })
    expect(plain.status).toBe(200)
    expect(await plain.json()).toMatchObject({ verdict: "train", trace: [{ rule: "T1", result: false }] })
    const overridden = await app.post("/api/evaluate", { entries, ruleset, overrides, asOf, evaluator: "compiled" })
    expect(await overridden.json()).toMatchObject({
      verdict: "reduce",
      thresholds: { tired: { value: 3, layer: "athlete:ann" } },
    })
  }
  await expectNothingStored(app)
})

test("evaluating names what is wrong by its place in the request", async () => {
  const { post } = await openTestApp()
  const request = { entries: [checkIn()], ruleset: { id: "tired" }, asOf }
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, string])[] = [
    [{ entries: [checkIn(), checkIn({ phase: "noon" })] }, "/entries/1/phase"],
    [{ entries: [checkIn(), checkIn({ athleteId: "bob" })] }, "/entries/1/athleteId"],
    [{ entries: [] }, "/entries"],
    [{ ruleset: { id: "other" } }, "/ruleset"],
    [
      { overrides: [{ layer: "athlete", subject: "ann", from: "2026-01-01", thresholds: { tried: 3 } }] },
      "/overrides/0/thresholds/tried",
    ],
    [{ asOf: { localDate: "2026-03-10" } }, "/asOf/phase"],
  ]
  for (const [changes, pointer] of cases) {
    const problem = await expectProblem(await post("/api/evaluate", { ...request, ...changes }), 422)
    expect(problem.errors.map((error) => error.pointer)).toContain(pointer)
  }
})

test("a decision replays, gives a receipt that replays anywhere, and tells what would turn it", async () => {
  const { post, get } = await openTestApp()
  await post("/api/check-ins", checkIn({ localDate: "2026-03-08" }))
  const { id } = idSchema.parse(await (await post("/api/check-ins", checkIn({ measures: { fatigue: 4.5 } }))).json())
  await post("/api/check-ins", checkIn({ localDate: "2026-03-09" }))
  expect(await (await get(`/api/decisions/${id}/replay`)).json()).toMatchObject({ identical: true, differences: [] })
  const receipt: unknown = await (await get(`/api/decisions/${id}/receipt`)).json()
  expect(z.object({ entries: z.array(z.unknown()) }).parse(receipt).entries).toHaveLength(2)
  expect(await replay(receipt)).toMatchObject({ ok: true, value: { identical: true } })
  const flips = await (await get(`/api/decisions/${id}/counterfactuals`)).json()
  expect(flips).toMatchObject({ verdict: "reduce", thresholds: [{ name: "tired" }] })
})

test("what is not there is not found", async () => {
  const { get } = await openTestApp()
  for (const path of [
    "/api/decisions/none",
    "/api/decisions/none/replay",
    "/api/decisions/none/receipt",
    "/api/decisions/none/counterfactuals",
    "/api/athletes/none/timeline?from=2026-01-01&to=2026-01-02",
    "/api/athletes/none/entries",
    "/api/rulesets/none/versions",
    "/api/rulesets/tired/versions/2",
    "/nowhere",
  ])
    await expectProblem(await get(path), 404)
})

test("the roster shows every athlete with the verdict of the latest day", async () => {
  const { post, get } = await openTestApp()
  await post("/api/check-ins", checkIn({ athleteId: "bob", measures: { fatigue: 5 } }))
  await post("/api/check-ins", checkIn({ localDate: "2026-03-09", measures: { fatigue: 5 } }))
  await post("/api/check-ins", checkIn())
  await post("/api/check-ins", checkIn({ phase: "postSession", measures: { fatigue: 5 } }))
  await post("/api/athletes/cleo/entries", { type: "athlete", athleteId: "cleo", experience: "beginner" })
  const roster = z.object({ athletes: z.array(z.unknown()), next: z.string().nullable() })
  const all = roster.parse(await (await get("/api/athletes")).json())
  expect(all).toMatchObject({
    athletes: [
      { id: "ann", latest: { localDate: "2026-03-10", phase: "morning", verdict: "train" } },
      { id: "bob", latest: { verdict: "reduce", decidedBy: "T1" } },
      { id: "cleo", latest: null },
    ],
    next: null,
  })
  const first = roster.parse(await (await get("/api/athletes?limit=2")).json())
  expect(first.next).toBe("bob")
  expect(roster.parse(await (await get(`/api/athletes?limit=2&after=${first.next}`)).json()).athletes).toEqual([
    all.athletes[2],
  ])
})

test("a timeline needs a range that runs forward and ends", async () => {
  const { get } = await openTestApp()
  await expectProblem(await get("/api/athletes/ann/timeline"), 422)
  await expectProblem(await get("/api/athletes/ann/timeline?from=2026-01-02&to=2026-01-01"), 422)
  await expectProblem(await get("/api/athletes/ann/timeline?from=2020-01-01&to=2026-01-01"), 422)
})

test("other entries are logged and listed, and a dated one recomputes what it reaches", async () => {
  const { post, get } = await openTestApp()
  await post("/api/check-ins", checkIn())
  const annotation = { type: "annotation", athleteId: "ann", clientId: "n1", cause: "illness", from: "2026-03-10" }
  expect((await post("/api/athletes/ann/entries", annotation)).status).toBe(201)
  expect((await post("/api/athletes/ann/entries", annotation)).status).toBe(200)
  await expectProblem(await post("/api/athletes/ann/entries", { ...annotation, cause: "travel" }), 409)
  expect(await (await get("/api/athletes/ann/entries")).json()).toMatchObject({ entries: [{ entry: annotation }] })
  const timeline = await (await get("/api/athletes/ann/timeline?from=2026-03-10&to=2026-03-10")).json()
  expect(timeline).toMatchObject({
    days: [{ decisions: [{ recomputes: null }, { recomputes: { of: expect.any(String) } }] }],
  })
  await expectProblem(await post("/api/athletes/bob/entries", annotation), 422)
  await expectProblem(await post("/api/athletes/ann/entries", checkIn()), 422)
})

test("a published ruleset is known by its hash", async () => {
  const { app, get } = await openTestApp()
  const { rulesets } = z
    .object({ rulesets: z.array(z.looseObject({ hash: z.string() })) })
    .parse(await (await get("/api/rulesets")).json())
  expect(rulesets).toMatchObject([{ id: "tired", version: 1, deciding: true }])
  expect(await (await get("/api/rulesets/tired/versions")).json()).toEqual({ rulesets })
  const response = await get("/api/rulesets/tired/versions/1")
  expect(response.headers.get("etag")).toBe(`"${rulesets[0]?.hash}"`)
  expect(await response.json()).toMatchObject({ id: "tired", otherwise: "train" })
  const headers = { "if-none-match": `"${rulesets[0]?.hash}"` }
  expect((await app.request("/api/rulesets/tired/versions/1", { headers })).status).toBe(304)
})

test("the API describes itself, and its documentation runs under the content security policy", async () => {
  const { get } = await openTestApp()
  const document = await (await get("/api/openapi.json")).json()
  expect(document).toMatchObject({
    openapi: "3.1.0",
    components: { schemas: { CheckIn: {}, Decision: {}, Ruleset: {}, Problem: {} } },
  })
  const references = [...JSON.stringify(document).matchAll(/#\/components\/schemas\/(\w+)/g)].map(
    (match) => match[1] ?? "",
  )
  expect(document).toHaveProperty("components.schemas")
  for (const name of new Set(references)) expect(document).toHaveProperty(`components.schemas.${name}`)
  const page = await get("/api/docs")
  expect(page.headers.get("content-security-policy")).toContain("default-src 'none'; script-src 'self'")
  const html = await page.text()
  expect(html).not.toMatch(/<script>|style=|onload=/)
  for (const [, path] of html.matchAll(/(?:src|href)="([^"]+)"/g)) expect((await get(path ?? "")).status).toBe(200)
})

test("the page at the root is served from its folder, its script without types", async () => {
  const { server, get } = await openTestApp()
  await expectProblem(await get("/"), 404)
  const folder = mkdtempSync(join(tmpdir(), "barometer-home-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  writeFileSync(join(folder, "index.html"), "<!doctype html><title>Home</title>")
  writeFileSync(join(folder, "home.ts"), "const answer: number = 42\n")
  const app = createApp(server, { homeFolder: folder })
  const page = await app.request("/")
  expect([page.status, page.headers.get("content-type")]).toEqual([200, "text/html; charset=utf-8"])
  const script = await app.request("/home.js")
  expect(script.headers.get("content-type")).toBe("text/javascript; charset=utf-8")
  expect(await script.text()).toMatch(/^const answer\s+= 42/)
  await expectProblem(await app.request("/home.ts"), 404)
  await expectProblem(await app.request("/home.css"), 404)
})

test("a request leaves one line of its route and status, and nothing of what it held", async () => {
  const { server } = await openTestApp()
  const lines: string[] = []
  const app = createApp(server, { writeLog: (line) => lines.push(line) })
  const response = await app.request("/api/athletes/secret/timeline?from=2026-01-01&to=2026-01-02")
  await app.request("/nowhere/secret")
  expect(lines.map((line) => JSON.parse(line))).toMatchObject([
    {
      method: "GET",
      route: "/api/athletes/:athleteId/timeline",
      status: 404,
      requestId: response.headers.get("x-request-id"),
    },
    { method: "GET", status: 404 },
  ])
  expect(lines.join()).not.toContain("secret")
})

test("health and readiness answer", async () => {
  const { app, get } = await openTestApp()
  expect((await get("/healthz")).status).toBe(200)
  expect((await get("/readyz")).status).toBe(200)
  expect((await app.request("/healthz", { method: "DELETE" })).status).toBe(404)
})

test("pages of other origins change nothing, and a foreign name is not answered", async () => {
  const { app, post, parts, store } = await openTestApp()
  await expectProblem(await post("/api/check-ins", checkIn(), { origin: "https://evil.example" }), 403)
  await expectProblem(await post("/api/check-ins", checkIn(), { origin: "null" }), 403)
  await expectProblem(await app.request("http://evil.example/api/athletes"), 421)
  expect(await store.of(parts.tenant).athletes.list("", 10)).toEqual([])
  expect((await post("/api/check-ins", checkIn(), { origin: "http://localhost" })).status).toBe(201)
})
