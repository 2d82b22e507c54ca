import * as fc from "fast-check"
import { expect, it } from "vitest"
import type { LogView } from "../log/logView.ts"
import { phaseNames, type Entry, type Phase } from "../log/schema.ts"
import { viewAt } from "../log/viewAt.ts"
import { signalKinds } from "./kinds.ts"
import { asOf, checkIn, date, derive, entry, logOf, session, viewOf } from "./logFixture.ts"

const definitions: readonly Readonly<Record<string, unknown> & { kind: string }>[] = [
  { kind: "sessionRun", measure: "motivation", atMost: 3, belowBaselineBy: 0, clearedBy: { gain: 1, solidPct: 95 } },
  { kind: "sessionGain", measure: "motivation" },
  { kind: "persistence", yield: "run" },
  { kind: "persistence", yield: "joints", level: 1, clear: 0 },
  { kind: "matchedLoad", yield: "velocityDropLifts", minPrior: 1, trendMin: 2, minDrop: 0.01 },
  { kind: "matchedLoad", yield: "effortRiseLifts", minPrior: 1 },
  { kind: "loadVelocityResidual", yield: "residual", minLoads: 3 },
  { kind: "loadVelocityResidual", yield: "dropLifts", minLoads: 3 },
  { kind: "estimatedMaxTrend", yield: "slopePctPerWeek", min: 3 },
  { kind: "estimatedMaxTrend", yield: "fallingLifts", min: 3, p: 0.5 },
  ...["pct", "lowLifts", "solid", "compliance", "sessionPct"].map((yielded) => ({
    kind: "completion",
    yield: yielded,
  })),
  ...["weeklyLoad", "monotony", "strain", "fatigue"].map((yielded) => ({ kind: "trainingLoad", yield: yielded })),
  { kind: "sinceDeload" },
  { kind: "deloadState", windowFromWeeks: 1, dueAfterWeeks: 2 },
  { kind: "daysOverdue", dueAfterWeeks: 2, beginnerDueAfterWeeks: 3 },
  { kind: "deloadResponse" },
  { kind: "planStep" },
  { kind: "daysSinceDeloadDeclined" },
  { kind: "daysSinceTraining" },
  { kind: "daysSinceReturn", layoffDays: 5 },
  { kind: "daysToCompetition" },
  { kind: "productiveShare", weeks: 4, minWeeks: 1 },
]

const set = fc.record(
  {
    exercise: fc.constantFrom("squat", "Squat", "bench press"),
    loadKg: fc.constantFrom(0, 80, 100, 102.5, 120),
    reps: fc.integer({ min: 0, max: 12 }),
    targetReps: fc.constantFrom(3, 5, 8),
    rpe: fc.constantFrom(6, 7.5, 9),
    meanVelocity: fc.constantFrom(0.3, 0.45, 0.6),
  },
  { requiredKeys: ["exercise"] },
)
const sets = fc.array(set, { maxLength: 4 })
const status = fc.constantFrom("completed", "cutShort", "skipped")

