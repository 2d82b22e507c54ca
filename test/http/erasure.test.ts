import { expect, test } from "vitest"
import { z } from "zod"
import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import { tablesOfAthletes } from "../../server/src/store/erasure.ts"
import { expectProblem } from "./expectProblem.ts"
import { password } from "../support/askers.ts"
import { openOrganisation } from "./organisation.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

const erase = async ({ post }: TestApp, id: string, confirm = id) =>
  await post(`/api/athletes/${id}/erasure`, { confirm })
const exported = async ({ get }: TestApp) => await (await get("/api/export")).text()

async function openWithTwo() {
  const app = await openTestApp()
  for (const athleteId of ["ann", "ann-lee"]) {
    await app.post("/api/check-ins", checkIn({ athleteId, note: `of ${athleteId}` }), { "idempotency-key": athleteId })
    const override = { from: "2026-03-01", thresholds: { tired: 3 }, reason: `for ${athleteId}` }
    await app.post(`/api/athletes/${athleteId}/overrides`, override)
  }
  return app
}

test("an erased athlete is gone from log, decisions, overrides, kept responses and the audit, which still verifies", async () => {
  const app = await openWithTwo()
  const before = await app.store.of("local").audit.readHead()
  const response = await erase(app, "ann")
  expect(response.status).toBe(200)
  expect(await response.json()).toEqual({ entries: 1, decisions: 1, overrides: 1, scrubbed: true })
  await expectProblem(await app.get("/api/athletes/ann/timeline?from=2026-03-10&to=2026-03-10"), 404)
  const text = await exported(app)
  expect(text).not.toContain('"ann"')
  expect(text).not.toContain('of ann"')
  expect(text).toContain("of ann-lee")
  const verified = await verifyChain("local", app.store.of("local").audit, before)
  expect(verified).toMatchObject({ intact: true, erasedRows: 3 })
  await expectProblem(await erase(app, "ann"), 404)
  // Her key went with her response; another athlete's is honoured as before.
  const again = await app.post("/api/check-ins", checkIn({ athleteId: "ann-lee", note: "of ann-lee" }), {
    "idempotency-key": "ann-lee",
  })
  expect(again.headers.get("idempotency-replayed")).toBe("true")
})

test("whoever logs under an erased id begins an empty log, in every process", async () => {
  const app = await openWithTwo()
  const beside = app.store.kind === "postgresql" ? await app.openBeside() : app
  await beside.post("/api/check-ins", checkIn({ athleteId: "ann", clientId: "c2", phase: "preSession" }))
  await erase(app, "ann")
  const first = await beside.post("/api/check-ins", checkIn({ athleteId: "ann", clientId: "c3" }))
  expect(first.status).toBe(201)
  expect((await beside.parts.logs.read("ann")).entries).toHaveLength(1)
  expect((await app.parts.logs.read("ann")).entries).toHaveLength(1)
})

test("with an athlete go the account, the sessions, the links and the keys of the athlete", async () => {
  const organisation = await openOrganisation()
  const { admin, join, keyOf, linkOf } = organisation
  const athlete = await join("ann@north.example", { role: "athlete", athleteId: "ann" })
  const coach = await join("cleo@north.example", { role: "coach" })
  await athlete.post("/api/check-ins", checkIn())
  const key = await keyOf(athlete, { scopes: ["athletes:read"] })
  const link = await linkOf(admin, "ann")
  expect([(await athlete.get("/api/me")).status, (await key.get("/api/athletes")).status]).toEqual([200, 200])
  expect((await coach.post("/api/athletes/ann/erasure", { confirm: "ann" })).status).toBe(403)
  expect((await admin.post("/api/athletes/ann/erasure", { confirm: "ann" })).status).toBe(200)
  for (const gone of [athlete, key, link]) expect((await gone.get("/api/me")).status).toBe(401)
  expect((await coach.get("/api/me")).status).toBe(200)
  const text = await (await admin.get("/api/export")).text()
  expect(text).not.toMatch(/"ann"|ann@north/)
  const signIn = await organisation.nobody.post("/api/auth/sign-in", { email: "ann@north.example", password })
  expect(signIn.status).toBe(401)
  expect(await verifyChain("local", organisation.store.of("local").audit)).toMatchObject({ intact: true })
})

