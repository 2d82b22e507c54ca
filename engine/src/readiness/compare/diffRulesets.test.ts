import { describe, expect, it } from "vitest"
import { type Ruleset, parseRuleset } from "../ruleset.ts"
import { diffRulesets } from "./diffRulesets.ts"

const document = {
  id: "small",
  version: 1,
  title: "Small",
  description: "For tests.",
  outcomes: ["refer", "deload", "reduce", "train", "push"],
  thresholds: {
    hurtRuns: { label: "Sessions in a row", unit: "sessions", value: 2, min: 1, max: 9, step: 1 },
    window: { label: "Days looked back", unit: "days", value: 3, min: 1, max: 9, step: 1 },
  },
  signals: {
    fatigue: { kind: "latest", of: "fatigue", maxAgeDays: { threshold: "window" } },
    mood: { kind: "latest", of: "mood" },
  },
  conditions: { low: { all: [{ fact: "mood", operator: "lessThan", value: 2 }] } },
  rules: [
    {
      name: "T1",
      title: "Tired",
      priority: 50,
      conditions: { not: { any: [{ fact: "fatigue", operator: "lessThan", value: { fact: "threshold.hurtRuns" } }] } },
      event: { type: "verdict", params: { verdict: "reduce", advice: "less" } },
      rationale: "Because.",
    },
    {
      name: "M1",
      title: "Low",
      priority: 40,
      conditions: { all: [{ condition: "low" }, { fact: "fatigue", operator: "greaterThan", value: 3 }] },
      event: { type: "verdict", params: { verdict: "deload" } },
    },
  ],
  advice: { less: { volumePct: -33 } },
  otherwise: "train",
}
type Rules = (typeof document)["rules"]
const [tired, low] = document.rules as [Rules[0], Rules[0]]

function parsed(changes: object = {}): Ruleset {
  const result = parseRuleset({ ...document, ...changes })
  if (!result.ok) throw new Error(JSON.stringify(result.problems))
  return result.value
}

const sentencesOf = (changes: object) => diffRulesets(parsed(), parsed(changes)).flatMap(({ sentences }) => sentences)

describe("the difference of two rulesets in words", () => {
  it.each([
    [
      "a threshold is told by the rule that compares with it, as it fires",
      { thresholds: { ...document.thresholds, hurtRuns: { ...document.thresholds.hurtRuns, value: 3 } } },
      "`T1` Tired: fires from 3 of 5 instead of 2 (Fatigue).",
    ],
    [
      "a threshold that only a signal reads is told by its name",
      { thresholds: { ...document.thresholds, window: { ...document.thresholds.window, value: 1 } } },
      "Days looked back (`window`): 1 day instead of 3.",
    ],
    [
      "a literal that moved is told like a threshold",
      {
        rules: [
          tired,
          {
            ...low,
            conditions: { all: [low.conditions.all?.[0], { fact: "fatigue", operator: "greaterThan", value: 4 }] },
          },
        ],
      },
      "`M1` Low: fires above 4 of 5 instead of 3 (Fatigue).",
    ],
    [
      "conditions that are built otherwise are told whole",
      { rules: [tired, { ...low, conditions: { any: low.conditions.all } }] },
      "`M1` Low: fires while either Mood is < 2 of 5 or Fatigue is > 3 of 5, instead of while Mood is < 2 of 5 and Fatigue is > 3 of 5.",
    ],
    [
      "a verdict",
      { rules: [tired, { ...low, event: { type: "verdict", params: { verdict: "push" } } }] },
      "`M1` Low: says “Push” instead of “Deload”.",
    ],
    ["a priority", { rules: [tired, { ...low, priority: 41 }] }, "`M1` Low: priority is 41 instead of 40."],
    ["a lock", { rules: [tired, { ...low, locked: true }] }, "`M1` Low: can no longer be switched off by an override."],
    ["a rationale", { rules: [{ ...tired, rationale: "So." }, low] }, "`T1` Tired: its rationale reads otherwise."],
    ["a title", { rules: [{ ...tired, title: "Weary" }, low] }, "`T1` is called “Weary” instead of “Tired”."],
    [
      "a rule that is gone",
      { rules: [tired] },
      "`M1` is gone: While Mood is < 2 of 5 and Fatigue is > 3 of 5 → Deload: Low.",
    ],
    [
      "a rule that is new",
      { rules: [...document.rules, { ...low, name: "M2" }] },
      "`M2` is new: While Mood is < 2 of 5 and Fatigue is > 3 of 5 → Deload: Low.",
    ],
    ["advice", { advice: { less: { volumePct: -20 } } }, "Advice “less”: volumePct is −20 instead of −33."],
    ["new advice", { advice: { ...document.advice, more: { addSets: 1 } } }, "Advice “more” (`more`) is new."],
    [
      "a shared condition",
      { conditions: { low: { all: [{ fact: "mood", operator: "lessThan", value: 3 }] } } },
      "Shared condition `low`: Mood is < 3 of 5, instead of Mood is < 2 of 5.",
    ],
    [
      "a signal",
      { signals: { ...document.signals, mood: { kind: "latest", of: "mood", maxAgeDays: 2 } } },
      "Signal “mood”: maxAgeDays is 2 instead of 0.",
    ],
    ["what holds otherwise", { otherwise: "push" }, "The ruleset's otherwise is push instead of train."],
  ])("%s", (_, changes, sentence) => {
    expect(sentencesOf(changes)).toEqual([sentence])
  })

  it("can be said in another language", () => {
    const [difference] = diffRulesets(parsed(), parsed({ rules: [tired, { ...low, priority: 41 }] }), {
      "diff.rule.field": "{rule}: {after} statt {before}",
    })
    expect(difference?.sentences).toEqual(["M1: 41 statt 40"])
  })
})

describe("the difference of two rulesets as data", () => {
  it("has the place and both values of each change, and whether a verdict can turn by it", () => {
    const after = parsed({ rules: [{ ...tired, rationale: "So.", priority: 51 }, low], title: "Other" })
    expect(diffRulesets(parsed(), after)).toMatchObject([
      {
        section: "document",
        name: "title",
        pointer: "/title",
        before: "Small",
        after: "Other",
        canTurnVerdicts: false,
      },
      {
        section: "rules",
        name: "T1",
        change: "changed",
        pointer: "/rules/0",
        canTurnVerdicts: true,
        fields: [
          { pointer: "/rules/0/priority", before: 50, after: 51 },
          { pointer: "/rules/0/rationale", before: "Because.", after: "So." },
        ],
      },
    ])
  })

  it("is nothing for another id, version or order of rules", () => {
    expect(diffRulesets(parsed(), parsed({ id: "other", version: 7, rules: [low, tired] }))).toEqual([])
  })
})
