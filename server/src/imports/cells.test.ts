import { describe, expect, it } from "vitest"
import { readNumber, readWord, toNumber } from "./cells.ts"
import type { Row } from "./table.ts"

const row = (cells: Readonly<Record<string, string>>): Row => ({
  line: 2,
  content: "",
  cell: (column) => cells[column],
})
const item = { unit: "of 5", min: 1, max: 5, step: 0.5 }
const bpm = { unit: "bpm", min: 25, max: 120 }

describe("readNumber", () => {
  const inverted = {
    column: "x",
    scale: { from: [1, 5] as [number, number], to: [1, 5] as [number, number], invert: true },
  }
  it.each([
    ["1", 5],
    ["3", 3],
    ["4.5", 1.5],
    ["5", 1],
  ])("turns %s of 5 around", (text, expected) => {
    expect(readNumber(row({ x: text }), inverted, item)).toEqual({ value: expected })
  })

  it("rounds a scaled answer to the measure's step", () => {
    const wide = { column: "x", scale: { from: [0, 10] as [number, number], to: [1, 5] as [number, number] } }
    expect(readNumber(row({ x: "7" }), wide, item)).toEqual({ value: 4 })
    expect(readNumber(row({ x: "0" }), wide, item)).toEqual({ value: 1 })
  })

  it("says what was found and what was expected", () => {
    expect(readNumber(row({ x: "7" }), inverted, item)).toEqual({
      problem: { column: "x", message: "found `7`; expected 1 to 5" },
    })
    expect(readNumber(row({ x: "often" }), inverted, item)).toEqual({
      problem: { column: "x", message: "found `often`; expected a number" },
    })
    expect(readNumber(row({ x: "3.3" }), { column: "x" }, item)).toEqual({
      problem: { column: "x", message: "found `3.3`; expected steps of 0.5 from 1" },
    })
    expect(readNumber(row({ x: "300" }), { column: "x" }, bpm)).toEqual({
      problem: { column: "x", message: "found `300`; expected 25 to 120 bpm" },
    })
  })

  it.each(["", "  ", "NA", "null", "-"])("takes %j for nothing", (text) => {
    expect(readNumber(row({ x: text }), { column: "x" }, bpm)).toEqual({ value: undefined })
  })

  it("takes a number for none however it is written", () => {
    const cell = { column: "x", none: ["0"] }
    expect(readNumber(row({ x: "0.0" }), cell, bpm)).toEqual({ value: undefined })
    expect(readNumber(row({ x: "0" }), cell, bpm)).toEqual({ value: undefined })
    expect(readNumber(row({ x: "50" }), cell, bpm)).toEqual({ value: 50 })
  })

  it("takes the first of a column's names that has something", () => {
    const cell = { column: ["a", "b"] }
    expect(readNumber(row({ a: "", b: "52" }), cell, bpm)).toEqual({ value: 52 })
    expect(readNumber(row({ b: "53" }), cell, bpm)).toEqual({ value: 53 })
  })
})

describe("toNumber", () => {
  it.each([
    ["6.5", undefined, 6.5],
    ["6,5", undefined, 6.5],
    ["1,234", undefined, undefined],
    ["1.234,5", ",", 1234.5],
    ["6,5", ".", undefined],
    ["-0", undefined, 0],
    ["1e2", undefined, 100],
    ["0x10", undefined, undefined],
    ["Infinity", undefined, undefined],
    ["12 kg", undefined, undefined],
  ] as const)("%j with decimal %s is %s", (text, decimal, expected) => {
    expect(toNumber(text, decimal)).toBe(expected)
  })
})

describe("readWord", () => {
  const joints = ["knee", "shoulder"] as const
  it("takes the file's word for ours, in any case, or ours as it is", () => {
    const cell = { column: "x", words: { Knie: "knee" } }
    expect(readWord(row({ x: "knie" }), cell, joints)).toEqual({ value: "knee" })
    expect(readWord(row({ x: "SHOULDER" }), cell, joints)).toEqual({ value: "shoulder" })
    expect(readWord(row({ x: "toe" }), cell, joints)).toEqual({
      problem: { column: "x", message: "found `toe`; expected one of `knie`, `knee`, `shoulder`" },
    })
  })

  it("is the same on every row where it is constant", () => {
    expect(readWord(row({}), { constant: "knee" }, joints)).toEqual({ value: "knee" })
  })
})
