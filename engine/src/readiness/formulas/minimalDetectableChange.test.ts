import { expect, it } from "vitest"
import { minimalDetectableChange } from "./minimalDetectableChange.ts"

it.each([
  ["two recent against six prior measurements at an SEM of .05 m/s", 2, 6, 0.05, 0.08],
  ["one against one is 2.77 SEM", 1, 1, 1, 2.77],
  ["a steadier device detects less", 2, 6, 0.025, 0.04],
])("MDC95: %s", (_name, recent, prior, sem, change) => {
  expect(minimalDetectableChange(recent, prior, sem)).toBeCloseTo(change, 2)
})
