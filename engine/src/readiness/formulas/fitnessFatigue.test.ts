import { expect, it } from "vitest"
import { fitnessFatigue } from "./fitnessFatigue.ts"

const sixWeeks = Array.from({ length: 42 }, () => 100)

it.each([
  ["chart", 63.654, 99.846],
  ["exponential", 63.212, 99.752],
] as const)("42 days of 100 from zero, %s form: fitness %d, fatigue %d", (way, fitness, fatigue) => {
  const found = fitnessFatigue(sixWeeks, way)
  expect(found.fitness).toBeCloseTo(fitness, 3)
  expect(found.fatigue).toBeCloseTo(fatigue, 3)
})

it("form is the balance of the day before", () => {
  const yesterday = fitnessFatigue(sixWeeks.slice(0, 41))
  expect(fitnessFatigue(sixWeeks).form).toBeCloseTo(yesterday.fitness - yesterday.fatigue, 12)
})

it("is zero for no day", () => {
  expect(fitnessFatigue([])).toEqual({ fitness: 0, fatigue: 0, form: 0 })
})