test("an erasure that names another athlete, or none, changes nothing", async () => {
  const app = await openWithTwo()
  const problem = await expectProblem(await erase(app, "ann", "ann-lee"), 422)
  expect(problem.errors).toMatchObject([{ pointer: "/confirm", code: "notConfirmed" }])
  await expectProblem(await app.post("/api/athletes/ann/erasure", {}), 422)
  await expectProblem(await erase(app, "nobody"), 404)
  expect(await exported(app)).toContain('"ann"')
})

test("every table with an athlete's id is one that an erasure reaches", async () => {
  const { store } = await openTestApp()
  const tables = await store.accounts.db.introspection.getTables()
  const named = tables.filter(({ columns }) => columns.some(({ name }) => name === "athlete_id"))
  const reached = [...tablesOfAthletes, "members", "audit_keys"]
  expect(new Set(named.map(({ name }) => name))).toEqual(new Set(reached))
})

const lineSchema = z.looseObject({ kind: z.string() })

test("an export holds everything, a line each, and says at its end how much that was", async () => {
  const app = await openWithTwo()
  const response = await app.get("/api/export")
  expect(response.headers.get("content-disposition")).toContain("barometer-everything-2026-03-10.jsonl")
  const lines = (await response.text())
    .trim()
    .split("\n")
    .map((line) => lineSchema.parse(JSON.parse(line)))
  const kinds = Map.groupBy(lines, ({ kind }) => kind)
  for (const kind of ["athlete", "entry", "decision", "override"]) expect(kinds.get(kind)).toHaveLength(2)
  expect(kinds.get("ruleset")).toHaveLength(1)
  expect(kinds.get("entry")?.[0]).toMatchObject({ entry: { type: "checkIn", athleteId: "ann" } })
  expect(kinds.get("change")?.at(-1)).toMatchObject({ action: "export.made", actor: "owner" })
  expect(lines.at(-1)).toMatchObject({ kind: "end", lines: lines.length - 1 })
})

test("a page at a time misses and repeats nothing", async () => {
  const app = await openTestApp()
  const checkIns = Array.from({ length: 450 }, (_, n) => {
    const localDate = new Date(Date.UTC(2024, 10, 1 + n)).toISOString().slice(0, 10)
    return checkIn({ localDate, recordedAt: undefined, clientId: `c${n}` })
  })
  await app.post("/api/check-ins", { checkIns })
  const csv = await (await app.get("/api/export?table=decisions")).text()
  const rows = csv.trimEnd().split("\r\n").slice(1)
  expect(new Set(rows.map((row) => row.split(",")[2])).size).toBe(450)
  expect(rows).toHaveLength(450)
})

test("[B51] a cell that a spreadsheet would take for a formula is exported escaped, and quotes and line breaks stay in their cell", async () => {
  const app = await openTestApp()
  const note = '=HYPERLINK("http://evil.example","x")'
  await app.post("/api/check-ins", checkIn({ note, sources: { fatigue: "+1" } }))
  await app.post("/api/check-ins", checkIn({ clientId: "c2", phase: "preSession", note: 'a\nb, "c"' }))
  const response = await app.get("/api/export?table=checkIns")
  expect(response.headers.get("content-type")).toBe("text/csv; charset=utf-8")
  const csv = await response.text()
  expect(csv).toContain(`"'=HYPERLINK(""http://evil.example"",""x"")"`)
  expect(csv).toContain('"a\nb, ""c"""')
  expect(csv.startsWith("id,athleteId,localDate,phase,clientId,")).toBe(true)
  await expectProblem(await app.get("/api/export?table=passwords"), 422)
})
