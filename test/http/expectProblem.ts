import { expect } from "vitest"
import { z } from "zod"
import type { TestApp } from "./testApp.ts"

const problemSchema = z.strictObject({
  type: z.string().startsWith("urn:barometer:problem:"),
  title: z.string().min(1),
  status: z.int(),
  detail: z.string().min(1),
  errors: z.array(z.strictObject({ pointer: z.string(), code: z.string(), message: z.string() })),
})

/** Expects a problem document with the status, which tells no stack, and answers it. */
export async function expectProblem(response: Response, status: number) {
  const text = await response.text()
  expect(response.status, text).toBe(status)
  expect(response.headers.get("content-type")).toBe("application/problem+json")
  expect(text).not.toMatch(/\bat .*\.ts\b|node_modules/)
  const problem = problemSchema.parse(JSON.parse(text))
  expect(problem.status).toBe(status)
  return problem
}

/** Expects that no athlete, and so no entry and no decision, came to be. */
export async function expectNothingStored({ parts, store }: TestApp) {
  expect(await store.of(parts.tenant).athletes.list("", 10)).toEqual([])
}
