import {
  type AthleteLog,
  type Decision,
  type Phase,
  decide,
  disclaimer,
  entriesSeenAt,
  parseEntry,
  readLog,
  replay,
  toLoggedEntry,
  toReceipt,
  toRecord,
  traceOf,
  type LoggedEntry,
} from "@barometer/engine/readiness"
import type { Override } from "@barometer/engine/rules"
import fc from "fast-check"
import { describe, expect, it } from "vitest"
import { type LogLine, checkInOn, date } from "../support/lifterLog.ts"
import { parsedRuleset, rulesetDocument } from "../support/loadRuleset.ts"
import { randomLog } from "../support/randomLog.ts"

const ruleset = parsedRuleset(rulesetDocument("push-or-back-off"))
const athleteId = "lifter"
const overrides: readonly Override[] = [
  { layer: "athlete", subject: athleteId, from: date(-30), thresholds: { rhrRiseBpm: 4 }, disabled: ["G2"] },
]

const logged = (lines: readonly LogLine[]): readonly LoggedEntry[] =>
  lines.map((line) => {
    const entry = parseEntry({ athleteId, ...line })
    if (!entry.ok) throw new Error(entry.problems.map(({ pointer, message }) => `${pointer}: ${message}`).join("\n"))
    return toLoggedEntry(entry.value)
  })
const logOf = (lines: readonly LogLine[]): AthleteLog => readLog(logged(lines), athleteId)

const phase = fc.constantFrom<Phase>("morning", "preSession", "afterWarmup", "postSession")
/** A log by its seed, a moment of its last days, and whether overrides are in force. */
const anyQuestion = fc
  .record({ seed: fc.nat(1_000_000), day: fc.integer({ min: -3, max: 0 }), phase, isOverridden: fc.boolean() })
  .map(({ seed, day, phase: at, isOverridden }) => ({
    seed,
    day,
    asOf: { localDate: date(day), phase: at },
    overrides: isOverridden ? overrides : [],
  }))
type AnyQuestion = typeof anyQuestion extends fc.Arbitrary<infer T> ? T : never
type WithLines = Omit<AnyQuestion, "seed" | "day"> & { readonly lines: readonly LogLine[] }

const decideOn = ({ lines, asOf, overrides: laid }: WithLines, more = {}) =>
  decide({ log: logOf(lines), ruleset, overrides: laid, asOf, ...more })

/** The property on every generated log; a failure prints the log's seed, not the log. */
const holds = (numRuns: number, property: (question: AnyQuestion & WithLines, pick: number) => Promise<void>) =>
  fc.assert(
    fc.asyncProperty(anyQuestion, fc.nat(), (question, pick) =>
      property({ ...question, lines: randomLog(question.seed) }, pick),
    ),
    { numRuns },
  )

