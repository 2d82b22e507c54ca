import { describe, expect, it } from "vitest"
import { combine } from "./combine.ts"
import { derive, outcome, viewOf } from "./logFixture.ts"
import { known, unknown } from "./signal.ts"

const others = {
  low: known(-3),
  high: known(2),
  zero: known(0),
  word: known("heavy"),
  stale: unknown("stale"),
  few: unknown("tooFewDays"),
  never: unknown("notAsked"),
}
const combined = (definition: Record<string, unknown>) => derive(combine, definition, viewOf([]), others)

describe("combine", () => {
  it.each([
    { op: "max", of: ["low", "high", "zero"], is: 2 },
    { op: "min", of: ["low", "high", "zero"], is: -3 },
    { op: "abs", of: ["low"], is: 3 },
    { op: "maxAbs", of: ["low", "high"], is: 3 },
    { op: "difference", of: ["low", "high"], is: -5 },
  ])("$op of $of is $is", ({ op, of, is }) => {
    expect(outcome(combined({ op, of }))).toBe(is)
  })

  it.each([
    { of: ["low", "high", "stale"], need: 2, is: 3 },
    { of: ["low", "stale"], need: 2, is: "stale" },
    { of: ["low", "stale"], need: undefined, is: "stale" },
    { of: ["few", "stale"], need: 1, is: "tooFewDays" },
    { of: ["never", "stale"], need: 1, is: "stale" },
    { of: ["never", "low"], need: 2, is: "notAsked" },
    { of: ["low", "word"], need: 2, is: "notAsked" },
  ])("of $of needing $need is $is", ({ of, need, is }) => {
    expect(outcome(combined({ op: "maxAbs", of, ...(need && { need }) }))).toBe(is)
  })

  it("shows each known value", () => {
    expect(combined({ op: "max", of: ["low", "high", "stale"], need: 1 }).evidence).toEqual({
      each: { low: -3, high: 2 },
      n: 2,
    })
  })

  it.each([
    { op: "difference", of: ["low"] },
    { op: "abs", of: ["low", "high"] },
    { op: "max", of: ["low"], need: 2 },
    { op: "sum", of: ["low"] },
  ])("refuses $op of $of needing $need", (definition) => {
    expect(combine.parameters.safeParse({ kind: "combine", ...definition }).success).toBe(false)
  })

  it("reads the signals it names", () => {
    expect(
      combine.readsSignals?.(combine.parameters.parse({ kind: "combine", op: "max", of: ["low", "high"] })),
    ).toEqual(["low", "high"])
  })
})
