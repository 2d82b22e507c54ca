import { type Decision, dayVerdict, decide, disclaimer } from "@barometer/engine/readiness"
import { type RuleProperties, Rule } from "json-rules-engine"
import { describe, expect, it } from "vitest"
import { checkInOn, date, lifter, linesOf, logOf } from "../support/lifterLog.ts"
import { parsedRuleset, rulesetDocument, shippedRulesets } from "../support/loadRuleset.ts"

const ruleset = parsedRuleset(rulesetDocument("push-or-back-off"))
const decideOn = (
  log: ReturnType<typeof logOf>,
  phase: Decision["phase"] = "morning",
  day = 0,
  overrides: Parameters<typeof decide>[0]["overrides"] = [],
) => decide({ log, ruleset, overrides, asOf: { localDate: date(day), phase } })

describe("rules as json-rules-engine reads them", () => {
  const documents = shippedRulesets.map((id) => rulesetDocument(id) as { id: string; rules: RuleProperties[] })

  it.each(documents.flatMap(({ id, rules }) => rules.map((rule) => [id, rule.name, rule] as const)))(
    "[L1] %s: a bare Rule takes %s unchanged",
    (_, name, rule) => {
      const before = JSON.stringify(rule)
      const taken = new Rule(rule)
      expect(JSON.stringify(rule)).toBe(before)
      expect(taken.name).toBe(name)
      expect(taken.priority).toBe(rule.priority)
      expect(taken.ruleEvent).toEqual(rule.event)
    },
  )
})

describe("a day of several decisions", () => {
  const log = logOf([
    ...linesOf({ morning: (day) => (day >= -1 ? { restingHr: 59 } : {}) }),
    checkInOn(0, "preSession", { measures: { motivation: 2 } }),
    checkInOn(0, "afterWarmup", { measures: { motivation: 4 }, joints: [] }),
    checkInOn(0, "postSession", { session: { status: "completed", rpe: 7 } }),
  ])
  const decideAll = () =>
    Promise.all((["morning", "preSession", "afterWarmup", "postSession"] as const).map((at) => decideOn(log, at)))

  it("[D6] each answer before the session links the one before it", async () => {
    const [morning, preSession, afterWarmup] = await decideAll()
    expect(morning?.earlier).toBeNull()
    expect(preSession?.earlier).toEqual({ phase: "morning", verdict: "reduce", decidedBy: "R1" })
    expect(afterWarmup?.earlier).toEqual({ phase: "preSession", verdict: "reduce", decidedBy: "R1" })
    expect([afterWarmup?.verdict, afterWarmup?.decidedBy]).toEqual(["train", "A1"])
  })

  it("[D7] the answer after the session speaks of the next one, and the day's verdict is the one before it", async () => {
    const decisions = await decideAll()
    const after = decisions.at(-1)
    expect([after?.about, after?.earlier]).toEqual(["nextSession", null])
    expect(after?.sentence).toMatch(/^Next session: /)
    expect(dayVerdict(decisions)?.phase).toBe("afterWarmup")
    expect(dayVerdict(decisions.toReversed())?.phase).toBe("afterWarmup")
    expect(dayVerdict(decisions.slice(-1))).toBeUndefined()
  })

  it("[D8] every one of them carries the disclaimer", async () => {
    for (const decision of await decideAll()) expect(decision.disclaimer).toBe(disclaimer)
  })
})

describe("corrections", () => {
  const lines = linesOf()
  const wrong = checkInOn(0, "preSession", { clientId: "wrong", measures: { restingHr: 90 }, symptoms: ["fever"] })
  const right = { ...wrong, clientId: "right", supersedes: "wrong", symptoms: [] }

  it("[S4] a correction takes back what it supersedes", async () => {
    expect((await decideOn(logOf([...lines, wrong]), "preSession")).verdict).toBe("refer")
    expect((await decideOn(logOf([...lines, right, wrong]), "preSession")).verdict).not.toBe("refer")
  })

  it("[S4] a later entry that names none takes nothing back", async () => {
    const later = checkInOn(0, "preSession", {
      clientId: "later",
      measures: { motivation: 5 },
      recordedAt: "2026-03-05T08:00:00Z",
    })
    const { verdict, signals } = await decideOn(logOf([...lines, wrong, later]), "preSession")
    expect(verdict).toBe("refer")
    expect(signals.warningSymptom).toMatchObject({ known: true, value: true })
  })

  it("[S4] a correction of an entry that is not there changes nothing", async () => {
    const astray = { ...right, supersedes: "nobody", measures: {}, symptoms: [] }
    const decision = await decideOn(logOf([...lines, astray]), "preSession")
    expect(decision.verdict).toBe((await decideOn(logOf(lines), "preSession")).verdict)
  })
})

describe("what outranks and what is possible", () => {
  const everySign = {
    lastDeloadEnded: -3,
    morning: (day: number) => ({
      ...(day >= -1 && { restingHr: 62 }),
      ...(day >= -6 && { sleepQuality: 1, fatigue: 5, motivation: 1 }),
    }),
    also: [{ type: "annotation", cause: "illness", from: date(-2) }],
  }

  it("[V2] referring outranks every other verdict at once", async () => {
    const decision = await decideOn(lifter({ ...everySign, joints: (day) => (day === 0 ? { knee: 7 } : {}) }))
    expect([decision.verdict, decision.decidedBy]).toEqual(["refer", "S1"])
    expect(decision.overruled.map(({ rule }) => rule)).toEqual(expect.arrayContaining(["D3", "X2"]))
  })

  it("[V2] without it the same day is a deload", async () => {
    expect((await decideOn(lifter(everySign))).decidedBy).toBe("D3")
  })

  it("[V6] a family that nobody asks about is not possible, one that lacks a few days is", async () => {
    const unasked = await decideOn(lifter({ joints: () => null }))
    expect(unasked.families.possible).toEqual([])
    const lacking = await decideOn(lifter({ joints: (day) => (day < -3 ? { knee: 2 } : null), days: 30 }))
    expect(lacking.signals.jointPain).toMatchObject({ known: false, reason: "stale" })
    const short = await decideOn(lifter({ days: 8, lastDeloadEnded: null }))
    expect(short.families.possible).toContain("restingHr")
  })
})
