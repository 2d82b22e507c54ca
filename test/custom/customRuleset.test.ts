import { readFileSync } from "node:fs"
import {
  type Entry,
  decide,
  engineVersion,
  fromDay,
  measuresOf,
  parseEntry,
  readLog,
  toDay,
  toLoggedEntry,
} from "@barometer/engine/readiness"
import { describe, expect, it } from "vitest"
import { parsedRuleset } from "../support/loadRuleset.ts"

/** Names, windows, a measure and rules that no shipped ruleset has: whatever decides here is in the document. */
const document = {
  id: "grip-only",
  version: 3,
  title: "Grip tells",
  description: "A lifter who only squeezes a dynamometer.",
  outcomes: ["refer", "deload", "reduce", "train", "push"],
  measures: { gripKg: { label: "Grip strength", unit: "kg", min: 5, max: 120, better: "higher", spreadFloor: 1 } },
  thresholds: {
    slump: { label: "Grip slump", unit: "SD", value: -1.5, min: -4, max: -0.5, step: 0.1 },
    span: { label: "Span", unit: "days", value: 4, min: 3, max: 9, step: 1 },
  },
  signals: {
    squeezeWeek: {
      kind: "meanFromBaseline",
      label: "grip of the last days",
      measure: "gripKg",
      over: { days: { threshold: "span" } },
      min: 3,
    },
  },
  rules: [
    {
      name: "Slump",
      title: "Grip slumps",
      priority: 9,
      conditions: { all: [{ fact: "squeezeWeek", operator: "lessThanInclusive", value: { fact: "threshold.slump" } }] },
      event: { type: "finding", params: { family: "hands" } },
    },
    {
      name: "Rest",
      title: "Hands are tired",
      priority: 7,
      conditions: { all: [{ fact: "warningFamilies", operator: "equal", value: 1 }] },
      event: { type: "verdict", params: { verdict: "reduce", advice: "lessPulling" } },
    },
    {
      name: "Go",
      title: "Hands are fresh",
      priority: 5,
      conditions: { all: [{ fact: "squeezeWeek", operator: "greaterThan", value: 0 }] },
      event: { type: "verdict", params: { verdict: "push" } },
    },
  ],
  advice: { lessPulling: { setsPct: -20, text: "no heavy pulls" } },
  otherwise: "train",
}
const ruleset = parsedRuleset(document)
const first = toDay("2026-01-01")

const grip = (values: readonly (number | undefined)[]) => {
  const entries = values.flatMap((gripKg, day): Entry[] => {
    if (gripKg === undefined) return []
    const parsed = parseEntry(
      {
        type: "checkIn",
        athleteId: "a",
        clientId: `c${day}`,
        localDate: fromDay(first + day),
        phase: "morning",
        measures: { gripKg },
      },
      measuresOf(ruleset),
    )
    if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
    return [parsed.value]
  })
  return decide({
    log: readLog(entries.map(toLoggedEntry), "a"),
    ruleset,
    overrides: [],
    asOf: { localDate: fromDay(first + values.length - 1), phase: "morning" },
  })
}
const steady = Array.from({ length: 34 }, (_, day) => 50 + (day % 3))

describe("a ruleset of someone's own, with nothing of it in code", () => {
  it("backs off when its own measure slumps, with its own advice", async () => {
    expect(await grip([...steady, 44, 44, 44, 44])).toMatchObject({
      verdict: "reduce",
      decidedBy: "Rest",
      advice: { setsPct: -20, text: "no heavy pulls" },
      reasons: expect.arrayContaining([expect.stringMatching(/^Grip slumps — grip of the last days: −\d/)]),
    })
  })

  it("pushes when it is up", async () => {
    expect(await grip([...steady, 56, 56, 56, 56])).toMatchObject({ verdict: "push", decidedBy: "Go" })
  })

  it("says what it lacks while the baseline is short", async () => {
    expect(await grip([50, 51, 52])).toMatchObject({
      verdict: "train",
      decidedBy: null,
      unknown: [{ signal: "squeezeWeek", reason: "noBaseline" }],
    })
  })

  it("its window is a threshold: a longer one no longer sees the slump", async () => {
    const override = { layer: "athlete" as const, subject: "a", from: "2026-01-01", thresholds: { span: 9 } }
    const log = readLog([], "a")
    expect(
      (await decide({ log, ruleset, overrides: [override], asOf: { localDate: "2026-02-01", phase: "morning" } }))
        .thresholds.span,
    ).toEqual({ value: 9, layer: "athlete:a" })
  })

  it("its measure is refused where no ruleset declares it, and its bounds hold where one does", () => {
    const entry = {
      type: "checkIn",
      athleteId: "a",
      clientId: "c",
      localDate: "2026-01-01",
      phase: "morning",
      measures: { gripKg: 200 },
    }
    expect(parseEntry(entry)).toMatchObject({
      ok: false,
      problems: [{ pointer: "/measures/gripKg", code: "unknownMeasure" }],
    })
    expect(parseEntry(entry, measuresOf(ruleset))).toMatchObject({
      ok: false,
      problems: [{ pointer: "/measures/gripKg", code: "outOfRange" }],
    })
  })

  it("the engine's version is its package's", () => {
    const manifest: { version: string } = JSON.parse(
      readFileSync(new URL("../../engine/package.json", import.meta.url), "utf8"),
    )
    expect(engineVersion).toBe(manifest.version)
  })
})
