import { createClient } from "@barometer/server/client"
import { expect, test } from "vitest"
import { openTestApp } from "./testApp.ts"

test("the typed client posts a check-in, reads its decision and an athlete's timeline, and is told what was refused", async () => {
  const { app } = await openTestApp()
  const client = createClient("http://localhost", {
    fetch: async (input: RequestInfo | URL, init?: RequestInit) => {
      const request = new Request(input, init)
      return await app.request(request.url, request)
    },
  })
  const answer = await client.api["check-ins"].$post({
    json: {
      type: "checkIn",
      athleteId: "ann",
      clientId: "c1",
      localDate: "2026-03-10",
      phase: "morning",
      measures: { fatigue: 5 },
    },
  })
  expect(answer.status).toBe(201)
  if (answer.status !== 201) return
  const { id, verdict } = await answer.json()
  expect(verdict).toBe("reduce")
  const decision = await client.api.decisions[":id"].$get({ param: { id } })
  expect(await decision.json()).toMatchObject({ id, decidedBy: "T1" })
  const timeline = await client.api.athletes[":athleteId"].timeline.$get({
    param: { athleteId: "ann" },
    query: { from: "2026-03-01", to: "2026-03-31" },
  })
  expect(await timeline.json()).toMatchObject({ days: [{ localDate: "2026-03-10", verdict: "reduce" }] })
  const refused = await client.api.athletes[":athleteId"].overrides.$post({
    param: { athleteId: "ann" },
    json: { from: "2026-03-10", thresholds: { tired: 99 }, reason: "too much" },
  })
  expect(refused.status).toBe(422)
})
