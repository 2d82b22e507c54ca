import { expect, test } from "vitest"
import { expectNothingStored, expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, tiredRuleset } from "./testApp.ts"

const leaf = tiredRuleset.rules[0]?.conditions.all[0]
const asOf = { localDate: "2026-03-10", phase: "morning" }

/** Asks for a decision by a ruleset, given as JSON text, and expects that it is refused at a place in the ruleset. */
async function refusedText(ruleset: string, pointer: string) {
  const app = await openTestApp()
  const body = JSON.stringify({ entries: [checkIn()], ruleset: "RULESET", asOf }).replace('"RULESET"', () => ruleset)
  const problem = await expectProblem(await app.send("/api/evaluate", body), 422)
  expect(problem.errors.map((error) => error.pointer)).toContain(`/ruleset${pointer}`)
  await expectNothingStored(app)
  return problem
}

async function refused(changes: Readonly<Record<string, unknown>>, pointer: string) {
  return await refusedText(JSON.stringify({ ...tiredRuleset, ...changes }), pointer)
}

/** The test ruleset with its one rule's conditions replaced. */
async function refusedConditions(conditions: unknown, pointer: string) {
  return await refused({ rules: [{ ...tiredRuleset.rules[0], conditions }] }, `/rules/0/conditions${pointer}`)
}

test("[B39] a filter in a path is invalid", async () => {
  const problem = await refusedConditions({ all: [{ ...leaf, path: "$..[?(@.constructor)]" }] }, "/all/0/path")
  expect(problem.detail).toContain("`path`")
})

test("[B40] a key that reaches a prototype is invalid", async () => {
  for (const key of ["__proto__", "constructor", "prototype"])
    await refusedText(
      JSON.stringify({ ...tiredRuleset, advice: "ADVICE" }).replace('"ADVICE"', `{"${key}":{"x":1}}`),
      `/advice/${key}`,
    )
})

test("a key that reaches a prototype is invalid around the ruleset and in an entry, too", async () => {
  const { send } = await openTestApp()
  const body = JSON.stringify({ entries: [checkIn()], ruleset: tiredRuleset, asOf })
  await expectProblem(await send("/api/evaluate", body.replace("{", '{"__proto__":{},')), 422)
  await expectProblem(await send("/api/evaluate", body.replace('"asOf":{', '"asOf":{"__proto__":{},')), 422)
  await expectProblem(
    await send("/api/check-ins", JSON.stringify(checkIn()).replace('"measures":{', '"measures":{"__proto__":1,')),
    422,
  )
  await expectProblem(await send("/api/check-ins", `{"__proto__":{},"checkIns":[${JSON.stringify(checkIn())}]}`), 422)
})

test("[B41] a circular reference is invalid and its cycle is told", async () => {
  const problem = await refused(
    { conditions: { first: { all: [{ condition: "second" }] }, second: { any: [{ condition: "first" }] } } },
    "/conditions/first",
  )
  expect(problem.detail).toMatch(/first.*second.*first/)
})

test("[B42] a reference to nothing is invalid", async () => {
  const problem = await refusedConditions({ all: [{ condition: "nowhere" }] }, "/all/0/condition")
  expect(problem.detail).toContain("`nowhere`")
})

test("[B43] an empty `any` is invalid", async () => {
  await refusedConditions({ any: [] }, "/any")
})

test("[B44] `all` and `any` together are invalid", async () => {
  await refusedConditions({ all: [leaf], any: [leaf] }, "")
})

test("[B45] `result` in a condition is invalid", async () => {
  const problem = await refusedConditions({ all: [{ ...leaf, result: true }] }, "/all/0/result")
  expect(problem.detail).toContain("`result`")
})

test("[B46] an unknown operator is invalid and the nearest one is named", async () => {
  const problem = await refusedConditions({ all: [{ ...leaf, operator: "greaterThen" }] }, "/all/0/operator")
  expect(problem.detail).toContain("`greaterThan`")
})

test("[B47] five hundred rules are too many", async () => {
  const rules = Array.from({ length: 500 }, (_, index) => ({ ...tiredRuleset.rules[0], name: `T${index}` }))
  await refused({ rules }, "/rules")
})

test("[B48] an event of type `error` is invalid", async () => {
  await refused({ rules: [{ ...tiredRuleset.rules[0], event: { type: "error", params: {} } }] }, "/rules/0/event/type")
})
