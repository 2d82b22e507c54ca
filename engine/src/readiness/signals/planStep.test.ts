import { expect, it } from "vitest"
import type { Entry, Phase } from "../log/schema.ts"
import { date, derive, entry, outcome, viewOf } from "./logFixture.ts"
import { planStep } from "./planStep.ts"

const plan = (steps: Readonly<Record<number, string>>): Entry =>
  entry({
    type: "plan",
    from: date(-60),
    steps: Object.entries(steps).map(([offset, step]) => ({ localDate: date(Number(offset)), step })),
  })

it.each<[string, Phase, Entry[], string]>([
  ["today's", "morning", [plan({ [-1]: "light", 0: "heavy", 1: "light" })], "heavy"],
  ["after the session the next day's", "postSession", [plan({ 0: "heavy", 3: "light", 5: "medium" })], "light"],
  ["14 days ahead at most", "postSession", [plan({ 0: "heavy", 14: "medium" })], "medium"],
  ["not 15", "postSession", [plan({ 0: "heavy", 15: "medium" })], "stale"],
  ["none today but lately", "morning", [plan({ [-27]: "heavy", 1: "light" })], "stale"],
  ["none in 28 days", "morning", [plan({ [-28]: "heavy" })], "notAsked"],
  ["no plan", "morning", [], "notAsked"],
])("plan step: %s", (_title, phase, entries, wanted) => {
  expect(outcome(derive(planStep, {}, viewOf(entries, { phase })))).toBe(wanted)
})
