import { describe, expect, it } from "vitest"
import { hooperSum, invertFivePoint, mcLeanSum } from "./wellness.ts"

describe("wellness sums", () => {
  it.each([
    { items: { sleep: 1, stress: 1, fatigue: 1, soreness: 1 }, is: 4 },
    { items: { sleep: 2, stress: 3, fatigue: 4, soreness: 5 }, is: 14 },
    { items: { sleep: 7, stress: 7, fatigue: 7, soreness: 7 }, is: 28 },
  ])("Hooper of $items is $is", ({ items, is }) => {
    expect(hooperSum(items)).toBe(is)
  })

  it.each([
    { items: { fatigue: 1, sleep: 1, soreness: 1, stress: 1, mood: 1 }, is: 5 },
    { items: { fatigue: 3.5, sleep: 4, soreness: 2, stress: 3, mood: 4 }, is: 16.5 },
    { items: { fatigue: 5, sleep: 5, soreness: 5, stress: 5, mood: 5 }, is: 25 },
  ])("McLean of $items is $is", ({ items, is }) => {
    expect(mcLeanSum(items)).toBe(is)
  })

  it.each([
    { value: 1, is: 5 },
    { value: 2.5, is: 3.5 },
    { value: 5, is: 1 },
  ])("$value of five turned round is $is", ({ value, is }) => {
    expect(invertFivePoint(value)).toBe(is)
  })
})
