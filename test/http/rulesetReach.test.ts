import { expect, test } from "vitest"
import { z } from "zod"
import { expectProblem } from "./expectProblem.ts"
import { openOrganisation } from "./organisation.ts"
import { checkIn } from "./testApp.ts"

const idSchema = z.looseObject({ id: z.string() })
const path = "/api/rulesets/tired/versions/1/assignments"
const shadow = { kind: "shadow", from: "2026-03-01", reason: "r" }
const golden = { localDate: "2026-03-10", verdict: "reduce", decidedBy: "T1", note: "n" }

/** Ann is in the red team, which Cleo coaches; Bob in the blue one; each has a golden day and a check-in beside a challenger. */
async function openTeams() {
  const organisation = await openOrganisation()
  const { admin, join } = organisation
  for (const id of ["red", "blue"]) await admin.post("/api/teams", { id, name: id })
  const coach = await join("cleo@north.example", { role: "coach", teams: ["red"] })
  const everyones = await admin.post(path, { ...shadow, layer: "everyone" })
  const assignment = idSchema.parse(await everyones.json()).id
  const days: string[] = []
  for (const [athleteId, team] of [
    ["ann", "red"],
    ["bob", "blue"],
  ]) {
    await admin.post(`/api/athletes/${athleteId}/entries`, { type: "athlete", athleteId, team })
    await admin.post("/api/check-ins", checkIn({ athleteId, measures: { fatigue: 5 } }))
    days.push(
      idSchema.parse(await (await admin.post("/api/rulesets/tired/golden-days", { ...golden, athleteId })).json()).id,
    )
  }
  return { admin, coach, assignment, days }
}

test("a coach assigns to the own team and its athletes, sees what holds for everyone and does not change it", async () => {
  const { coach, assignment } = await openTeams()
  expect((await coach.post(path, { ...shadow, layer: "team", subject: "red" })).status).toBe(201)
  expect((await coach.post(path, { ...shadow, layer: "athlete", subject: "ann" })).status).toBe(201)
  await expectProblem(await coach.post(path, { ...shadow, layer: "team", subject: "blue" }), 404)
  await expectProblem(await coach.post(path, { ...shadow, layer: "athlete", subject: "bob" }), 404)
  await expectProblem(await coach.post(path, { ...shadow, layer: "everyone" }), 403)
  expect((await coach.get(`/api/assignments/${assignment}`)).status).toBe(200)
  await expectProblem(await coach.request("DELETE", `/api/assignments/${assignment}`), 403)
})

test("golden days and disagreements of other teams' athletes are not told, and the golden days hold a version all the same", async () => {
  const { admin, coach, days } = await openTeams()
  expect(await (await coach.get("/api/rulesets/tired/golden-days")).json()).toMatchObject({
    goldenDays: [{ athleteId: "ann" }],
  })
  await expectProblem(await coach.post("/api/rulesets/tired/golden-days", { ...golden, athleteId: "bob" }), 404)
  await expectProblem(await coach.request("DELETE", `/api/rulesets/tired/golden-days/${days[1]}`), 404)
  const draft = idSchema.parse(await (await coach.post("/api/rulesets/tired/drafts", {})).json()).id
  expect(await (await coach.post(`/api/rulesets/tired/drafts/${draft}/check`, {})).json()).toMatchObject({
    goldenDays: [{ athleteId: "ann" }, { athleteId: null, note: "", holds: true }],
  })
  const counted = { counts: [{ decided: 1 }] }
  expect(await (await coach.get("/api/shadow/disagreements")).json()).toMatchObject(counted)
  expect(await (await admin.get("/api/shadow/disagreements")).json()).toMatchObject({ counts: [{ decided: 2 }] })
})
