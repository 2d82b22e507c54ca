import { describe, expect, it } from "vitest"
import { brzycki, epley, estimatedMaxFromRpe, rtsPercent } from "./estimatedMax.ts"

describe("estimated one-repetition maximum", () => {
  it.each([
    ["Epley", epley(100, 5), 116.67],
    ["Brzycki", brzycki(100, 5), 112.5],
    ["the RTS table at RPE 8", estimatedMaxFromRpe(100, 5, 8), 123.3],
    ["the RTS table at RPE 10 for a single", estimatedMaxFromRpe(100, 1, 10), 100],
  ])("100 kg by %s", (_name, found, wanted) => {
    expect(found).toBeCloseTo(wanted, 2)
  })

  it.each([
    [1, 10, 100],
    [1, 9.5, 97.8],
    [1, 9, 95.5],
    [2, 10, 95.5],
    [3, 8, 86.3],
    [5, 8, 81.1],
    [5, 7.5, 79.9],
    [8, 9, 76.2],
    [10, 10, 73.9],
    [12, 8, 62.6],
    [12, 7, 59.9],
  ])("%d reps at RPE %d stand on the RTS table", (reps, rpe, percent) => {
    const index = 2 * (reps - 1) + 2 * (10 - rpe)
    expect(Number.isInteger(index)).toBe(true)
    expect(rtsPercent(reps, rpe)).toBeCloseTo(percent, 10)
  })

  it.each([
    ["no reps by Epley", epley(100, 0)],
    ["eleven reps by Epley", epley(100, 11)],
    ["no reps by Brzycki", brzycki(100, 0)],
    ["eleven reps by Brzycki", brzycki(100, 11)],
    ["no reps by table", rtsPercent(0, 8)],
    ["thirteen reps by table", rtsPercent(13, 10)],
    ["a set so easy that it is off the table", rtsPercent(12, 6.5)],
    ["an RPE above ten", rtsPercent(3, 10.5)],
  ])("%s gives no maximum", (_name, found) => {
    expect(found).toBeUndefined()
  })
})
