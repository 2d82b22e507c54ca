import { describe, expect, it } from "vitest"
import { type Ruleset, parseRuleset } from "../ruleset.ts"
import { applyEdits, editsBetween, silenced } from "./edits.ts"

const leaf = (fact: string, value: unknown, operator = "greaterThan") => ({ all: [{ fact, operator, value }] })
const verdict = (name: string, conditions: object, given = "reduce", priority = 50) => ({
  name,
  title: name,
  priority,
  conditions,
  event: { type: "verdict", params: { verdict: given } },
})
const document = {
  id: "small",
  version: 1,
  title: "Small",
  description: "For tests.",
  outcomes: ["refer", "deload", "reduce", "train", "push"],
  thresholds: { tired: { label: "Tired", unit: "of 5", value: 4, min: 1, max: 5, step: 1 } },
  signals: { fatigue: { kind: "latest", of: "fatigue" }, mood: { kind: "latest", of: "mood" } },
  rules: [verdict("T1", leaf("fatigue", { fact: "threshold.tired" })), verdict("M1", leaf("mood", 2, "lessThan"))],
  advice: {},
  otherwise: "train",
}
const parsed = (changes: object = {}): Ruleset => {
  const result = parseRuleset({ ...document, ...changes })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}
const side = (ruleset: Ruleset) => ({ ruleset, overrides: [] })
const a = side(parsed())

describe("the edits between two sides", () => {
  it("are none for other words and other advice", () => {
    const other = parsed({
      title: "Other",
      advice: { reduce: { rpeCap: 7 } },
      signals: { ...document.signals, mood: { kind: "latest", of: "mood", label: "the mood" } },
      rules: document.rules.map((rule) => ({ ...rule, title: "Other", rationale: "Because." })),
    })
    expect(editsBetween(a, side(other))).toEqual([])
  })

  it("are thresholds, rules, signals, the fallback, and overrides, each by itself", () => {
    const other = parsed({
      thresholds: { tired: { ...document.thresholds.tired, value: 3 } },
      signals: { ...document.signals, mood: { kind: "latest", of: "mood", maxAgeDays: 2 } },
      rules: [verdict("T1", leaf("fatigue", { fact: "threshold.tired" }), "deload"), verdict("N1", leaf("mood", 4))],
      otherwise: "push",
    })
    const override = { layer: "athlete" as const, subject: "a1", from: "2025-01-01", thresholds: { tired: 5 } }
    expect(editsBetween(a, { ruleset: other, overrides: [override] })).toEqual([
      { kind: "threshold", name: "tired", from: 4, to: 3 },
      { kind: "rule", name: "T1", change: "changed" },
      { kind: "rule", name: "M1", change: "removed" },
      { kind: "rule", name: "N1", change: "added" },
      { kind: "signal", name: "mood", change: "changed" },
      { kind: "otherwise", from: "train", to: "push" },
      { kind: "override", change: "added", override },
    ])
  })

  it("bring with an added rule the signals and thresholds that only the other side has", () => {
    const b = side(
      parsed({
        thresholds: { ...document.thresholds, sore: { ...document.thresholds.tired, label: "Sore" } },
        signals: { ...document.signals, soreness: { kind: "latest", of: "muscleSoreness" } },
        rules: [...document.rules, verdict("S1", leaf("soreness", { fact: "threshold.sore" }))],
      }),
    )
    const edits = editsBetween(a, b)
    expect(edits).toEqual([{ kind: "rule", name: "S1", change: "added" }])
    const applied = applyEdits(a, b, edits)
    expect(applied?.off).toEqual(new Set())
    expect(Object.keys(applied?.ruleset.signals ?? {}).sort()).toEqual(["fatigue", "mood", "soreness"])
  })

  it("leave a removed rule in its place, silenced", () => {
    const b = side(parsed({ rules: document.rules.slice(0, 1) }))
    const applied = applyEdits(a, b, editsBetween(a, b))
    expect(applied?.off).toEqual(new Set(["M1"]))
    if (applied === undefined) throw new Error("not applied")
    expect(silenced(applied).ruleset.rules.map(({ name }) => name)).toEqual(["T1", "M1"])
  })

  it("do not go together when signals would be made of each other in a circle", () => {
    const one = side(
      parsed({ signals: { ...document.signals, mood: { kind: "combine", op: "max", of: ["fatigue"] } } }),
    )
    const other = side(
      parsed({ signals: { ...document.signals, fatigue: { kind: "combine", op: "max", of: ["mood"] } } }),
    )
    const fatigue = editsBetween(one, other).filter((edit) => edit.kind === "signal" && edit.name === "fatigue")
    expect(fatigue).toHaveLength(1)
    expect(applyEdits(one, other, fatigue)).toBeUndefined()
  })

  it("do not go together when an override is more than a signal of the other side takes", () => {
    const days = { label: "Days", unit: "d", value: 1, min: 0, max: 1_000, step: 1 }
    const one = parsed({ thresholds: { ...document.thresholds, days } })
    const other = parsed({
      thresholds: { ...document.thresholds, days: { ...days, max: 7 } },
      signals: { ...document.signals, mood: { kind: "latest", of: "mood", maxAgeDays: { threshold: "days" } } },
    })
    const override = { layer: "athlete" as const, subject: "a1", from: "2025-01-01", thresholds: { days: 1_000 } }
    const edits = editsBetween(side(one), side(other))
    expect(applyEdits(side(one), side(other), edits)).toBeDefined()
    expect(
      applyEdits({ ruleset: one, overrides: [override] }, side(other), edits.slice(0, 1))?.overrides,
    ).toBeUndefined()
  })
})
