import { mkdtempSync, rmSync } from "node:fs"
import { connect } from "node:net"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { toLoggedEntry } from "@barometer/engine/readiness"
import { parseConfig, startServer } from "@barometer/server"
import { expect, onTestFinished, test, vi } from "vitest"
import { toRulesetFile } from "../../server/src/rulesetFiles.ts"
import { rulesetLibrariesOver } from "../../server/src/rulesetLibrary.ts"
import { parseSubmitted } from "../../server/src/routes/parseSubmitted.ts"
import { recordEntries } from "../../server/src/workflows/recordEntries.ts"
import { recoverPending } from "../../server/src/workflows/recoverPending.ts"
import { checkIn, now, openTestApp, shippedOf, tiredRuleset } from "./testApp.ts"

async function start(settings: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), "barometer-run-"))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const print = vi.spyOn(console, "log").mockImplementation(() => undefined)
  const config = parseConfig({ DATA_DIR: folder, PORT: "0", LOG_REQUESTS: "off", ...settings })
  if (!config.ok) throw new Error(config.problems.join())
  const server = await startServer(config.value)
  onTestFinished(() => server.stop())
  return { server, printed: print.mock.calls.flat().join("\n") }
}

test("the server says where it listens, decides by the shipped ruleset, and stops", async () => {
  const { server, printed } = await start()
  expect(printed).toContain(server.url)
  expect(printed).toContain("this machine only")
  const body = JSON.stringify(checkIn({ localDate: new Date().toISOString().slice(0, 10), recordedAt: undefined }))
  const response = await fetch(`${server.url}/api/check-ins`, {
    method: "POST",
    body,
    headers: { "content-type": "application/json" },
  })
  expect(response.status).toBe(201)
  expect(await response.json()).toMatchObject({ verdict: expect.any(String), ruleset: { id: "push-or-back-off" } })
  await server.stop()
  await expect(fetch(`${server.url}/healthz`)).rejects.toThrow()
})

test("a body too large is refused over a real socket, with and without a length, and the server goes on", async () => {
  const { server } = await start()
  const { hostname, port } = new URL(server.url)
  for (const length of ["content-length: 9000000", "transfer-encoding: chunked"]) {
    const answer = await new Promise<string>((resolve, reject) => {
      const socket = connect(Number(port), hostname, () => {
        socket.write(
          `POST /api/check-ins HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\n${length}\r\n\r\n`,
        )
        const chunk = " ".repeat(100_000)
        for (let sent = 0; sent < 90; sent++)
          socket.write(length.startsWith("content") ? chunk : `186a0\r\n${chunk}\r\n`)
      })
      socket.once("data", (data) => {
        resolve(data.toString())
        socket.destroy()
      })
      socket.once("error", reject)
    })
    expect(answer).toMatch(/^HTTP\/1.1 413 /)
  }
  expect((await fetch(`${server.url}/healthz`)).status).toBe(200)
})

function problemsOf(settings: Readonly<Record<string, string>>): readonly string[] {
  const config = parseConfig(settings)
  return config.ok ? [] : config.problems
}

test("settings that cannot be used are told by name", () => {
  expect(problemsOf({})).toEqual([])
  expect(problemsOf({ HOST: "0.0.0.0", PUBLIC_URL: "https://barometer.example" })).toEqual([])
  expect(problemsOf({ PUBLIC_URL: "barometer.example/app" })).toEqual([expect.stringMatching(/^`PUBLIC_URL`: /)])
  expect(problemsOf({ PORT: "http" })).toEqual([expect.stringMatching(/^`PORT`: /)])
  expect(problemsOf({ PORT: "70000", RULESET: "Push!" })).toHaveLength(2)
})

test("a ruleset that nobody published stops the start", async () => {
  await expect(start({ RULESET: "push-or-back-off@999" })).rejects.toThrow("`push-or-back-off`")
})

test("what was committed and not decided is decided at the next start, once", async () => {
  const { parts, store, clock, get } = await openTestApp()
  const entry = await parseSubmitted(parts, checkIn({ measures: { fatigue: 5 } }))
  const [recorded] = await recordEntries(parts, [entry])
  expect(recorded).toMatchObject({
    state: "new",
    row: { pending: true, digest: toLoggedEntry(entry).digest },
  })
  const claim = async () => {
    const heldUntil = new Date(parts.clock().getTime() + 1_000).toISOString()
    const times = { now: parts.clock().toISOString(), keptSince: "2026-03-10", heldUntil }
    return await store.of("local").idempotencyKeys.claim("k", "digest", times)
  }
  await claim()
  for (let starts = 0; starts < 2; starts++)
    await recoverPending(parts, (_athlete, error) => expect(error).toBeUndefined())
  const timeline = await (await get("/api/athletes/ann/timeline?from=2026-03-10&to=2026-03-10")).json()
  expect(timeline).toMatchObject({ days: [{ verdict: "reduce", decisions: [{ recomputes: null }] }] })
  // Beside other processes that may be carrying it out, a key is only free when nobody renews it.
  if (store.kind === "postgresql") expect(await claim()).toMatchObject({ state: "inFlight" })
  if (store.kind === "postgresql") clock.now = new Date(clock.now.getTime() + 1_001)
  expect(await claim()).toEqual({ state: "ours" })
})

test("what a fault left undecided is decided at the athlete's next entry", async () => {
  const { parts, store, post, get } = await openTestApp()
  const entry = await parseSubmitted(parts, checkIn({ localDate: "2026-03-09", measures: { fatigue: 5 } }))
  await recordEntries(parts, [entry])
  expect((await post("/api/check-ins", checkIn({ clientId: "c2" }))).status).toBe(201)
  expect(await store.of("local").entries.listPending(0, 9)).toEqual([])
  const timeline = await (await get("/api/athletes/ann/timeline?from=2026-03-09&to=2026-03-10")).json()
  expect(timeline).toMatchObject({ days: [{ verdict: "reduce" }, { verdict: "train" }] })
})

test("a check-in that was committed and not decided is decided when it is sent again", async () => {
  const { parts, post } = await openTestApp()
  await recordEntries(parts, [await parseSubmitted(parts, checkIn())])
  const response = await post("/api/check-ins", checkIn())
  expect(response.status).toBe(200)
  expect(await response.json()).toMatchObject({ verdict: "train" })
})

test("a version that another process publishes decides from then on", async () => {
  const app = await openTestApp()
  await app.post("/api/check-ins", checkIn({ localDate: "2026-03-09" }))
  const other = rulesetLibrariesOver(app.store, shippedOf({ ...tiredRuleset, version: 2 }), () => new Date(now))
  await other("local")
  const decided = await (await app.post("/api/check-ins", checkIn())).json()
  expect(decided).toMatchObject({ ruleset: { id: "tired", version: 2 } })
  expect(await (await app.get("/api/rulesets")).json()).toMatchObject({ rulesets: [{ version: 2, deciding: true }] })
})

test("a published ruleset file that was changed is refused, and a new version is not", async () => {
  const { store } = await openTestApp()
  const publish = async (version: number, title: string) =>
    await rulesetLibrariesOver(store, shippedOf({ ...tiredRuleset, version, title }), () => new Date(now))("local")
  await expect(publish(1, "Changed")).rejects.toThrow("was changed after it was published")
  const library = await publish(2, "Changed")
  expect(await library.find({ id: "tired" })).toMatchObject({ version: 2 })
  expect(await library.find({ id: "tired", version: 1 })).toMatchObject({ title: "Tired" })
  expect(() => toRulesetFile("tired/v3.json", JSON.stringify(tiredRuleset))).toThrow("expected the file")
})
