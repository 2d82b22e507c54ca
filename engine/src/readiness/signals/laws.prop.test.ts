import * as fc from "fast-check"
import { describe, expect, it } from "vitest"
import { readLog } from "../log/athleteLog.ts"
import type { Entry, Phase } from "../log/schema.ts"
import { phaseNames } from "../log/schema.ts"
import { viewAt } from "../log/viewAt.ts"
import { measureCatalogue } from "../measures.ts"
import { asOf, checkIn, date, days, derive, entry, logged, outcome, session, viewOf } from "./logFixture.ts"
import { deltaFromBaseline } from "./deltaFromBaseline.ts"
import { signalKinds } from "./kinds.ts"
import { meanFromBaseline } from "./meanFromBaseline.ts"
import type { SignalKind } from "./signal.ts"
import { trend } from "./trend.ts"
import { variation } from "./variation.ts"

const definitions = [
  { kind: "latest", of: "fatigue", maxAgeDays: 1 },
  { kind: "latest", of: "joints" },
  { kind: "latest", of: "symptoms", maxAgeDays: 2 },
  { kind: "latest", of: "discomfort" },
  { kind: "deltaFromBaseline", measure: "restingHr" },
  { kind: "zFromBaseline", measure: "fatigue" },
  { kind: "meanFromBaseline", measure: "fatigue", over: { days: 7 }, min: 3 },
  { kind: "meanFromBaseline", measure: "sessionRpe", over: { sessions: 2 } },
  { kind: "variation", measure: "restingHr", min: 3 },
  { kind: "runBeyondBaseline", measure: "restingHr", above: 1 },
  { kind: "countBeyondBaseline", measure: "fatigue", z: -0.5 },
  { kind: "trend", of: "restingHr", days: 14, min: 4 },
  { kind: "trend", of: "joints", days: 14, min: 4, yield: "p" },
  { kind: "calibration", measures: ["restingHr", "fatigue", "sessionRpe"] },
  { kind: "activeCause", causes: ["illness", "travel"] },
  { kind: "experience" },
]

const scale = fc.integer({ min: 2, max: 10 }).map((half) => half / 2)
const stamp = fc.option(fc.integer({ min: 0, max: 5 }), { nil: undefined })

/** Any entry about a day of the range; what it says is recorded that day or up to five days later. */
function entryBetween(from: number, to: number): fc.Arbitrary<Entry> {
  const day = fc.integer({ min: from, max: to })
  const recorded = fc.tuple(day, stamp, fc.integer({ min: 10, max: 23 })).map(([on, later, hour]) => ({
    on,
    ...(later === undefined ? {} : { recordedAt: `${date(on + later)}T${hour}:00:00Z` }),
  }))
  const phase: fc.Arbitrary<Phase> = fc.constantFrom(...phaseNames)
  return fc.oneof(
    {
      weight: 12,
      arbitrary: fc
        .tuple(recorded, phase, scale, fc.integer({ min: 45, max: 60 }), fc.constantFrom("app", "watch"), fc.boolean())
        .map(([{ on, ...at }, when, fatigue, restingHr, clientId, asks]) =>
          checkIn(on, {
            ...at,
            phase: when,
            clientId,
            measures: { fatigue, restingHr },
            ...(asks
              ? {
                  joints: [{ joint: "knee", pain: fatigue }],
                  symptoms: fatigue > 4 ? ["fever"] : [],
                  discomfort: "effort",
                }
              : {}),
          }),
        ),
    },
    { weight: 4, arbitrary: fc.tuple(day, scale).map(([on, rpe]) => session(on, { rpe, durationMin: 60 })) },
    {
      weight: 1,
      arbitrary: fc
        .tuple(recorded, fc.constantFrom("illness", "travel", "exam"))
        .map(([{ on, ...at }, cause]) => entry({ type: "annotation", cause, from: date(on), to: date(on + 2), ...at })),
    },
    {
      weight: 1,
      arbitrary: fc.tuple(recorded, fc.integer({ min: 3, max: 6 })).map(([{ on, ...at }, weeks]) =>
        entry({
          type: "plan",
          from: date(on),
          deloadEveryWeeks: weeks,
          deloads: [{ from: date(on + 3), to: date(on + 5) }],
          ...at,
        }),
      ),
    },
    {
      weight: 1,
      arbitrary: recorded.map(({ on, ...at }) =>
        entry({ type: "choice", localDate: date(on), verdict: "deload", did: "accepted", ...at }),
      ),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(day, fc.constantFrom("beginner", "advanced"))
        .map(([on, experience]) => entry({ type: "athlete", experience, experienceFrom: date(on) })),
    },
  )
}

