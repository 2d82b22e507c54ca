import {
  type Comparison,
  type Decision,
  type Entry,
  type Ruleset,
  type Side,
  applyEdits,
  claimsOf,
  compareAthlete,
  comparisonDigest,
  comparisonTotals,
  dayVerdict,
  decideTimeline,
  editsBetween,
  mergeComparisons,
  parseEntry,
  readLog,
  silenced,
  toComparison,
  toLoggedEntry,
} from "@barometer/engine/readiness"
import { type Override, parseOverrides } from "@barometer/engine/rules"
import { simulateSquad } from "@barometer/server/simulate"
import { describe, expect, it } from "vitest"
import { parsedRuleset, rulesetDocument, shippedRulesets } from "../support/loadRuleset.ts"

const days = 100
const squad = simulateSquad({ athletes: 3, days, seed: 11, overreaching: 0.5, with: ["warmups", "waves"] })
const athleteIds = squad.truth.map(({ athleteId }) => athleteId)
const logOf = (athleteId: string, more: readonly Entry[] = []) =>
  readLog([...squad.entries.filter((entry) => entry.athleteId === athleteId), ...more].map(toLoggedEntry), athleteId)

const logs = new Map(athleteIds.map((athleteId) => [athleteId, logOf(athleteId)]))

const standard = parsedRuleset(rulesetDocument("push-or-back-off"))
const side = (ruleset: Ruleset, laid: readonly Override[] = []): Side => ({ ruleset, overrides: laid })

/** The default ruleset with some of it replaced. */
function edited(change: (draft: Ruleset) => Partial<Ruleset>): Ruleset {
  const draft = parsedRuleset(rulesetDocument("push-or-back-off"))
  return parsedRuleset({ ...draft, ...change(draft) })
}

const moved = edited(({ thresholds }) => ({
  thresholds: Object.fromEntries(
    Object.entries(thresholds).map(([name, each]) => [name, name === "rhrRiseBpm" ? { ...each, value: 3 } : each]),
  ),
}))
const rulesChanged = edited(({ rules }) => ({
  rules: rules.flatMap((rule) => (rule.name === "R1" ? [{ ...rule, priority: 10 }] : rule.name === "N1" ? [] : [rule])),
}))
const signalChanged = edited(({ signals }) => ({
  signals: { ...signals, fatigueZ7: { ...signals["fatigueZ7"], kind: "meanFromBaseline", over: { days: 4 }, min: 2 } },
}))

function overrides(list: readonly object[]): readonly Override[] {
  const parsed = parseOverrides(list, standard)
  if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
  return parsed.value
}
const dated = overrides([
  {
    layer: "athlete",
    subject: athleteIds[0],
    from: "2025-02-10",
    until: "2025-04-01",
    thresholds: { rhrRiseBpm: 3 },
    disabled: ["G0", "W5"],
  },
])

const byDefault = side(standard)
const panic = side(parsedRuleset(rulesetDocument("one-day-panic")))

const pairs: readonly (readonly [string, Side, Side])[] = [
  ...shippedRulesets.map(
    (id) => [`the default and ${id}`, byDefault, side(parsedRuleset(rulesetDocument(id)))] as const,
  ),
  ["one-day-panic and the default", panic, byDefault],
  ["a moved threshold", byDefault, side(moved)],
  ["a changed and a removed rule", byDefault, side(rulesChanged)],
  ["a changed signal", byDefault, side(signalChanged)],
  ["overrides on one side", byDefault, side(standard, dated)],
]

const compareAll = (a: Side, b: Side): Comparison =>
  toComparison(
    a,
    b,
    athleteIds.map((athleteId) => compareAthlete(logOf(athleteId), a, b).athlete),
  )

const alone = new WeakMap<Side, Map<string, Promise<readonly Decision[]>>>()

/** The verdict that stands for each day of the whole log, decided alone and once a side. */
function wholeAlone(athleteId: string, decidedBy: Side): Promise<readonly Decision[]> {
  const ofSide = alone.get(decidedBy) ?? new Map<string, Promise<readonly Decision[]>>()
  alone.set(decidedBy, ofSide)
  const decided = ofSide.get(athleteId) ?? decidedAlone(athleteId, decidedBy)
  ofSide.set(athleteId, decided)
  return decided
}

/** The verdict that stands for each day of a range, decided alone. */
async function decidedAlone(
  athleteId: string,
  { ruleset, overrides: laid }: Side,
  range: { from?: string; to?: string } = {},
) {
  const log = logs.get(athleteId) ?? logOf(athleteId)
  const decisions: Decision[] = []
  for await (const decision of decideTimeline({ log, ruleset, overrides: laid, evaluator: "compiled" }, range))
    decisions.push(decision)
  return [...Map.groupBy(decisions, ({ localDate }) => localDate).values()].flatMap((ofDay) => dayVerdict(ofDay) ?? [])
}

