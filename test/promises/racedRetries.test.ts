import { expect, test } from "vitest"
import { openTestApp } from "../http/testApp.ts"
import { racedRetries } from "./racedRetries.ts"

test("P7 a request sent several times at once has one effect and one answer", async () => {
  const races = Number(process.env.P7_RACES ?? 60)
  const seed = Number(process.env.PROPERTY_SEED ?? 1)
  const { failures, held } = await racedRetries(await openTestApp(), races, seed)
  console.log(`P7: ${held} of ${races} raced retries had one effect and one body each, seed ${seed}`)
  expect(failures).toEqual([])
  expect(held).toBe(races)
}, 1_800_000)
