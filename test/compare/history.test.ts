import { compareAthlete, type Entry, History, readLog, type Side, toLoggedEntry } from "@barometer/engine/readiness"
import { hasBit, parseOverrides } from "@barometer/engine/rules"
import { simulateSquad } from "@barometer/server/simulate"
import { describe, expect, it } from "vitest"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"

const squad = simulateSquad({ athletes: 3, days: 100, seed: 11, overreaching: 0.5, with: ["warmups", "waves"] })
const ids = squad.truth.map(({ athleteId }) => athleteId)
const logs = ids.map((id) => readLog(squad.entries.filter(({ athleteId }) => athleteId === id).map(toLoggedEntry), id))
const standard = parsedRuleset(rulesetDocument("push-or-back-off"))
const history = new History(logs)

/** The ruleset with thresholds at other values. */
const withThresholds = (moved: Readonly<Record<string, number>>) => {
  const { thresholds, ...rest } = rulesetDocument("push-or-back-off") as {
    thresholds: Readonly<Record<string, { readonly value: number }>>
  }
  const changed = Object.entries(thresholds).map(([name, each]) => [
    name,
    { ...each, value: moved[name] ?? each.value },
  ])
  return parsedRuleset({ ...rest, thresholds: Object.fromEntries(changed) })
}

function overridesFor(athleteId: string): Side["overrides"] {
  const laid = [
    { layer: "athlete", subject: athleteId, from: "2025-02-10", thresholds: { rhrRiseBpm: 9 } },
    { layer: "athlete", subject: athleteId, from: "2025-03-01", until: "2025-03-20", disabled: ["W4"], thresholds: {} },
  ]
  const parsed = parseOverrides(laid, standard)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}

/** What deciding a day at a time on the closures says, in the history's order. */
function oneByOne(side: Side) {
  const days = logs.flatMap((log) =>
    compareAthlete(log, side, side).days.map((day) => ({ athleteId: log.athleteId, ...day })),
  )
  return {
    days: days.map(({ athleteId, localDate }) => ({ athleteId, localDate })),
    verdicts: days.map(({ verdictA }) => verdictA as string),
    decidedBy: days.map(({ decidedByA }) => decidedByA),
  }
}

describe("[T7] a history", () => {
  it.each([
    ["as published", { ruleset: standard, overrides: [] }],
    ["with a threshold of rules elsewhere", { ruleset: withThresholds({ jointStop: 4 }), overrides: [] }],
    ["with a threshold of signals elsewhere", { ruleset: withThresholds({ rhrRiseBpm: 3 }), overrides: [] }],
    ["with overrides of one athlete, dated", { ruleset: standard, overrides: overridesFor(ids[0] ?? "") }],
  ] as const)("gives each day the verdict and rule that it gets alone: %s", (_, side) => {
    const { verdicts, decidedBy } = history.decide(side)
    const expected = oneByOne(side)
    expect(history.days).toEqual(expected.days)
    expect(decidedBy).toEqual(expected.decidedBy)
    expect(verdicts).toEqual(expected.verdicts)
  })

  it("answers for a threshold that is moved as for a ruleset that has it there", () => {
    const base = { ruleset: standard, overrides: [] }
    for (const [name, value] of [
      ["jointStop", 4],
      ["rhrRiseBpm", 3],
      ["rhrElevatedDays", 1],
    ] as const) {
      const moved = history.decide(base, new Map([[name, value]]))
      expect(moved).toEqual(history.decide({ ruleset: withThresholds({ [name]: value }), overrides: [] }))
      expect(moved.verdicts).not.toEqual(history.decide(base).verdicts)
    }
  })

  it("tells for each rule the days on which it fires, the deciding one among them", () => {
    const { decidedBy, fired } = history.decide({ ruleset: standard, overrides: [] })
    for (const [day, rule] of decidedBy.entries())
      if (rule !== null) expect(hasBit(fired.get(rule) ?? new Uint32Array(), day)).toBe(true)
  })

  it("tells a signal's value on each day that knows it", () => {
    const values = history.valuesOf({ ruleset: standard, overrides: [] }, "fatigueZ7")
    const known = values.filter((value): value is number => typeof value === "number")
    expect(known.length).toBeGreaterThan(100)
    expect(known.length).toBeLessThan(history.days.length)
  })

  it("holds nothing of no logs", () => {
    const none: readonly Entry[] = []
    const empty = new History([readLog(none.map(toLoggedEntry), "nobody")])
    expect(empty.decide({ ruleset: standard, overrides: [] }).verdicts).toEqual([])
  })
})