describe("decisions on generated logs", () => {
  it("[D1] the order and repetition of entries and the evaluator leave the digest as it is", async () => {
    await holds(60, async (question, turn) => {
      const { lines, asOf } = question
      const cut = Math.abs(turn) % lines.length
      const shuffled = [...lines.slice(cut).toReversed(), ...lines.slice(0, cut), ...lines.slice(0, 5)]
      const decisions = [
        await decideOn(question),
        await decideOn(question, { evaluator: "compiled" }),
        await decideOn({ ...question, lines: shuffled }),
        await decideOn(question, { withTrace: true }),
      ]
      expect(new Set(decisions.map(({ digest }) => digest)).size, JSON.stringify(asOf)).toBe(1)
      expect(new Set(decisions.map(({ inputDigest }) => inputDigest)).size).toBe(1)
    })
  })

  it("[D1] a log asked about other moments before answers the same", async () => {
    await holds(30, async ({ lines, asOf, overrides: laid }) => {
      const log = logOf(lines)
      const ask = (localDate: string) => decide({ log, ruleset, overrides: laid, asOf: { ...asOf, localDate } })
      await ask(date(-10))
      await ask(date(2))
      expect((await ask(asOf.localDate)).digest).toBe((await decideOn({ lines, asOf, overrides: laid })).digest)
    })
  })

  it("[D2] a receipt replays to the same digest, an altered one does not", async () => {
    await holds(25, async (question) => {
      const log = logOf(question.lines)
      const decision = await decideOn(question)
      const entries = entriesSeenAt(log, question.asOf).map(({ entry }) => entry)
      const receipt: unknown = JSON.parse(JSON.stringify(toReceipt(decision, ruleset, question.overrides, entries)))
      const again = await replay(receipt)
      expect(again.ok && again.value.identical ? [] : again).toEqual([])
      for (const alter of alterations) {
        const altered: unknown = JSON.parse(JSON.stringify(receipt), alter)
        const replayed = await replay(altered)
        if (JSON.stringify(altered) !== JSON.stringify(receipt))
          expect(replayed.ok && replayed.value.identical).toBe(false)
      }
    })
  })

  it("[D3] the trace rebuilt from a record equals the one made when it was decided", async () => {
    await holds(40, async (question) => {
      const decision = await decideOn(question, { withTrace: true })
      const record = JSON.parse(JSON.stringify(toRecord(decision))) as Decision
      expect(record.trace).toBeUndefined()
      const disabled = new Map(question.overrides.length > 0 ? [["G2", `athlete:${athleteId}`]] : [])
      expect(traceOf(record, ruleset, disabled)).toEqual(decision.trace)
    })
  })

  it("[D5] logging the measurement that a decision names gives the verdict that it names", async () => {
    let checked = 0
    await holds(120, async (question) => {
      const { couldBecome } = await decideOn(question)
      for (const { measure, value, verdict, decidedBy, sentence } of couldBecome) {
        checked++
        const added = checkInOn(question.day, question.asOf.phase, { clientId: "added", ...fieldsOf(measure, value) })
        const again = await decideOn({ ...question, lines: [...question.lines, added] })
        expect([again.verdict, again.decidedBy], sentence).toEqual([verdict, decidedBy])
      }
    })
    expect(checked).toBeGreaterThan(20)
  })

  it("[D6] the answer after the warm-up links the verdict it revises, which is what was decided before it", async () => {
    let linked = 0
    await holds(40, async (question) => {
      const asOf = { ...question.asOf, phase: "afterWarmup" as const }
      const { earlier } = await decideOn({ ...question, asOf })
      const phases = question.lines.filter(({ type, localDate }) => type === "checkIn" && localDate === asOf.localDate)
      const before = (["preSession", "morning"] as const).find((at) => phases.some((line) => line.phase === at))
      if (before === undefined) {
        expect(earlier).toBeNull()
        return
      }
      linked++
      const { verdict, decidedBy } = await decideOn({ ...question, asOf: { ...asOf, phase: before } })
      expect(earlier).toEqual({ phase: before, verdict, decidedBy })
    })
    expect(linked).toBeGreaterThan(10)
  })

  it("[D7 D8] what is decided after a session is about the next, follows no verdict of the day, and carries the disclaimer", async () => {
    await holds(40, async (question) => {
      const decision = await decideOn(question)
      const isAfter = question.asOf.phase === "postSession"
      expect(decision.about).toBe(isAfter ? "nextSession" : "thisSession")
      if (isAfter || question.asOf.phase === "morning") expect(decision.earlier).toBeNull()
      expect(decision.disclaimer).toBe(disclaimer)
    })
  })

  it("[V2] strong pain or a symptom today refers, whatever else the log holds", async () => {
    await holds(60, async (question, pick) => {
      const isPain = pick % 2 === 0
      const fields = isPain ? { joints: [{ joint: "hip", pain: 8 }] } : { symptoms: ["chestPain"] }
      const at = { ...question.asOf, phase: "afterWarmup" as const }
      const worst = checkInOn(question.day, "afterWarmup", { clientId: "worst", ...fields })
      const decision = await decideOn({ ...question, lines: [...question.lines, worst], asOf: at })
      expect([decision.verdict, decision.decidedBy]).toEqual(["refer", "S1"])
    })
  })

  it("[V6] a family is possible only where a finding holds or waits for something that is being asked for", async () => {
    await holds(40, async (question, pick) => {
      const unasked = (["restingHr", "sleepQuality", "motivation"] as const)[pick % 3] ?? "restingHr"
      const lines = question.lines.map((line) => withoutMeasure(line, unasked))
      const { families, signals } = await decideOn({ ...question, lines })
      const family = { restingHr: "restingHr", sleepQuality: "sleep", motivation: "motivation" }[unasked]
      expect(families.possible).not.toContain(family)
      expect(Object.values(signals).some((signal) => !signal.known && signal.reason === "notAsked")).toBe(true)
    })
  })

  it("[S4] a correction replaces what it supersedes, and the log reads as if it had been so from the start", async () => {
    await holds(40, async (question, pick) => {
      const index = pick % question.lines.length
      const line = question.lines[index]
      if (line?.type !== "checkIn" || line.phase === "postSession") return
      const right = {
        ...line,
        clientId: "corrected",
        measures: { restingHr: 77, fatigue: 5 },
        recordedAt: "2026-03-05T08:00:00Z",
      }
      const corrected = await decideOn({
        ...question,
        lines: [...question.lines, { ...right, supersedes: line.clientId }],
      })
      const fromTheStart = await decideOn({ ...question, lines: question.lines.with(index, right) })
      expect([corrected.verdict, corrected.signals]).toEqual([fromTheStart.verdict, fromTheStart.signals])
    })
  })
})

/** Ways of altering a receipt, as revivers of its JSON: what was seen, what was asked, what came of it, what was said. */
const alterations: readonly ((key: string, value: unknown) => unknown)[] = [
  (key, value) => (key === "restingHr" && typeof value === "number" ? value + 1 : value),
  (key, value) =>
    key === "rhrRiseBpm" && typeof value === "object" && value !== null ? { ...value, value: 9 } : value,
  (key, value) => (key === "verdict" && value === "train" ? "push" : value),
  (key, value) => (key === "sentence" && typeof value === "string" ? `${value} Really.` : value),
  (key, value) => (key === "inputDigest" ? "0".repeat(64) : value),
]

function fieldsOf(measure: string, value: number | string): LogLine {
  if (measure === "joints") return { joints: value === "none" ? [] : [{ joint: "knee", pain: value }] }
  if (measure === "symptoms") return { symptoms: [] }
  return measure === "discomfort" ? { discomfort: value } : { measures: { [measure]: value } }
}

function withoutMeasure(line: LogLine, name: string): LogLine {
  const { measures } = line
  if (typeof measures !== "object" || measures === null) return line
  return { ...line, measures: Object.fromEntries(Object.entries(measures).filter(([key]) => key !== name)) }
}
