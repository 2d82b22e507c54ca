import { writeFileSync } from "node:fs"
import { join } from "node:path"
import { expect, test } from "vitest"
import { z } from "zod"
import { run } from "../../server/src/cli/testTerminal.ts"
import { newFolder, openTestStore } from "../support/testStore.ts"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

const pageSchema = z.object({
  changes: z.array(
    z.object({
      sequence: z.int(),
      actor: z.string(),
      action: z.string(),
      subject: z.string(),
      athleteId: z.string().nullable(),
      details: z.unknown(),
    }),
  ),
  next: z.string().nullable(),
  head: z.string(),
})
const verifiedSchema = z.object({
  intact: z.boolean(),
  head: z.string(),
  faults: z.array(z.object({ sequence: z.int(), message: z.string() })),
})

async function openWithChanges() {
  const app = await openTestApp()
  await app.post("/api/check-ins", checkIn())
  const override = { from: "2026-03-01", thresholds: { tired: 3 }, reason: "recovers slowly" }
  const made = await app.post("/api/athletes/ann/overrides", override)
  const { id } = z.object({ id: z.string() }).parse(await made.json())
  for (let times = 0; times < 2; times++)
    await app.app.request(`/api/overrides/${id}?today=2026-03-10`, { method: "DELETE" })
  await app.post("/api/check-ins", checkIn())
  return { ...app, id }
}

const pageOf = async ({ get }: TestApp, query: string) =>
  pageSchema.parse(await (await get(`/api/audit${query}`)).json())
const actionsOf = ({ changes }: z.infer<typeof pageSchema>) => changes.map(({ action }) => action)

test("every entry, decision and override is in the audit, once, with who made it and why", async () => {
  const app = await openWithChanges()
  const { changes, next } = await pageOf(app, "")
  expect(next).toBeNull()
  expect(changes.map(({ actor, action }) => `${actor} ${action}`)).toEqual([
    "owner override.retired",
    "owner override.made",
    "barometer decision.recorded",
    "owner entry.recorded",
  ])
  expect(changes[1]).toMatchObject({
    subject: `override:${app.id}`,
    athleteId: "ann",
    details: { reason: "recovers slowly", thresholds: { tired: 3 } },
  })
  expect(actionsOf(await pageOf(app, "?action=override.made"))).toEqual(["override.made"])
  expect(actionsOf(await pageOf(app, `?subject=override:${app.id}`))).toEqual(["override.retired", "override.made"])
  expect((await pageOf(app, "?athleteId=ann")).changes).toHaveLength(4)
  expect((await pageOf(app, "?athleteId=bob")).changes).toEqual([])
})

test("[B29] pages of the audit follow each other, and a cursor of another question is malformed", async () => {
  const app = await openWithChanges()
  const first = await pageOf(app, "?limit=3")
  const second = await pageOf(app, `?limit=3&cursor=${first.next}`)
  expect([...first.changes, ...second.changes].map(({ sequence }) => sequence)).toEqual([4, 3, 2, 1])
  expect(second.next).toBeNull()
  await expectProblem(await app.get(`/api/audit?limit=3&athleteId=ann&cursor=${first.next}`), 400)
  await expectProblem(await app.get("/api/audit?limit=201"), 422)
})

test("the audit verifies, also against a head that was kept, and tells a head that it does not go through", async () => {
  const app = await openWithChanges()
  const { head } = await pageOf(app, "")
  await app.post("/api/check-ins", checkIn({ clientId: "c2", phase: "preSession" }))
  const verify = async (query: string) =>
    verifiedSchema.parse(await (await app.get(`/api/audit/verify${query}`)).json())
  expect(await verify(`?head=${head}`)).toMatchObject({ intact: true, faults: [] })
  const other = head.replace(/.$/, (digit) => (digit === "0" ? "1" : "0"))
  expect(await verify(`?head=${other}`)).toMatchObject({ intact: false, faults: [{ sequence: 4 }] })
  const problem = await expectProblem(await app.get("/api/audit/verify?head=latest"), 422)
  expect(problem.errors).toMatchObject([{ pointer: "/query/head" }])
})

test("`audit verify` answers by its exit code, and against the heads it printed earlier", async () => {
  const { store, place } = await openTestStore()
  const where = store.kind === "sqlite" ? ["--data-dir", place] : ["--database-url", place]
  const append = async (tenant: string) =>
    await store.inTransaction(tenant, async ({ audit }) => {
      await audit.append({ at: "2026-03-10", actor: "owner", action: "test.done", subject: "test:1", details: {} })
    })
  await append("local")
  const heads = join(newFolder(), "heads.jsonl")
  writeFileSync(heads, (await run(["audit", "verify", "--json", ...where])).out.join("\n"))
  await append("local")
  await append("club")
  const verified = await run(["audit", "verify", ...where, "--head", heads])
  expect(verified).toMatchObject({ code: 0, err: [] })
  expect(verified.out).toEqual([expect.stringMatching(/^club: intact, 1 row/), expect.stringMatching(/^local: intact/)])
  writeFileSync(heads, JSON.stringify({ tenant: "local", head: `1:${"0".repeat(64)}` }))
  const other = await run(["audit", "verify", ...where, "--head", heads])
  expect(other.code).toBe(1)
  expect(other.out).toContain("  row 1: found another hash than that of the head that was expected")
  const refused = await run(["audit", "verify", ...where, "--head", "none"])
  expect(refused).toMatchObject({ code: 2, err: [expect.stringMatching(/^`--head`: found `none`/)] })
})

test("`audit verify` makes no store where there is none", async () => {
  expect(await run(["audit", "verify", "--data-dir", newFolder()])).toMatchObject({ code: 2 })
  expect(await run(["audit", "forget"])).toMatchObject({ code: 2 })
})
