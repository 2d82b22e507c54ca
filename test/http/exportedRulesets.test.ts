import { expect, test } from "vitest"
import { checkIn, openTestApp, tiredRuleset } from "./testApp.ts"

test("an export holds drafts, golden days, assignments and silent decisions", async () => {
  const app = await openTestApp()
  const everyone = { kind: "shadow", layer: "everyone", from: "2026-03-01", reason: "r" }
  await app.post("/api/rulesets/tired/versions/1/assignments", everyone)
  await app.post("/api/check-ins", checkIn({ measures: { fatigue: 5 } }))
  const day = { athleteId: "ann", localDate: "2026-03-10", verdict: "reduce", decidedBy: "T1", note: "n" }
  await app.post("/api/rulesets/tired/golden-days", day)
  await app.post("/api/rulesets/tired/drafts", {})
  await app.post("/api/rulesets/fresh/drafts", { ruleset: { title: "half" } })
  const text = await (await app.get("/api/export")).text()
  const lines = text.trimEnd().split("\n")
  const kinds = ["draft", "goldenDay", "assignment", "shadowDecision"]
  const found: unknown[] = lines.map((line) => JSON.parse(line))
  expect(found.filter((line) => kinds.includes(String(Reflect.get(Object(line), "kind"))))).toMatchObject([
    { kind: "draft", rulesetId: "fresh", document: { title: "half" } },
    { kind: "draft", rulesetId: "tired", basedOn: 1, document: tiredRuleset },
    { kind: "goldenDay", ...day },
    { kind: "assignment", runs: "shadow", layer: "everyone" },
    { kind: "shadowDecision", outcome: "same" },
  ])
})
