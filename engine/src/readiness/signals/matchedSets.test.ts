import { expect, it } from "vitest"
import { liftsOf } from "./liftSets.ts"
import { session, today, viewOf } from "./logFixture.ts"
import { matchedSets, ratedSets, timedSets } from "./matchedSets.ts"

const set = (loadKg: number | undefined, meanVelocity?: number, rpe?: number) => ({
  exercise: "squat",
  loadKg,
  reps: 5,
  meanVelocity,
  rpe,
})
const lift = (...sessions: (readonly object[])[]) => {
  const [found] = liftsOf(viewOf(sessions.map((sets, index) => session(index - sessions.length, { sets }))).sessions)
  if (found === undefined) throw new Error("no lift")
  return found
}
const shown = (found: ReturnType<typeof lift>, bandPct = 2.5, usable = timedSets) =>
  matchedSets(found, bandPct, usable).map(({ day, loadKg, set: { meanVelocity } }) => [
    day - today,
    loadKg,
    meanVelocity,
  ])

it("takes the first set of each session at the load", () => {
  const found = lift([set(100, 0.9), set(140, 0.5), set(140, 0.4)], [set(140, 0.45), set(140, 0.44)])
  expect(shown(found)).toEqual([
    [-2, 140, 0.5],
    [-1, 140, 0.45],
  ])
})

it.each([
  [2.5, [136.5, 143.5]],
  [2.4, []],
])("loads within ±%d % of 140 kg match", (bandPct, wanted) => {
  const found = lift([set(136.5, 0.5)], [set(143.5, 0.5)], [set(140, 0.5)])
  expect(shown(found, bandPct).map(([, loadKg]) => loadKg)).toEqual([...wanted, 140])
})

it("of the last session's loads the one with most matches is taken, then the heaviest", () => {
  expect(shown(lift([set(100, 0.9)], [set(100, 0.9)], [set(140, 0.5), set(100, 0.8)])).map(([day]) => day)).toEqual([
    -3, -2, -1,
  ])
  expect(
    shown(lift([set(100, 0.9), set(140, 0.5)], [set(100, 0.8), set(140, 0.4)])).map(([, loadKg]) => loadKg),
  ).toEqual([140, 140])
})

it("a session without a usable set does not count as the last", () => {
  expect(shown(lift([set(140, 0.5)], [set(150)])).map(([, loadKg]) => loadKg)).toEqual([140])
  expect(shown(lift([set(0, 0.5)], [set(undefined, 0.5)]))).toEqual([])
})

it("sets with RPE and reps are usable for effort", () => {
  expect(
    shown(lift([set(140, undefined, 8)], [set(140, 0.5)], [set(140, undefined, 9)]), 2.5, ratedSets).map(
      ([day]) => day,
    ),
  ).toEqual([-3, -1])
})
