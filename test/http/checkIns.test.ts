import { expect, test } from "vitest"
import { z } from "zod"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp } from "./testApp.ts"

const decisionSchema = z.object({
  id: z.string(),
  checkInId: z.string(),
  verdict: z.string(),
  advice: z.record(z.string(), z.unknown()),
  disclaimer: z.string(),
  recomputes: z.object({ of: z.string() }).nullable(),
  trace: z.array(z.unknown()).optional(),
})
const timelineSchema = z.object({
  days: z.array(
    z.object({
      localDate: z.string(),
      verdict: z.string().nullable(),
      decidingId: z.string().nullable(),
      decisions: z.array(z.object({ id: z.string(), recomputes: z.object({ of: z.string() }).nullable() })),
    }),
  ),
})
const batchSchema = z.object({
  results: z.array(
    z.object({
      status: z.int(),
      decision: z.object({ localDate: z.string() }).optional(),
      problem: z.object({ errors: z.array(z.object({ pointer: z.string() })) }).optional(),
    }),
  ),
})

test("one post gives the decision, where it is kept, and the disclaimer", async () => {
  const { post, get } = await openTestApp()
  const response = await post("/api/check-ins", checkIn({ measures: { fatigue: 4.5 } }))
  expect(response.status).toBe(201)
  const decision = decisionSchema.parse(await response.json())
  expect(decision).toMatchObject({ verdict: "reduce", advice: { volumePct: -33 }, recomputes: null })
  expect(decision.disclaimer).toContain("not medical advice")
  expect(response.headers.get("location")).toBe(`/api/decisions/${decision.id}`)
  const kept = decisionSchema.parse(await (await get(`/api/decisions/${decision.id}`)).json())
  expect(kept).toMatchObject({ ...decision })
  expect(kept.trace).toHaveLength(1)
})

test("the same check-in again, however its JSON is ordered, answers the first decision with 200 and changes nothing", async () => {
  const { post, get } = await openTestApp()
  const first = await post("/api/check-ins", checkIn())
  const again = await post("/api/check-ins", Object.fromEntries(Object.entries(checkIn()).toReversed()))
  expect([first.status, again.status]).toEqual([201, 200])
  expect(await again.text()).toBe(await first.text())
  const timeline = timelineSchema.parse(
    await (await get("/api/athletes/ann/timeline?from=2026-03-10&to=2026-03-10")).json(),
  )
  expect(timeline.days[0]?.decisions).toHaveLength(1)
})

test("raced retries of one check-in have one effect and one body", async () => {
  const { post } = await openTestApp()
  const responses = await Promise.all(Array.from({ length: 20 }, async () => await post("/api/check-ins", checkIn())))
  expect(responses.map((response) => response.status).toSorted((a, b) => a - b)).toEqual([
    ...Array.from({ length: 19 }, () => 200),
    201,
  ])
  expect(new Set(await Promise.all(responses.map((response) => response.text()))).size).toBe(1)
})

test("another body under the same natural key conflicts and says how to correct", async () => {
  const { post } = await openTestApp()
  await post("/api/check-ins", checkIn())
  const problem = await expectProblem(await post("/api/check-ins", checkIn({ measures: { fatigue: 3 } })), 409)
  expect(problem.detail).toContain("`supersedes`")
})

test("a correction is decided anew and linked; what was recorded stays as it was", async () => {
  const { post, get } = await openTestApp()
  const wrong = decisionSchema.parse(await (await post("/api/check-ins", checkIn({ measures: { fatigue: 5 } }))).json())
  const correction = checkIn({ clientId: "c2", supersedes: "c1", measures: { fatigue: 2 } })
  const right = decisionSchema.parse(await (await post("/api/check-ins", correction)).json())
  expect(right).toMatchObject({ verdict: "train", recomputes: { of: wrong.id } })
  expect(await (await get(`/api/decisions/${wrong.id}`)).json()).toMatchObject({ verdict: "reduce" })
  expect(await (await get(`/api/decisions/${wrong.id}/replay`)).json()).toMatchObject({
    identical: true,
    differences: [],
  })
  const timeline = timelineSchema.parse(
    await (await get("/api/athletes/ann/timeline?from=2026-03-10&to=2026-03-10")).json(),
  )
  expect(timeline.days).toMatchObject([
    { verdict: "train", decidingId: right.id, decisions: [{ id: wrong.id }, { id: right.id }] },
  ])
})

