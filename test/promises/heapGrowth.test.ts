import { expect, test } from "vitest"
import { openTestApp } from "../http/testApp.ts"
import { heapGrowth } from "./heapGrowth.ts"

const decisions = Number(process.env.P10_DECISIONS ?? 500)

test(`P10 the heap grows by at most 5 MB over decisions`, async () => {
  const reached = await heapGrowth(await openTestApp(), decisions)
  console.log(`P10: ${reached.growthMb.toFixed(2)} MB over ${reached.decisions} decisions`)
  expect(reached.growthMb).toBeLessThanOrEqual(5)
}, 3_600_000)
