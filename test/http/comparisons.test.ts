import {
  compareAthlete,
  comparisonDigest,
  readLog,
  toComparison,
  toLoggedEntry,
  type Entry,
} from "@barometer/engine/readiness"
import { describe, expect, it } from "vitest"
import { parsedRuleset } from "../support/loadRuleset.ts"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp, tiredRuleset } from "./testApp.ts"

const eager = { ...tiredRuleset, thresholds: { tired: { ...tiredRuleset.thresholds.tired, value: 3 } } }
const sides = { a: { id: "tired", version: 1 }, b: { id: "tired", version: 2 } }
const tiredness = [2, 3, 4, 3.5, 1]

interface Comparison {
  readonly id: string
  readonly state: string
  readonly result: {
    readonly digest: string
    readonly flips: readonly {
      readonly athleteId: string
      readonly localDate: string
      readonly from: string
      readonly to: string
    }[]
    readonly totals: { readonly days: number }
  } | null
}

const entriesOf = (athleteId: string) =>
  tiredness.map((fatigue, day) =>
    checkIn({
      athleteId,
      clientId: `c${day}`,
      localDate: `2026-03-0${day + 1}`,
      recordedAt: undefined,
      measures: { fatigue },
    }),
  )

async function openWithTwo(): Promise<TestApp> {
  const app = await openTestApp()
  for (const athleteId of ["ann", "bob"])
    await app.post("/api/check-ins", { checkIns: entriesOf(athleteId).map((each) => JSON.parse(JSON.stringify(each))) })
  const response = await app.post("/api/rulesets?message=earlier", { ...eager, version: 1 })
  expect(response.status, await response.clone().text()).toBe(201)
  return app
}

async function finished({ get }: TestApp, id: string): Promise<Comparison> {
  for (let tries = 0; tries < 600; tries++) {
    const comparison: Comparison = await (await get(`/api/comparisons/${id}`)).json()
    if (comparison.state !== "running") return comparison
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error("the comparison runs for ever")
}

describe("comparisons", () => {
  it("list every day that another version would have judged otherwise, with the digest that comparing here gives", async () => {
    const app = await openWithTwo()
    const started = await app.post("/api/comparisons", sides)
    expect(started.status).toBe(202)
    const { state, result } = await finished(app, ((await started.json()) as Comparison).id)
    expect(state).toBe("done")
    expect(result?.totals.days).toBe(10)
    expect(
      result?.flips.map(({ athleteId, localDate, from, to }) => `${athleteId} ${localDate} ${from} ${to}`),
    ).toEqual(["ann", "bob"].flatMap((id) => [`${id} 2026-03-02 train reduce`, `${id} 2026-03-04 train reduce`]))
    const [a, b] = [tiredRuleset, { ...eager, version: 2 }].map((each) => ({
      ruleset: parsedRuleset(each),
      overrides: [],
    }))
    if (a === undefined || b === undefined) throw new Error("two sides")
    const athletes = ["bob", "ann"].map((id) => {
      const entries = entriesOf(id).map((each) => JSON.parse(JSON.stringify(each)) as Entry)
      return compareAthlete(readLog(entries.map(toLoggedEntry), id), a, b).athlete
    })
    expect(result?.digest).toBe(comparisonDigest(toComparison(a, b, athletes)))
  })

  it("tell how far they are until they end, and can be stopped", async () => {
    const app = await openWithTwo()
    const { id }: Comparison = await (await app.post("/api/comparisons", sides)).json()
    const events = await (await app.get(`/api/comparisons/${id}/events`)).text()
    expect(events).toMatch(/"state":"done","done":2,"athletes":2/)
    const again: Comparison = await (await app.post("/api/comparisons", sides)).json()
    expect((await app.app.request(`/api/comparisons/${again.id}`, { method: "DELETE" })).status).toBe(200)
    expect((await finished(app, again.id)).state).toBe("cancelled")
    const listed: { comparisons: readonly Comparison[] } = await (await app.get("/api/comparisons")).json()
    expect(listed.comparisons.map(({ state }) => state).sort()).toEqual(["cancelled", "done"])
  })

  it("B49 over the budget are refused with what they would take, and a dry run says so without running", async () => {
    const app = await openWithTwo()
    const dry = await (await app.post("/api/comparisons", { ...sides, dryRun: true })).json()
    expect(dry).toEqual({ athletes: 2, checkIns: 10, seconds: 0.005 })
    const problem = await expectProblem(await app.post("/api/comparisons", { ...sides, budgetSeconds: 0.001 }), 422)
    expect(problem.type).toBe("urn:barometer:problem:overBudget")
    expect(problem.detail).toMatch(/found 10 check-ins.*`budgetSeconds`/)
    expect(await (await app.get("/api/comparisons")).json()).toEqual({ comparisons: [] })
  })

  it("of a draft, of some athletes and of dates are told from those of everything", async () => {
    const app = await openWithTwo()
    const draft: { id: string } = await (await app.post("/api/rulesets/tired/drafts", { ruleset: eager })).json()
    const asked = {
      a: sides.a,
      b: { id: "tired", draft: draft.id },
      athletes: ["bob"],
      from: "2026-03-03",
      outcomes: true,
    }
    const { id }: Comparison = await (await app.post("/api/comparisons", asked)).json()
    const { result } = await finished(app, id)
    expect(result?.flips.map(({ localDate }) => localDate)).toEqual(["2026-03-04"])
    expect(result?.totals.days).toBe(3)
  })

  it.each([
    [{ ...sides, a: { id: "none" } }],
    [{ ...sides, b: { id: "tired", version: 9 } }],
    [{ ...sides, athletes: ["nobody"] }],
    [{ ...sides, b: { id: "tired", draft: "none" } }],
    [{ a: sides.a }],
    [[]],
  ])("refuse %j", async (body) => {
    const app = await openWithTwo()
    await expectProblem(await app.post("/api/comparisons", body), 422)
    await expectProblem(await app.get("/api/comparisons/none"), 404)
  })
})