test("a correction names exactly one entry that stands", async () => {
  const { post } = await openTestApp()
  const correction = checkIn({ clientId: "c2", supersedes: "c1", measures: { fatigue: 3 } })
  expect((await expectProblem(await post("/api/check-ins", correction), 422)).errors[0]?.pointer).toBe("/supersedes")
  await post("/api/check-ins", checkIn())
  await expectProblem(await post("/api/check-ins", { ...correction, clientId: "c1", localDate: "2026-03-09" }), 422)
  expect((await post("/api/check-ins", correction)).status).toBe(201)
  await expectProblem(await post("/api/check-ins", { ...correction, clientId: "c3" }), 409)
  await expectProblem(await post("/api/check-ins", checkIn({ localDate: "2026-03-09" })), 409)
})

test("a batch answers each item in its place and decides the rest when one is refused", async () => {
  const { post, get } = await openTestApp()
  const checkIns = [
    checkIn({ localDate: "2026-03-10" }),
    checkIn({ phase: "noon" }),
    checkIn({ localDate: "2026-03-09" }),
    checkIn({ localDate: "2026-03-10" }),
  ]
  const response = await post("/api/check-ins", { checkIns })
  expect(response.status).toBe(200)
  const { results } = batchSchema.parse(await response.json())
  expect(
    results.map((result) => [result.status, result.decision?.localDate ?? result.problem?.errors[0]?.pointer]),
  ).toEqual([
    [201, "2026-03-10"],
    [422, "/phase"],
    [201, "2026-03-09"],
    [200, "2026-03-10"],
  ])
  const timeline = timelineSchema.parse(
    await (await get("/api/athletes/ann/timeline?from=2026-03-01&to=2026-03-10")).json(),
  )
  expect(timeline.days.map((day) => day.decisions.length)).toEqual([1, 1])
})

test("a batch of none, of more than a thousand, or beside something else is invalid", async () => {
  const { post } = await openTestApp()
  await expectProblem(await post("/api/check-ins", { checkIns: [] }), 422)
  await expectProblem(await post("/api/check-ins", { checkIns: Array.from({ length: 1_001 }, () => checkIn()) }), 422)
  await expectProblem(await post("/api/check-ins", { checkIns: [checkIn()], athleteId: "ann" }), 422)
})

test("a late check-in reaches the decisions of 42 days and no more", async () => {
  const { post, get } = await openTestApp()
  for (const localDate of ["2026-02-11", "2026-02-12"]) await post("/api/check-ins", checkIn({ localDate }))
  await post("/api/check-ins", checkIn({ localDate: "2025-12-31" }))
  const timeline = timelineSchema.parse(
    await (await get("/api/athletes/ann/timeline?from=2026-01-01&to=2026-03-10")).json(),
  )
  expect(timeline.days.map((day) => [day.localDate, day.decisions.length])).toEqual([
    ["2026-02-11", 2],
    ["2026-02-12", 1],
  ])
})

test("an entry of another type belongs elsewhere", async () => {
  const { post } = await openTestApp()
  const annotation = { type: "annotation", athleteId: "ann", cause: "travel", from: "2026-03-09" }
  const problem = await expectProblem(await post("/api/check-ins", annotation), 422)
  expect(problem.errors[0]?.pointer).toBe("/type")
})

test("pages follow each other without a gap or a repeat, by date and phase", async () => {
  const { post, get } = await openTestApp()
  const phases = ["postSession", "afterWarmup", "preSession", "morning"]
  for (const localDate of ["2026-03-10", "2026-03-08"])
    for (const phase of phases) await post("/api/check-ins", checkIn({ localDate, phase }))
  const pageSchema = z.object({
    checkIns: z.array(z.object({ checkIn: z.object({ localDate: z.string(), phase: z.string() }) })),
    next: z.string().nullable(),
  })
  const seen: string[] = []
  for (let cursor = ""; ;) {
    const page = pageSchema.parse(await (await get(`/api/check-ins?athleteId=ann&limit=3${cursor}`)).json())
    seen.push(...page.checkIns.map((each) => `${each.checkIn.localDate} ${each.checkIn.phase}`))
    if (page.next === null) break
    cursor = `&cursor=${page.next}`
  }
  expect(seen).toEqual(
    ["2026-03-08", "2026-03-10"].flatMap((date) => phases.toReversed().map((phase) => `${date} ${phase}`)),
  )
})
