import { execFile } from "node:child_process"
import { mkdtempSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { promisify } from "node:util"
import { replay } from "@barometer/engine/readiness"
import { expect, onTestFinished, test } from "vitest"
import { z } from "zod"
import { rulesetLibrariesOver } from "../../server/src/rulesetLibrary.ts"
import { expectProblem } from "./expectProblem.ts"
import { appOver, checkIn, now, openTestApp, shippedOf, type TestApp, tiredRuleset } from "./testApp.ts"

const barometer = fileURLToPath(new URL("../../server/src/cli/barometer.ts", import.meta.url))

const placed = z.object({ value: z.number(), layer: z.string() })
const decisionSchema = z.object({
  id: z.string(),
  verdict: z.string(),
  overrides: z.array(z.object({ layer: z.string(), subject: z.string(), hash: z.string() })),
  thresholds: z.object({ tired: placed }),
  recomputes: z.object({ of: z.string() }).nullable(),
})
const overrideSchema = z.looseObject({
  id: z.string(),
  layer: z.string(),
  hash: z.string(),
  inForce: z.boolean(),
  parentChanged: z.boolean(),
  retiredFrom: z.string().nullable(),
  problems: z.array(z.object({ pointer: z.string(), code: z.string() })),
})
const layersSchema = z.object({
  team: z.string().nullable(),
  thresholds: z.tuple([z.looseObject({ ...placed.shape, inherited: placed })]),
  disabled: z.array(z.object({ rule: z.string(), layer: z.string() })),
  overrides: z.array(overrideSchema),
})

const fresher = { from: "2026-03-01", thresholds: { tired: 3 }, reason: "recovers slowly" }
const ofAnn = "/api/athletes/ann/overrides"
const ofJuniors = "/api/teams/juniors/overrides"

async function openWithAnn(team?: string): Promise<TestApp> {
  const app = await openTestApp()
  const facts = { type: "athlete", athleteId: "ann", ...(team !== undefined && { team }) }
  await app.post("/api/athletes/ann/entries", facts)
  return app
}

async function make({ post }: TestApp, path: string, override: unknown) {
  const response = await post(path, override)
  expect(response.status, await response.clone().text()).toBe(201)
  return overrideSchema.parse(await response.json())
}

async function decideDay({ post }: TestApp, localDate: string, fatigue: number) {
  const response = await post("/api/check-ins", checkIn({ localDate, measures: { fatigue } }))
  return decisionSchema.parse(await response.json())
}

const readLayers = async ({ get }: TestApp, path: string) => layersSchema.parse(await (await get(path)).json())

test("an override turns a verdict, and the decision names it and the layer of its threshold", async () => {
  const app = await openWithAnn()
  expect(await decideDay(app, "2026-03-09", 3.5)).toMatchObject({ verdict: "train", overrides: [] })
  const { id, hash } = await make(app, ofAnn, fresher)
  const decision = await decideDay(app, "2026-03-10", 3.5)
  expect(decision).toMatchObject({
    verdict: "reduce",
    overrides: [{ layer: "athlete", subject: "ann", hash }],
    thresholds: { tired: { value: 3, layer: "athlete:ann" } },
  })
  expect(await (await app.get(`/api/overrides/${id}`)).json()).toMatchObject({
    ...fresher,
    id,
    ruleset: "tired",
    until: null,
    author: null,
    inForce: true,
    inherited: { tired: { value: 4, layer: "ruleset" } },
  })
})

test("an override made later recomputes nothing by itself and holds in what a late entry recomputes", async () => {
  const app = await openWithAnn()
  const first = await decideDay(app, "2026-03-09", 3.5)
  await make(app, ofAnn, fresher)
  const timeline = "/api/athletes/ann/timeline?from=2026-03-09&to=2026-03-09"
  const daySchema = z.object({ days: z.array(z.object({ verdict: z.string(), decisions: z.array(z.unknown()) })) })
  const before = daySchema.parse(await (await app.get(timeline)).json())
  expect(before.days).toMatchObject([{ verdict: "train", decisions: [{ id: first.id }] }])
  await decideDay(app, "2026-03-08", 1)
  expect(await (await app.get(timeline)).json()).toMatchObject({
    days: [{ verdict: "reduce", decisions: [{ id: first.id, verdict: "train" }, { recomputes: { of: first.id } }] }],
  })
})

test("an override holds from its first date to its last", async () => {
  const app = await openWithAnn()
  await make(app, ofAnn, { ...fresher, from: "2026-03-05", until: "2026-03-06" })
  for (const [localDate, verdict] of [
    ["2026-03-04", "train"],
    ["2026-03-05", "reduce"],
    ["2026-03-06", "reduce"],
    ["2026-03-07", "train"],
  ] as const)
    expect(await decideDay(app, localDate, 3.5)).toMatchObject({ verdict })
})

test("an athlete inherits from the team, and the team from the ruleset; a moved parent is flagged", async () => {
  const app = await openWithAnn("juniors")
  await make(app, ofJuniors, fresher)
  expect(await decideDay(app, "2026-03-09", 3.5)).toMatchObject({
    verdict: "reduce",
    thresholds: { tired: { value: 3, layer: "team:juniors" } },
  })
  await make(app, ofAnn, { ...fresher, thresholds: { tired: 4.5 } })
  expect(await decideDay(app, "2026-03-10", 3.5)).toMatchObject({
    verdict: "train",
    overrides: [{ layer: "team" }, { layer: "athlete" }],
    thresholds: { tired: { value: 4.5, layer: "athlete:ann" } },
  })
  const { team, thresholds, overrides } = await readLayers(app, ofAnn)
  expect(team).toBe("juniors")
  expect(thresholds).toMatchObject([
    { name: "tired", label: "Tired", value: 4.5, layer: "athlete:ann", inherited: { value: 3, layer: "team:juniors" } },
  ])
  expect(overrides).toMatchObject([
    { layer: "athlete", parentChanged: false },
    { layer: "team", parentChanged: false },
  ])

  await make(app, ofJuniors, { ...fresher, thresholds: { tired: 2 } })
  expect((await readLayers(app, ofAnn)).overrides).toMatchObject([
    { layer: "team" },
    { layer: "athlete", parentChanged: true },
    { layer: "team" },
  ])
  expect(await readLayers(app, ofJuniors)).toMatchObject({
    thresholds: [{ value: 2, layer: "team:juniors", inherited: { value: 4, layer: "ruleset" } }],
    overrides: [{ layer: "team" }, { layer: "team" }],
  })
  expect(await readLayers(app, `${ofAnn}?on=2026-02-28&limit=1`)).toMatchObject({
    thresholds: [{ value: 4, layer: "ruleset" }],
    overrides: [{ layer: "team", inForce: false }],
  })
})

test("a rule that is switched off decides nothing, and the trace says so", async () => {
  const app = await openWithAnn()
  await make(app, ofAnn, { from: "2026-03-01", disabled: ["T1"], reason: "away from the gym" })
  const decision = await decideDay(app, "2026-03-10", 4.5)
  expect(decision.verdict).toBe("train")
  expect(await (await app.get(`/api/decisions/${decision.id}`)).json()).toMatchObject({
    trace: [{ rule: "T1", disabledBy: "athlete:ann" }],
  })
  expect((await readLayers(app, ofAnn)).disabled).toEqual([{ rule: "T1", layer: "athlete:ann" }])
})

test("a retired override has no effect from today on, keeps the days before, and stays in the list", async () => {
  const app = await openWithAnn()
  const { id } = await make(app, ofAnn, fresher)
  const retire = async (query = "") => await app.app.request(`/api/overrides/${id}${query}`, { method: "DELETE" })
  await expectProblem(await retire("?today=2026-03-12"), 422)
  const retired = await retire()
  expect(retired.status).toBe(200)
  expect(await retired.json()).toMatchObject({ id, inForce: false, retiredAt: now, retiredFrom: "2026-03-10" })
  expect(await (await retire("?today=2026-03-09")).json()).toMatchObject({ retiredFrom: "2026-03-10" })
  expect(await decideDay(app, "2026-03-09", 3.5)).toMatchObject({ verdict: "reduce" })
  expect(await decideDay(app, "2026-03-10", 3.5)).toMatchObject({ verdict: "train", overrides: [] })
  expect((await readLayers(app, ofAnn)).overrides).toMatchObject([{ id, retiredFrom: "2026-03-10" }])
})

test("a decision replays identically and keeps its receipt after its overrides have changed", async () => {
  const app = await openWithAnn("juniors")
  await make(app, ofJuniors, { ...fresher, disabled: ["T1"], thresholds: { tired: 2 } })
  const { id } = await make(app, ofAnn, fresher)
  const decision = await decideDay(app, "2026-03-10", 3.5)
  await app.app.request(`/api/overrides/${id}`, { method: "DELETE" })
  await make(app, ofAnn, { ...fresher, thresholds: { tired: 5 } })
  await app.post("/api/athletes/ann/entries", { type: "athlete", athleteId: "ann", clientId: "a2", team: "seniors" })

  const link = `/api/decisions/${decision.id}`
  expect(await (await app.get(`${link}/replay`)).json()).toMatchObject({ identical: true, differences: [] })
  const receipt: unknown = await (await app.get(`${link}/receipt`)).json()
  expect(receipt).toMatchObject({ overrides: [{ layer: "team" }, { layer: "athlete", thresholds: { tired: 3 } }] })
  expect(await replay(receipt)).toMatchObject({ ok: true, value: { identical: true } })

  const folder = mkdtempSync(join(tmpdir(), "barometer-receipt-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, "receipt.json")
  writeFileSync(file, JSON.stringify(receipt))
  const { stdout } = await promisify(execFile)(process.execPath, [barometer, "replay", file])
  expect(stdout).toContain("the same decision")
})

test("counterfactuals start from the thresholds that decided", async () => {
  const app = await openWithAnn()
  await make(app, ofAnn, fresher)
  const { id } = await decideDay(app, "2026-03-10", 3.5)
  expect(await (await app.get(`/api/decisions/${id}/counterfactuals`)).json()).toMatchObject({
    verdict: "reduce",
    thresholds: [{ name: "tired", from: 3, to: 4, verdict: "train" }],
  })
})

test("an override that cannot hold is refused by its place in the body, and nothing is kept", async () => {
  const app = await openWithAnn()
  const cases: readonly (readonly [Readonly<Record<string, unknown>>, string, string])[] = [
    [{ thresholds: { tired: 6 } }, "/thresholds/tired", "expected 1 to 5"],
    [{ thresholds: { tried: 3 } }, "/thresholds/tried", "`tired`"],
    [{ thresholds: { tired: "3" } }, "/thresholds/tired", "expected a number"],
    [{ disabled: ["T9"] }, "/disabled/0", "`T1`"],
    [{ until: "2026-02-28" }, "/until", "before the start"],
    [{ from: "2026-02-30" }, "/from", ""],
    [{ reason: undefined }, "/reason", ""],
    [{ reason: "a\u0000" }, "/reason", ""],
    [{ author: "me" }, "/author", "unknown field"],
    [{ subject: "bob" }, "/subject", "unknown field"],
    [{ thresholds: {} }, "", "changes nothing"],
  ]
  for (const path of [ofAnn, ofJuniors])
    for (const [changes, pointer, message] of cases) {
      const problem = await expectProblem(await app.post(path, { ...fresher, ...changes }), 422)
      expect(problem.errors[0]).toMatchObject({ pointer, message: expect.stringContaining(message) })
    }
  await expectProblem(await app.post(ofAnn, [fresher]), 422)
  await expectProblem(await app.send(ofAnn, '{"from":"2026-03-01","reason":"r","thresholds":{"__proto__":3}}'), 422)
  await expectProblem(await app.send(ofAnn, "{"), 400)
  expect((await readLayers(app, ofAnn)).overrides).toEqual([])
})

test("a locked rule cannot be switched off, and an override that a new version does not fit stops holding", async () => {
  const app = await openWithAnn()
  await make(app, ofAnn, fresher)
  const [t1] = tiredRuleset.rules
  const tired = { ...tiredRuleset.thresholds.tired, min: 3.5 }
  const locked = { ...t1, name: "T2", title: "Spent today", priority: 30, locked: true }
  const second = { ...tiredRuleset, version: 2, thresholds: { tired }, rules: [t1, locked] }
  await rulesetLibrariesOver(app.store, shippedOf(second), app.parts.clock)("local")
  const headers = { "content-type": "application/json" }
  const send = async (path: string, body: unknown) =>
    await app.app.request(path, { method: "POST", headers, body: JSON.stringify(body) })

  const problem = await expectProblem(await send(ofAnn, { ...fresher, thresholds: {}, disabled: ["T1", "T2"] }), 422)
  expect(problem.errors).toMatchObject([{ pointer: "/disabled/1", code: "lockedRule" }])
  const layers = await readLayers(app, ofAnn)
  expect(layers).toMatchObject({
    thresholds: [{ value: 4, layer: "ruleset" }],
    overrides: [{ inForce: false, problems: [{ pointer: "/thresholds/tired", code: "outOfBounds" }] }],
  })
  const decision = await (await send("/api/check-ins", checkIn({ measures: { fatigue: 3.5 } }))).json()
  expect(decision).toMatchObject({ verdict: "train", overrides: [] })
})

test("the same override sent again without a key is made once, until it is retired", async () => {
  const app = await openWithAnn()
  const { id } = await make(app, ofAnn, fresher)
  const again = await app.post(ofAnn, fresher)
  expect([again.status, await again.json()]).toMatchObject([200, { id }])
  await app.app.request(`/api/overrides/${id}`, { method: "DELETE" })
  expect((await make(app, ofAnn, fresher)).id).not.toBe(id)
  expect((await readLayers(app, ofAnn)).overrides).toHaveLength(2)
})

test("an override that changes no decision since it began is debt, and one that changes a finding or verdict is not", async () => {
  const app = await openWithAnn("juniors")
  for (const localDate of ["2026-03-07", "2026-03-08", "2026-03-09"]) await decideDay(app, localDate, 3.5)
  const idle = await make(app, ofAnn, { ...fresher, thresholds: { tired: 4.5 } })
  const later = await make(app, ofAnn, { ...fresher, from: "2026-03-10", reason: "later" })
  const debt = async (query = "") => await (await app.get(`/api/overrides/debt${query}`)).json()
  expect(await debt()).toMatchObject({
    debt: [{ id: idle.id, days: 3, athletes: 1, subject: "ann" }],
    undecided: [{ id: later.id, days: 0 }],
    changing: 0,
    next: null,
  })
  const outranked = await make(app, ofJuniors, fresher)
  expect(await debt()).toMatchObject({ debt: [{ id: outranked.id, days: 3 }], changing: 1 })
  expect(await debt("?limit=1")).toMatchObject({ debt: [], changing: 1, next: expect.any(String) })
  await expectProblem(await app.get("/api/overrides/debt?cursor=x.y"), 400)
})

test("a value that a new version of the ruleset changes is flagged on the overrides of it", async () => {
  const app = await openWithAnn()
  await make(app, ofAnn, fresher)
  const tired = { ...tiredRuleset.thresholds.tired, value: 4.5 }
  const published = await app.post("/api/rulesets?message=m", { ...tiredRuleset, thresholds: { tired } })
  expect(published.status).toBe(201)
  expect((await readLayers(app, ofAnn)).overrides).toMatchObject([{ inForce: true, parentChanged: true }])
})

test("an override sent again under its idempotency key is made once", async () => {
  const app = await openWithAnn()
  const headers = { "idempotency-key": "k1" }
  const [first, again] = [await app.post(ofAnn, fresher, headers), await app.post(ofAnn, fresher, headers)]
  expect(first.headers.get("location")).toMatch(/^\/api\/overrides\/id-\d+$/)
  expect(await again.text()).toBe(await first.text())
  await expectProblem(await app.post(ofAnn, { ...fresher, reason: "other" }, headers), 422)
  expect((await readLayers(app, ofAnn)).overrides).toHaveLength(1)
})

test("overrides of athletes and ids that are not known are not found", async () => {
  const app = await openWithAnn()
  await expectProblem(await app.get("/api/athletes/none/overrides"), 404)
  await expectProblem(await app.post("/api/athletes/none/overrides", fresher), 404)
  await expectProblem(await app.get("/api/overrides/none"), 404)
  await expectProblem(await app.app.request("/api/overrides/none", { method: "DELETE" }), 404)
  await expectProblem(await app.get(`${ofAnn}?limit=201`), 422)
  const { id } = await make(app, ofAnn, fresher)
  const other = appOver(app, { ...app.parts, tenant: "other" })
  await expectProblem(await other.request(`/api/overrides/${id}`), 404)
  await expectProblem(await other.request(`/api/overrides/${id}`, { method: "DELETE" }), 404)
  const headers = { origin: "https://evil.example" }
  await expectProblem(await app.app.request(`/api/overrides/${id}`, { method: "DELETE", headers }), 403)
  expect((await readLayers(app, ofAnn)).overrides).toMatchObject([{ id, inForce: true }])
})
