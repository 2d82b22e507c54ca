import { expect, test } from "vitest"
import { checkIn, openTestApp } from "../http/testApp.ts"
import { malformedRequests } from "./malformedRequests.ts"

test("P5 no request made from the API's own description, whole or broken, is answered 5xx", async () => {
  const app = await openTestApp()
  await app.post("/api/check-ins", checkIn())
  const requests = Number(process.env.P5_REQUESTS ?? 600)
  const seed = Number(process.env.PROPERTY_SEED ?? 1)
  const { answers, failures } = await malformedRequests(app, requests, seed)
  console.log(`P5: ${failures.length} of ${requests} requests answered 5xx, ${JSON.stringify(answers)}, seed ${seed}`)
  expect(failures).toEqual([])
  expect(answers["2xx"]).toBeGreaterThan(20)
  expect(answers["4xx"]).toBeGreaterThan(200)
}, 600_000)
