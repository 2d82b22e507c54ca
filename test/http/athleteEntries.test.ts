import { describe, expect, it } from "vitest"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

async function openWithAnn(): Promise<TestApp> {
  const app = await openTestApp()
  await app.post("/api/check-ins", checkIn())
  return app
}

interface Logged {
  readonly id: string
  readonly superseded: boolean
  readonly entry: { readonly clientId: string }
}
const made = async (response: Response): Promise<Logged> => {
  expect(response.status, await response.clone().text()).toBe(201)
  return await response.json()
}
const listed = async (app: TestApp, path: string): Promise<readonly Logged[]> => {
  const { entries }: { entries: readonly Logged[] } = await (await app.get(path)).json()
  return entries
}

describe("what is said beside check-ins", () => {
  it.each([
    ["choices", { localDate: "2026-03-10", verdict: "train", did: "accepted", by: "coach", reason: "agreed" }],
    ["annotations", { cause: "illness", from: "2026-03-09", to: "2026-03-10" }],
    ["plan", { from: "2026-03-01", deloadEveryWeeks: 5, competitions: ["2026-05-01"] }],
    ["outcomes", { localDate: "2026-03-10", kind: "injury", note: "left knee" }],
  ])("%s are logged, listed, corrected and taken back", async (name, body) => {
    const app = await openWithAnn()
    const path = `/api/athletes/ann/${name}`
    const first = await made(await app.post(path, body))
    expect(await listed(app, path)).toMatchObject([{ id: first.id, superseded: false, entry: body }])
    const second = await made(await app.post(path, { ...body, supersedes: first.entry.clientId }))
    expect(await listed(app, path)).toMatchObject([
      { id: second.id, superseded: false },
      { id: first.id, superseded: true },
    ])
    const entry = `/api/athletes/ann/entries/${second.id}`
    for (const _ of ["once", "again"])
      expect(await (await app.app.request(entry, { method: "DELETE" })).json()).toMatchObject({ superseded: true })
    expect((await listed(app, path)).map(({ superseded }) => superseded)).toEqual([true, true])
  })

  it("refuses a body that repeats what the address says, an unknown field, and an athlete that is not known", async () => {
    const app = await openWithAnn()
    const path = "/api/athletes/ann/annotations"
    const sick = { cause: "illness", from: "2026-03-09" }
    for (const body of [{ ...sick, type: "annotation" }, { ...sick, athleteId: "bob" }, { ...sick, why: "x" }, [], 1])
      await expectProblem(await app.post(path, body), 422)
    expect(await listed(app, path)).toEqual([])
    await expectProblem(await app.get("/api/athletes/none/plan"), 404)
    await expectProblem(await app.app.request("/api/athletes/ann/entries/none", { method: "DELETE" }), 404)
  })

  it("a check-in that was taken back decides nothing any more, and what it decided stays on record", async () => {
    const app = await openTestApp()
    const tired = checkIn({ clientId: "tired", localDate: "2026-03-09", measures: { fatigue: 5 } })
    const answer: { id: string; checkInId: string } = await (await app.post("/api/check-ins", tired)).json()
    await app.post("/api/check-ins", checkIn({ measures: {} }))
    const path = `/api/athletes/ann/entries/${answer.checkInId}?reason=mistyped`
    expect((await app.app.request(path, { method: "DELETE" })).status).toBe(200)
    const timeline: { days: readonly { localDate: string; verdict: string | null }[] } = await (
      await app.get("/api/athletes/ann/timeline?from=2026-03-09&to=2026-03-10")
    ).json()
    expect(timeline.days).toMatchObject([{ localDate: "2026-03-09", verdict: null }, { localDate: "2026-03-10" }])
    expect(await (await app.get(`/api/decisions/${answer.id}/replay`)).json()).toMatchObject({ identical: true })
  })
})
