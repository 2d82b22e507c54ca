import { expect, test } from "vitest"
import { z } from "zod"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp } from "./testApp.ts"

const decisionSchema = z.object({
  id: z.string(),
  localDate: z.string(),
  recomputes: z.object({ of: z.string() }).nullable(),
})
const timelineSchema = z.object({
  days: z.array(z.object({ localDate: z.string(), decisions: z.array(decisionSchema) })),
})
const pageSchema = z.object({
  checkIns: z.array(z.object({ checkIn: z.object({ clientId: z.string() }) })),
  next: z.string().nullable(),
})

test("[B24] a late check-in is decided, and later days get a linked decision that recomputes theirs", async () => {
  const { post, get } = await openTestApp()
  const second = decisionSchema.parse(await (await post("/api/check-ins", checkIn({ localDate: "2026-03-09" }))).json())
  const third = decisionSchema.parse(await (await post("/api/check-ins", checkIn({ localDate: "2026-03-10" }))).json())
  const late = await post("/api/check-ins", checkIn({ localDate: "2026-03-01" }))
  expect(late.status).toBe(201)
  expect(decisionSchema.parse(await late.json()).recomputes).toBeNull()

  const timeline = await (await get("/api/athletes/ann/timeline?from=2026-03-01&to=2026-03-10")).json()
  const decisions = timelineSchema
    .parse(timeline)
    .days.map((day) => [day.localDate, day.decisions.map(({ recomputes }) => recomputes?.of)])
  expect(decisions).toEqual([
    ["2026-03-01", [undefined]],
    ["2026-03-09", [undefined, second.id]],
    ["2026-03-10", [undefined, third.id]],
  ])
})

test("[B25] the same key with the same body gets the first response", async () => {
  const { post, clock } = await openTestApp()
  const key = { "idempotency-key": "k1" }
  const first = await post("/api/check-ins", checkIn(), key)
  clock.now = new Date(clock.now.getTime() + 71 * 3_600_000)
  const second = await post("/api/check-ins", checkIn(), key)
  expect([first.status, second.status]).toEqual([201, 201])
  expect(second.headers.get("location")).toBe(first.headers.get("location"))
  expect(await second.text()).toBe(await first.text())
})

test("[B26] the same key with another body is invalid", async () => {
  const { post, get } = await openTestApp()
  const key = { "idempotency-key": "k1" }
  await post("/api/check-ins", checkIn(), key)
  await expectProblem(await post("/api/check-ins", checkIn({ clientId: "c2", phase: "preSession" }), key), 422)
  const page = pageSchema.parse(await (await get("/api/check-ins?athleteId=ann")).json())
  expect(page.checkIns.map((each) => each.checkIn.clientId)).toEqual(["c1"])
})

test("a key whose request was refused is free for the mended one, and a key of spaces is invalid", async () => {
  const { post } = await openTestApp()
  const key = { "idempotency-key": "k1" }
  await expectProblem(await post("/api/check-ins", checkIn({ phase: "noon" }), key), 422)
  expect((await post("/api/check-ins", checkIn(), key)).status).toBe(201)
  await expectProblem(await post("/api/check-ins", checkIn(), { "idempotency-key": "a b" }), 422)
})

test("a key is forgotten after 72 hours", async () => {
  const { post, clock } = await openTestApp()
  const key = { "idempotency-key": "k1" }
  await post("/api/check-ins", checkIn(), key)
  clock.now = new Date(clock.now.getTime() + 73 * 3_600_000)
  expect((await post("/api/check-ins", checkIn({ localDate: "2026-03-13" }), key)).status).toBe(201)
})

test("[B27] a key whose first request is still in flight conflicts", async () => {
  const { post } = await openTestApp()
  const key = { "idempotency-key": "k1" }
  const responses = await Promise.all([post("/api/check-ins", checkIn(), key), post("/api/check-ins", checkIn(), key)])
  expect(responses.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([201, 409])
  const conflict = responses.find((response) => response.status === 409)
  if (conflict !== undefined) await expectProblem(conflict, 409)
})

test("[B29] a forged cursor, or one of another question, is malformed", async () => {
  const { post, get } = await openTestApp()
  for (const localDate of ["2026-03-08", "2026-03-09", "2026-03-10"])
    await post("/api/check-ins", checkIn({ localDate }))
  const { next } = pageSchema.parse(await (await get("/api/check-ins?athleteId=ann&limit=2")).json())
  const rest = pageSchema.parse(await (await get(`/api/check-ins?athleteId=ann&limit=2&cursor=${next}`)).json())
  expect(rest.checkIns).toHaveLength(1)

  const place = Buffer.from(JSON.stringify(["2026-01-01", 0, 1])).toString("base64url")
  for (const forged of [`${place}.${next?.split(".")[1]}`, place, "x", `${next}x`])
    await expectProblem(await get(`/api/check-ins?athleteId=ann&cursor=${forged}`), 400)
  await expectProblem(await get(`/api/check-ins?athleteId=bob&cursor=${next}`), 400)
})

test("[B30] a limit of −1 or a billion is invalid", async () => {
  const { get } = await openTestApp()
  for (const limit of ["-1", "1e9", "0", "1.5", "", "201"]) {
    const problem = await expectProblem(await get(`/api/check-ins?athleteId=ann&limit=${limit}`), 422)
    expect(problem.errors[0]?.pointer).toBe("/query/limit")
  }
})

test("[B38] paths with an empty or an encoded segment are not found", async () => {
  const { app, get } = await openTestApp()
  await expectProblem(await app.request("http://localhost//admin"), 404)
  await expectProblem(await get("/%2Fadmin"), 404)
  await expectProblem(await get("/api/decisions/%2Fadmin"), 404)
})
