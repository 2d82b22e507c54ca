import { expect, it } from "vitest"
import type { Entry } from "../log/schema.ts"
import { days, derive, outcome, viewOf } from "./logFixture.ts"
import { sessionGain } from "./sessionGain.ts"

const before = (offset: number, value: number): Entry[] => days("motivation", offset, [value], "preSession")
const after = (offset: number, value: number): Entry[] => days("motivation", offset, [value], "afterWarmup")

it.each<[string, Entry[], number | string]>([
  ["the warm-up lifts it", [...before(0, 2), ...after(0, 3)], 1],
  ["the warm-up changes nothing", [...before(0, 3), ...after(0, 3)], 0],
  ["the warm-up lowers it", [...before(0, 3), ...after(0, 2.5)], -0.5],
  ["the morning stands in for before", [...days("motivation", 0, [2]), ...after(0, 4)], 2],
  ["before the session goes over the morning", [...days("motivation", 0, [2]), ...before(0, 3), ...after(0, 4)], 1],
  ["nothing after today's warm-up, but once lately", [...before(0, 2), ...after(-27, 3)], "stale"],
  ["nothing before today's session", after(0, 3), "stale"],
  ["nothing after a warm-up in 28 days", [...before(0, 2), ...after(-28, 3)], "notAsked"],
  ["nothing at all", [], "notAsked"],
])("session gain: %s", (_title, entries, wanted) => {
  expect(outcome(derive(sessionGain, { measure: "motivation" }, viewOf(entries, { phase: "afterWarmup" })))).toBe(
    wanted,
  )
})

it("session gain is not known before the warm-up", () => {
  const entries = [...before(0, 2), ...after(0, 3)]
  expect(outcome(derive(sessionGain, { measure: "motivation" }, viewOf(entries, { phase: "preSession" })))).toBe(
    "notAsked",
  )
})
