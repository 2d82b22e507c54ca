import { expect, it } from "vitest"
import { liftsOf, toLiftKey, toSetEvidence, workingSetsByLift } from "./liftSets.ts"
import { session, today, viewOf } from "./logFixture.ts"

const sessions = viewOf([
  session(-3, {
    sets: [
      { exercise: "back squat", loadKg: 60, reps: 5, kind: "warmup" },
      { exercise: "back squat", loadKg: 140, reps: 5 },
    ],
  }),
  session(-1, {
    sets: [
      { exercise: "Back  Squat", loadKg: 142.5, reps: 5 },
      { exercise: "row", reps: 8, rpe: 7, meanVelocity: 0.5 },
    ],
  }),
]).sessions

it("spellings that differ in case and spaces are one lift, by its latest name", () => {
  expect(toLiftKey("  Back   Squat ")).toBe("back squat")
  expect(liftsOf(sessions).map(({ name, sessions: own }) => [name, own.map(({ day }) => day - today)])).toEqual([
    ["Back  Squat", [-3, -1]],
    ["row", [-1]],
  ])
})

it("only working sets count", () => {
  const [first] = sessions
  expect(
    first && [...workingSetsByLift(first)].map(([lift, sets]) => [lift, sets.map(({ loadKg }) => loadKg)]),
  ).toEqual([["back squat", [140]]])
})

it("a set as evidence holds what was logged and nothing else", () => {
  const sets = sessions.flatMap(({ day, sets: own }) => own.map((set) => toSetEvidence(day, set)))
  expect(sets.at(-1)).toEqual({ localDate: "2020-02-29", exercise: "row", reps: 8, rpe: 7, meanVelocity: 0.5 })
})
