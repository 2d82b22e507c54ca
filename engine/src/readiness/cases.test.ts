import { describe, expect, it } from "vitest"
import { parseCaseFile, parseQuietDay } from "./caseFile.ts"
import { runCases } from "./cases.ts"
import { parseRuleset } from "./ruleset.ts"

const parsed = parseRuleset({
  id: "two-signs",
  version: 1,
  title: "Two signs",
  description: "",
  outcomes: ["refer", "deload", "reduce", "train", "push"],
  thresholds: { pain: { label: "Pain", unit: "of 10", value: 7, min: 4, max: 10, step: 1 } },
  signals: {
    jointPain: { kind: "latest", of: "joints" },
    jointPersist: { kind: "persistence", yield: "run", level: 3, clear: 1 },
  },
  rules: [
    {
      name: "W1",
      title: "Sore again",
      priority: 70,
      conditions: { all: [{ fact: "jointPersist", operator: "greaterThanInclusive", value: 2 }] },
      event: { type: "finding", params: { family: "joint", scope: "joints" } },
    },
    {
      name: "S1",
      title: "Pain",
      priority: 100,
      conditions: {
        all: [{ fact: "jointPain", operator: "greaterThanInclusive", value: { fact: "threshold.pain" } }],
      },
      event: { type: "verdict", params: { verdict: "refer" } },
    },
    {
      name: "R1",
      title: "One sign",
      priority: 50,
      conditions: { all: [{ fact: "finding.W1", operator: "equal", value: true }] },
      event: { type: "verdict", params: { verdict: "reduce", scope: "findings" } },
    },
    {
      name: "A2",
      title: "Warm-up",
      priority: 60,
      conditions: { all: [{ fact: "earlier.verdict", operator: "equal", value: "train" }] },
      event: { type: "verdict", params: { verdict: "train" } },
    },
  ],
  advice: {},
  otherwise: "train",
})
if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
const ruleset = parsed.value
const base = { signals: { jointPain: 0, jointPersist: 0 } }

const run = async (one: object, rule = "S1") => {
  const file = parseCaseFile({ rule, cases: [{ title: "one", kind: "fires", ...one }] }, ruleset)
  if (!file.ok) throw new Error(JSON.stringify(file.problems))
  return (await runCases(ruleset, base, file.value))[0]
}
const refusal = (json: unknown) => {
  const file = parseCaseFile(json, ruleset)
  return file.ok ? [] : file.problems.map(({ pointer, message }) => `${pointer}: ${message}`)
}
const one = { title: "one", kind: "fires", signals: {}, expect: { result: true, verdict: "train", decidedBy: null } }

describe("a case", () => {
  it.each([
    ["a value over the quiet day", { jointPain: 8 }, { result: true, verdict: "refer", decidedBy: "S1" }],
    ["a value on the line", { jointPain: 7 }, { result: true, verdict: "refer", decidedBy: "S1" }],
    ["nothing that differs", {}, { result: false, verdict: "train", decidedBy: null }],
    ["null: unknown", { jointPain: null }, { result: "unknown", verdict: "train", decidedBy: null }],
    [
      "unknown for a reason",
      { jointPain: { unknown: "stale" } },
      { result: "unknown", verdict: "train", decidedBy: null },
    ],
  ])("is decided with %s", async (_, signals, expectation) => {
    const report = await run({ signals, expect: expectation })
    expect(report).toMatchObject({ passed: true, found: expectation, closuresAgree: true })
  })

  it("that expects otherwise fails and says what was found", async () => {
    const report = await run({
      signals: { jointPain: 8 },
      expect: { result: true, verdict: "reduce", decidedBy: "S1" },
    })
    expect(report).toMatchObject({ passed: false, found: { result: true, verdict: "refer", decidedBy: "S1" } })
  })

  it("can move a threshold", async () => {
    const expectation = { result: true, verdict: "refer", decidedBy: "S1" }
    expect(await run({ signals: { jointPain: 5 }, thresholds: { pain: 5 }, expect: expectation })).toMatchObject({
      passed: true,
    })
  })

  it("can follow an earlier verdict", async () => {
    const expectation = { result: true, verdict: "train", decidedBy: "A2" }
    expect(await run({ phase: "afterWarmup", earlier: "train", signals: {}, expect: expectation }, "A2")).toMatchObject(
      { passed: true },
    )
  })

  it("can name joints and expect the scope they make", async () => {
    const signals = { jointPersist: { value: 2, joints: ["knee"] } }
    const expectation = { result: true, verdict: "reduce", decidedBy: "R1", scope: { joints: ["knee"], lifts: [] } }
    expect(await run({ signals, expect: expectation }, "R1")).toMatchObject({ passed: true })
    expect(await run({ signals, expect: { ...expectation, scope: "session" } }, "R1")).toMatchObject({ passed: false })
  })
})

describe("a case file", () => {
  it.each([
    [
      "a field it does not have",
      { rule: "S1", cases: [{ ...one, expects: 1 }] },
      "/cases/0/expects: unknown field `expects`; did you mean `expect`?",
    ],
    ["a rule that is not there", { rule: "S9", cases: [one] }, "/rule: unknown rule `S9`; did you mean `S1`?"],
    [
      "a signal that is not there",
      { rule: "S1", cases: [{ ...one, signals: { jointPains: 3 } }] },
      "/cases/0/signals/jointPains: unknown signal `jointPains`; did you mean `jointPain`?",
    ],
    [
      "a value of another type",
      { rule: "S1", cases: [{ ...one, signals: { jointPain: "strong" } }] },
      "/cases/0/signals/jointPain: found text; expected a number",
    ],
    [
      "a value out of range",
      { rule: "S1", cases: [{ ...one, signals: { jointPain: { value: 11 } } }] },
      "/cases/0/signals/jointPain: found a number out of range; expected 0 to 10",
    ],
    [
      "a threshold out of bounds",
      { rule: "S1", cases: [{ ...one, thresholds: { pain: 3 } }] },
      "/cases/0/thresholds/pain: found 3; expected 4 to 10",
    ],
    [
      "a threshold that is not there",
      { rule: "S1", cases: [{ ...one, thresholds: { pane: 5 } }] },
      "/cases/0/thresholds/pane: unknown threshold `pane`; expected one of `pain`",
    ],
    ["two cases of one title", { rule: "S1", cases: [one, one] }, "/cases/1/title: two cases are titled `one`"],
    [
      "a deciding rule that is not there",
      { rule: "S1", cases: [{ ...one, expect: { ...one.expect, decidedBy: "Q1" } }] },
      "/cases/0/expect/decidedBy: unknown rule `Q1`; did you mean `W1`?",
    ],
  ])("with %s is refused by place", (_, json, message) => {
    expect(refusal(json)).toEqual([message])
  })

  it("a quiet day names every signal", () => {
    const quiet = parseQuietDay({ signals: { jointPain: 0 } }, ruleset)
    expect(quiet.ok ? [] : quiet.problems.map(({ pointer }) => pointer)).toEqual(["/signals/jointPersist"])
  })
})