const history = fc.array(entryBetween(-45, 0), { maxLength: 70 })
const signalsOf = (entries: readonly Entry[], phase: Phase = "morning") => {
  const view = viewOf(entries, { phase })
  return definitions.map(({ kind, ...definition }) => {
    const signal = signalKinds[kind]
    if (signal === undefined) throw new Error(`no kind ${kind}`)
    return derive(signal, definition, view)
  })
}

describe("every signal", () => {
  it("[S1] is the same when entries later than the day and phase are added", () => {
    fc.assert(
      fc.property(
        history,
        fc.array(entryBetween(1, 20), { maxLength: 20 }),
        fc.constantFrom(...phaseNames),
        (before, after, phase) => {
          const laterToday = phaseNames.slice(phaseNames.indexOf(phase) + 1).map((later) =>
            checkIn(0, {
              phase: later,
              clientId: "later",
              measures: { fatigue: 5, restingHr: 90 },
              joints: [{ joint: "hip", pain: 9 }],
            }),
          )
          expect(signalsOf([...before, ...after, ...laterToday], phase)).toEqual(signalsOf(before, phase))
        },
      ),
      { numRuns: 150 },
    )
  })

  it("[S2 V3] does not depend on the order of entries, nor on their repetition", () => {
    fc.assert(
      fc.property(
        history.chain((entries) =>
          fc.tuple(
            fc.constant(entries),
            fc.shuffledSubarray([...entries, ...entries], { minLength: entries.length * 2 }),
          ),
        ),
        ([entries, shuffled]) => {
          expect(signalsOf(shuffled)).toEqual(signalsOf(entries))
        },
      ),
      { numRuns: 150 },
    )
  })

  it("is the same out of one log as out of the log of that day, whatever was asked of it before", () => {
    fc.assert(
      fc.property(
        fc.array(entryBetween(-40, 0), { maxLength: 50 }),
        fc.integer({ min: -20, max: 0 }),
        (entries, day) => {
          const log = readLog(logged(entries), "p01")
          for (const earlier of [day - 3, day - 1, day])
            viewAt(log, asOf({ day: earlier, phase: "postSession" })).daily("fatigue")
          const context = {
            measures: measureCatalogue,
            signal: () => ({ known: false, reason: "notAsked", evidence: {} }) as const,
          }
          for (const { kind, ...definition } of definitions) {
            const signal = signalKinds[kind]
            const parameters = signal?.parameters.parse({ kind, ...definition })
            expect(signal?.derive(parameters, { ...context, log: viewAt(log, asOf({ day })) })).toEqual(
              signal?.derive(parameters, { ...context, log: viewOf(entries, { day }) }),
            )
          }
        },
      ),
      { numRuns: 50 },
    )
  })
})

describe("a missing reading", () => {
  const kindsOfOne = definitions.filter(
    (definition) => definition.measure === "restingHr" || definition.of === "restingHr",
  )

  it("[S3] is never taken for zero: means, spreads and trends stay among the readings there are", () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 48, max: 56 }), { minLength: 35, maxLength: 35 }),
        fc.integer({ min: 0, max: 33 }),
        (values, missing) => {
          const kept = values.map((value, index) => (index === missing ? undefined : value))
          const view = viewOf(days("restingHr", -34, kept))
          const value = (kind: SignalKind, definition: Record<string, unknown>) =>
            Math.abs(Number(outcome(derive(kind, definition, view))))
          expect(value(deltaFromBaseline, { measure: "restingHr" })).toBeLessThanOrEqual(8)
          expect(
            value(meanFromBaseline, { measure: "restingHr", over: { days: 7 }, yield: "delta" }),
          ).toBeLessThanOrEqual(8)
          expect(value(variation, { measure: "restingHr" })).toBeLessThan(10)
          expect(value(trend, { of: "restingHr" })).toBeLessThanOrEqual(8)
        },
      ),
    )
  })

  it("[S3] never makes a signal known that was not", () => {
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.integer({ min: 48, max: 56 }), { nil: undefined, freq: 3 }), {
          minLength: 35,
          maxLength: 35,
        }),
        fc.integer({ min: 0, max: 34 }),
        (values, missing) => {
          const all = viewOf(days("restingHr", -34, values))
          const fewer = viewOf(days("restingHr", -34, values.with(missing, undefined)))
          for (const { kind, ...definition } of kindsOfOne) {
            const signal = signalKinds[kind]
            if (signal === undefined) throw new Error(`no kind ${kind}`)
            if (derive(signal, definition, fewer).known) expect(derive(signal, definition, all).known).toBe(true)
          }
        },
      ),
    )
  })
})