/** Any entry that speaks of training, about a day of the range. */
function entryBetween(from: number, to: number): fc.Arbitrary<Entry> {
  const day = fc.integer({ min: from, max: to })
  const level = fc.integer({ min: 1, max: 5 })
  return fc.oneof(
    {
      weight: 6,
      arbitrary: fc
        .tuple(day, status, level, sets)
        .map(([on, how, rpe, done]) => session(on, { status: how, rpe, durationMin: 60, sets: done })),
    },
    {
      weight: 2,
      arbitrary: fc.tuple(day, sets).map(([on, done]) =>
        checkIn(on, {
          phase: "afterWarmup",
          measures: { motivation: 4 },
          session: { sets: done.map((one) => ({ ...one, kind: "warmup" as const })) },
        }),
      ),
    },
    {
      weight: 4,
      arbitrary: fc.tuple(day, level, fc.constantFrom<Phase>("morning", "preSession")).map(([on, motivation, phase]) =>
        checkIn(on, {
          phase,
          measures: { motivation, fatigue: motivation },
          joints: [{ joint: "knee", pain: motivation - 1 }],
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: day.map((on) =>
        entry({ type: "choice", localDate: date(on), verdict: "deload", did: on % 2 === 0 ? "accepted" : "declined" }),
      ),
    },
    {
      weight: 1,
      arbitrary: day.map((on) =>
        entry({
          type: "plan",
          from: date(on),
          deloadEveryWeeks: 3,
          steps: [{ localDate: date(on + 1), step: "heavy" }],
          targets: [{ localDate: date(on), exercise: "squat", sets: 2, reps: 5 }],
          competitions: [date(on + 9)],
        }),
      ),
    },
  )
}

const history = fc.array(entryBetween(-50, 0), { maxLength: 80 })
const signalsIn = (view: LogView) =>
  definitions.map(({ kind, ...definition }) => {
    const found = signalKinds[kind]
    if (found === undefined) throw new Error(`no kind ${kind}`)
    return derive(found, definition, view)
  })
const signalsOf = (entries: readonly Entry[], phase: Phase) => signalsIn(viewOf(entries, { phase }))
/** One entry of a day, phase and client: duplicates are the log's matter. */
const unique = (entries: readonly Entry[]) => [
  ...new Map(
    entries.map((one) => [one.type === "checkIn" ? `${one.localDate} ${one.phase}` : JSON.stringify(one), one]),
  ).values(),
]

it("[S1] every signal of training is the same when entries of later days are added", () => {
  fc.assert(
    fc.property(
      history,
      fc.array(entryBetween(1, 30), { maxLength: 20 }),
      fc.constantFrom(...phaseNames),
      (before, after, phase) => {
        expect(signalsOf([...before, ...after], phase)).toEqual(signalsOf(before, phase))
      },
    ),
    { numRuns: 60 },
  )
})

it("every signal of training is the same out of a log that other days were asked of before", () => {
  fc.assert(
    fc.property(
      history,
      fc.array(fc.integer({ min: -20, max: 0 }), { minLength: 2, maxLength: 5 }),
      (entries, days) => {
        const log = logOf(entries)
        for (const day of days)
          expect(signalsIn(viewAt(log, asOf({ day, phase: "postSession" })))).toEqual(
            signalsIn(viewOf(entries, { day, phase: "postSession" })),
          )
      },
    ),
    { numRuns: 60 },
  )
})

it("[S2] every signal of training is the same whatever the order of the entries", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...phaseNames), (entries, phase) => {
      const checkIns = unique(entries).filter(({ type }) => type === "checkIn")
      expect(signalsOf(checkIns.toReversed(), phase)).toEqual(signalsOf(checkIns, phase))
    }),
    { numRuns: 60 },
  )
})

it("every signal of training is within what it declares, and a number is finite", () => {
  fc.assert(
    fc.property(history, fc.constantFrom(...phaseNames), (entries, phase) => {
      for (const [index, signal] of signalsOf(entries, phase).entries()) {
        if (!signal.known) continue
        const { kind, ...definition } = definitions[index] ?? { kind: "" }
        const declared = signalKinds[kind]?.declare(signalKinds[kind].parameters.parse({ kind, ...definition }), {
          motivation: { label: "Motivation", unit: "of 5", min: 1, max: 5, better: "higher" },
        })
        if (typeof signal.value === "number") {
          expect(Number.isFinite(signal.value)).toBe(true)
          const [low, high] = declared?.range ?? [-Infinity, Infinity]
          expect(signal.value).toBeGreaterThanOrEqual(low)
          expect(signal.value).toBeLessThanOrEqual(high)
        }
        if (typeof signal.value === "string") expect(declared?.words).toContain(signal.value)
        expect(declared?.type).toBe(
          { number: "number", string: "word", boolean: "yesNo" }[typeof signal.value as "number"],
        )
      }
    }),
    { numRuns: 100 },
  )
})
