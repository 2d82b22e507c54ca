import { expect, test } from "vitest"
import { openTestApp } from "../http/testApp.ts"
import { racedRetries } from "./racedRetries.ts"

test("P7 a request sent several times at once has one effect and one answer", async () => {
  const { failures, held } = await racedRetries(await openTestApp(), 60, 1)
  expect(failures).toEqual([])
  expect(held).toBe(60)
})