describe.each(pairs)("comparing %s", (_, a, b) => {
  it("gives each day the verdict and the deciding rule that either side gives alone", async () => {
    for (const athleteId of athleteIds) {
      const [ofA, ofB] = [await wholeAlone(athleteId, a), await wholeAlone(athleteId, b)]
      expect(compareAthlete(logOf(athleteId), a, b).days).toEqual(
        ofA.map(({ localDate, verdict, decidedBy }, index) => ({
          localDate,
          verdictA: verdict,
          decidedByA: decidedBy,
          verdictB: ofB[index]?.verdict,
          decidedByB: ofB[index]?.decidedBy,
        })),
      )
    }
  })

  it("differs on some day, unless the two are the same", () => {
    const { flips } = comparisonTotals(compareAll(a, b))
    expect(flips.length > 0).toBe(editsBetween(a, b).length > 0)
  })

  it("blames edits that, applied to A alone, give B's verdict on the day", async () => {
    for (const athleteId of athleteIds) {
      const sides = new Map<string, Side>()
      for (const { localDate, to, blame } of compareAthlete(logOf(athleteId), a, b).athlete.flips) {
        if (blame === "several") continue
        const key = JSON.stringify(blame)
        const applied = applyEdits(a, b, blame)
        if (applied === undefined) throw new Error(`the blame cannot be applied: ${key}`)
        const blamed = sides.get(key) ?? silenced(applied)
        sides.set(key, blamed)
        const [decided] = await decidedAlone(athleteId, blamed, { from: localDate, to: localDate })
        expect(decided?.verdict, `${localDate} ${key}`).toBe(to)
      }
    }
  })

  it("blames two edits or several only where no single edit makes the flip", async () => {
    const athleteId = athleteIds[0] ?? ""
    const singles = editsBetween(a, b).flatMap((edit) => {
      const applied = applyEdits(a, b, [edit])
      return applied === undefined ? [] : [silenced(applied)]
    })
    const flips = compareAthlete(logOf(athleteId), a, b).athlete.flips.filter(({ blame }) => blame.length !== 1)
    for (const { localDate, to } of flips.slice(0, 6))
      for (const single of singles) {
        const [decided] = await decidedAlone(athleteId, single, { from: localDate, to: localDate })
        expect(decided?.verdict, localDate).not.toBe(to)
      }
  })

  it("turns A into B when every edit is applied", () => {
    for (const athleteId of athleteIds) {
      const applied = applyEdits(a, b, editsBetween(a, b))
      if (applied === undefined) throw new Error("the edits do not go together")
      expect(compareAthlete(logOf(athleteId), silenced(applied), b).athlete.flips).toEqual([])
    }
  })
})

describe("a comparison", () => {
  it("blames the one threshold that was moved", () => {
    const { flips } = comparisonTotals(compareAll(side(standard), side(moved)))
    expect(flips.length).toBeGreaterThan(0)
    for (const { blame } of flips) expect(blame).toEqual([{ kind: "threshold", name: "rhrRiseBpm", from: 5, to: 3 }])
  })

  it("has no flip and equal counts for a side against itself", () => {
    const { flips, a, b, days: decided, otherRuleDays } = comparisonTotals(compareAll(side(standard), side(standard)))
    expect([flips, otherRuleDays]).toEqual([[], 0])
    expect(a).toEqual(b)
    expect(decided).toBeGreaterThan(100)
  })

  it("has a matrix that holds every day once and its flips off the diagonal", () => {
    const totals = comparisonTotals(compareAll(side(standard), panic))
    const cells = Object.entries(totals.matrix).flatMap(([from, row]) =>
      Object.entries(row).map(([to, count]) => ({ isFlip: from !== to, count })),
    )
    const sum = (of: typeof cells) => of.reduce((total, { count }) => total + count, 0)
    expect(sum(cells)).toBe(totals.days)
    expect(sum(cells.filter(({ isFlip }) => isFlip))).toBe(totals.flips.length)
    expect(totals.a.kept + totals.a.givenUp).toBe(totals.days)
  })

  it("has one digest, in whatever order its athletes are merged", () => {
    const [a, b] = [side(standard), side(moved)]
    const parts = athleteIds.map((id) => toComparison(a, b, [compareAthlete(logOf(id), a, b).athlete]))
    const merged = parts.toReversed().reduce(mergeComparisons, toComparison(a, b))
    expect(comparisonDigest(merged)).toBe(comparisonDigest(compareAll(a, b)))
  })

  it("decides the days of a range as it decides them in the whole log", () => {
    const log = logOf(athleteIds[0] ?? "")
    const range = { from: "2025-02-20", to: "2025-03-20" }
    const whole = compareAthlete(log, side(standard), side(moved)).days
    expect(compareAthlete(log, side(standard), side(moved), range).days).toEqual(
      whole.filter(({ localDate }) => localDate >= range.from && localDate <= range.to),
    )
  })

  it("counts a choice as agreed with when it was accepted, or changed to what the side says", () => {
    const athleteId = athleteIds[0] ?? ""
    const [day, other, declined] = compareAthlete(logOf(athleteId), side(standard), side(standard)).days.filter(
      ({ verdictA }) => verdictA === "train",
    )
    const choice = (localDate: string | undefined, more: object) => {
      const parsed = parseEntry({ type: "choice", athleteId, localDate, ...more })
      if (!parsed.ok) throw new Error(JSON.stringify(parsed.problems))
      return parsed.value
    }
    const log = logOf(athleteId, [
      choice(day?.localDate, { verdict: "train", did: "accepted" }),
      choice(other?.localDate, { verdict: "train", did: "changed", changedTo: "reduce" }),
      choice(declined?.localDate, { verdict: "train", did: "declined" }),
    ])
    expect(compareAthlete(log, side(standard), side(standard)).athlete.a).toMatchObject({ choices: 2, agreed: 1 })
  })

  it("refuses to claim anything where nothing was logged as gone wrong", () => {
    expect(claimsOf(compareAll(side(standard), side(moved))).refused).toContain("too few to claim anything")
  })
})
