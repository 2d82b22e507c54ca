import { expect, test } from "vitest"
import { openTestApp } from "../http/testApp.ts"
import { holdRulesets } from "./holdRulesets.ts"

test("P4 no hostile ruleset stops the server or holds its event loop for more than 50 ms of its own time", async () => {
  const app = await openTestApp()
  const seed = Number(process.env.PROPERTY_SEED ?? 1)
  const { failures, longest, answers } = await holdRulesets(app, 60, seed)
  expect(failures).toEqual([])
  expect(longest.filter(({ cpuMs }) => cpuMs > 50)).toEqual([])
  expect(answers["4xx"]).toBeGreaterThan(20)
  expect((await app.get("/api/rulesets")).status).toBe(200)
}, 120_000)
