import { expect, test } from "vitest"
import { openTestApp } from "../http/testApp.ts"
import { holdRulesets } from "./holdRulesets.ts"

const cases = Number(process.env.P4_CASES ?? 60)
const seed = Number(process.env.PROPERTY_SEED ?? 1)

test("P4 no hostile ruleset stops the server or holds its event loop for more than 50 ms of its own time", async () => {
  const app = await openTestApp()
  const { failures, longest, answers, requests } = await holdRulesets(app, cases, seed)
  const [worst] = longest
  console.log(
    `P4: ${cases} rulesets, ${requests} requests, ${JSON.stringify(answers)}, seed ${seed}; longest held ${worst?.cpuMs.toFixed(1)} ms of its own time (${worst?.wallMs.toFixed(1)} by the clock) at ${worst?.step} of ${worst?.kind}`,
  )
  expect(failures).toEqual([])
  expect(longest.filter(({ cpuMs }) => cpuMs > 50)).toEqual([])
  expect(answers["4xx"]).toBeGreaterThan(cases / 3)
  expect((await app.get("/api/rulesets")).status).toBe(200)
}, 3_600_000)
