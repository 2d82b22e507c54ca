import { decideTimeline, disclaimer, ownReading, pairOwnCalls, type Decision } from "@barometer/engine/readiness"
import { parseOverrides } from "@barometer/engine/rules"
import { describe, expect, it } from "vitest"
import { rulesetForClaims } from "../support/claimRuleset.ts"
import { type LifterParts, checkInOn, date, decideOn, lifter, linesOf, logOf } from "../support/lifterLog.ts"

/** Parts of a lifter's log that make one warning sign each, up to this morning. */
const raisedPulse = (day: number) => (day >= -1 ? { restingHr: 59 } : {})
const poorSleep = (day: number) => (day >= -6 ? { sleepQuality: 2 } : {})
const lowMotivation = (day: number) => (day === 0 || day === -3 ? { motivation: 2 } : {})
const weekOfFatigue = (day: number) => (day >= -6 ? { fatigue: 4 } : {})
const hardSession = (day: number) => (day === -3 ? { rpe: 9.5 } : {})
/** Sessions in which the bar slows on one lift, from five days ago on. */
const slowBench = (day: number, exercise: string) =>
  exercise === "bench press" && day >= -5 ? { meanVelocity: 0.36 } : {}
const together =
  (...parts: readonly ((day: number) => Readonly<Record<string, number>>)[]) =>
  (day: number) =>
    Object.assign({}, ...parts.map((part) => part(day)))
const exam = { type: "annotation", cause: "exam", from: date(-7), to: date(0) }

const verdictOf = async (parts: LifterParts) => short(await decideOn(lifter(parts)))
const short = ({ verdict, decidedBy }: Decision) => `${verdict} by ${decidedBy ?? "nothing"}`
const findingsOf = ({ findings }: Decision) => findings.filter(({ result }) => result === true).map(({ rule }) => rule)
const notice = ({ notices }: Decision, id: string) => notices.find((candidate) => candidate.id === id)?.text

describe("one bad day is noise", () => {
  it("[C1] a day on which every measure is bad at once trains", async () => {
    const decision = await decideOn(
      lifter({
        morning: (day) =>
          day === 0
            ? { restingHr: 66, sleepQuality: 1, motivation: 1, fatigue: 5, muscleSoreness: 5, mood: 1, stress: 5 }
            : {},
        joints: (day) => (day === 0 ? { knee: 3 } : {}),
      }),
    )
    expect(short(decision)).toBe("train by G2")
    expect(decision.families.warning).toEqual([])
  })

  it("[C1] a bad night and a raised pulse, once, are called noise", async () => {
    expect(await verdictOf({ morning: (day) => (day === 0 ? { restingHr: 62, sleepQuality: 1, mood: 1 } : {}) })).toBe(
      "train by N1",
    )
  })

  const afterOneSession = (meanVelocity: number) =>
    lifter({
      session: (day) => (day === -3 ? { rpe: 9 } : {}),
      set: (day) => (day === -3 ? { reps: 3, rpe: 10, meanVelocity } : {}),
    })

  it("[C1] one hard session reduces nothing", async () => {
    const decision = await decideOn(afterOneSession(0.4))
    expect(decision.families.warning).toEqual([])
    expect(short(decision)).toBe("train by nothing")
  })

  // The mean of the last two sessions lets one carry the drop; each of them has to fall short for a pattern.
  it("[C1] one session, however hard, reduces nothing", async () => {
    expect((await decideOn(afterOneSession(0.3))).verdict).toBe("train")
  })

  it("[C1] a joint that hurts once reduces nothing", async () => {
    expect(await verdictOf({ joints: (day) => (day === 0 ? { knee: 4 } : {}) })).toBe("train by J1")
  })
})

describe("a pattern is a signal", () => {
  const overreaching = {
    lastDeloadEnded: 24,
    morning: together(weekOfFatigue, poorSleep, lowMotivation),
    session: hardSession,
    set: slowBench,
  }

  it("[C2] a week in which sessions grind, sleep drops, motivation is low and weights do not move is a deload", async () => {
    const decision = await decideOn(lifter(overreaching))
    expect(short(decision)).toBe("deload by R3")
    expect(decision.families.warning).toEqual(["grind", "motivation", "performance", "sleep"])
  })

  it("[C2] the same week soon after a deload is a reduction that asks what changed", async () => {
    const decision = await decideOn(lifter({ ...overreaching, lastDeloadEnded: 17 }))
    expect(short(decision)).toBe("reduce by R2")
    expect(notice(decision, "rule.ask")).toMatch(/cause|change/)
  })

  it("[C2] two signs reduce the whole session, each alone no more than its own scope", async () => {
    const both = await decideOn(lifter({ morning: raisedPulse, set: slowBench }))
    expect([short(both), both.scope.session]).toEqual(["reduce by R2", true])
    const one = await decideOn(lifter({ set: slowBench }))
    expect([short(one), one.scope]).toEqual(["reduce by R1", { session: false, lifts: ["bench press"], joints: [] }])
  })

  it("[C2] grinding alone reduces nobody", async () => {
    const decision = await decideOn(lifter({ morning: weekOfFatigue }))
    expect([decision.verdict, findingsOf(decision)]).toEqual(["train", ["W6"]])
  })
})

describe("the five warning signs", () => {
  it.each(["shoulder", "elbow", "knee", "hip"])("[C3] a %s that stays sore between sessions reduces", async (joint) => {
    const decision = await decideOn(lifter({ joints: (day) => (day >= -4 ? { [joint]: 3 } : {}) }))
    expect(short(decision)).toBe("reduce by R1")
    expect(decision.scope.joints).toEqual([joint])
  })

  it("[C3] the reduction is of the lifts that load the joint", async () => {
    const { scope } = await decideOn(lifter({ joints: (day) => (day >= -4 ? { knee: 3 } : {}) }))
    expect(scope).toEqual({ session: false, joints: ["knee"], lifts: ["back squat"] })
  })

  it("[C3] soreness that resolves between sessions is trained on", async () => {
    const decision = await decideOn(lifter({ joints: (day) => (day === -4 || day === 0 ? { knee: 3 } : {}) }))
    expect(decision.verdict).toBe("train")
    expect(findingsOf(decision)).not.toContain("W1")
  })

  it("[C4] a bar that slows at the same load reduces that lift alone", async () => {
    const decision = await decideOn(lifter({ set: slowBench }))
    expect(short(decision)).toBe("reduce by R1")
    expect(decision.scope).toEqual({ session: false, lifts: ["bench press"], joints: [] })
    expect(findingsOf(decision)).toContain("W2")
  })

  it("[C4] a bar that slows because the load went up is no sign", async () => {
    const heavier = lifter({
      set: (day, exercise) => (exercise === "bench press" && day >= -5 ? { meanVelocity: 0.36, loadKg: 110 } : {}),
    })
    expect(findingsOf(await decideOn(heavier))).not.toContain("W2")
  })

  it("[C4] without a device, effort that rises at the same load stands in for bar speed", async () => {
    const decision = await decideOn(
      lifter({
        set: (day, exercise) => ({
          meanVelocity: undefined,
          ...(exercise === "bench press" && day >= -5 && { rpe: 9.5 }),
        }),
      }),
    )
    expect(findingsOf(decision)).toContain("W2")
    expect(decision.scope.lifts).toEqual(["bench press"])
  })

  it("[C5] a pulse raised on two mornings running reduces, on one it does not", async () => {
    const two = await decideOn(lifter({ morning: raisedPulse }))
    expect([short(two), findingsOf(two)]).toEqual(["reduce by R1", ["W3"]])
    const one = await decideOn(lifter({ morning: (day) => (day === 0 ? { restingHr: 59 } : {}) }))
    expect([one.verdict, findingsOf(one)]).toEqual(["push", []])
  })

  it("[C5] five beats are not more than five", async () => {
    const baseline = (day: number) => ({ restingHr: day >= -1 ? 55 : 50 })
    const decision = await decideOn(lifter({ morning: baseline }))
    expect(findingsOf(decision)).not.toContain("W3")
  })

  it("[C5] a pulse far up asks about illness", async () => {
    const decision = await decideOn(lifter({ morning: (day) => (day >= -1 ? { restingHr: 65 } : {}) }))
    expect(notice(decision, "rule.ask")).toMatch(/ill/)
  })

  it("[C6] a week of poor sleep with no cause reduces and asks for one", async () => {
    const decision = await decideOn(lifter({ morning: poorSleep }))
    expect([short(decision), findingsOf(decision)]).toEqual(["reduce by R1", ["W4"]])
    expect(notice(decision, "rule.ask")).toMatch(/cause outside training/)
  })

  it("[C6] the same week with an exam is not held against the training, and today is lighter", async () => {
    const decision = await decideOn(lifter({ morning: poorSleep, also: [exam] }))
    expect([short(decision), findingsOf(decision)]).toEqual(["reduce by X3", ["X1"]])
  })

  it("[C6] a cause excuses for two weeks at most", async () => {
    const decision = await decideOn(
      lifter({ morning: poorSleep, also: [{ type: "annotation", cause: "newborn", from: date(-20) }] }),
    )
    expect(short(decision)).toBe("reduce by R1")
  })

  it("[C7] motivation that is low at two sessions running reduces, whatever the cause", async () => {
    const parts = { morning: lowMotivation, session: hardSession }
    const decision = await decideOn(lifter(parts))
    expect([short(decision), findingsOf(decision)]).toEqual(["reduce by R1", ["W5"]])
    expect(await verdictOf({ ...parts, also: [exam] })).toBe("reduce by R1")
  })

  it("[C7] motivation that is low once is asked about again", async () => {
    const decision = await decideOn(lifter({ morning: (day) => (day === 0 ? { motivation: 2 } : {}) }))
    expect(short(decision)).toBe("train by G2")
    expect(notice(decision, "rule.ask")).toMatch(/Warm up, then answer again/)
  })
})

describe("reluctance in the head", () => {
  const reluctant = [
    ...linesOf({ morning: lowMotivation, session: hardSession }),
    checkInOn(0, "preSession", { measures: { motivation: 2 }, joints: [] }),
  ]
  const afterWarmup = (motivation: number) =>
    logOf([...reluctant, checkInOn(0, "afterWarmup", { measures: { motivation }, joints: [] })])

  it("[C8] a warm-up that brings motivation back takes a reduction back, and says what it revised", async () => {
    const log = afterWarmup(4)
    expect(short(await decideOn(log, { phase: "preSession" }))).toBe("reduce by R1")
    const decision = await decideOn(log, { phase: "afterWarmup" })
    expect(short(decision)).toBe("train by A1")
    expect(decision.earlier).toEqual({ phase: "preSession", verdict: "reduce", decidedBy: "R1" })
  })

  it("[C8] a warm-up that changes nothing leaves the reduction standing", async () => {
    expect(short(await decideOn(afterWarmup(2), { phase: "afterWarmup" }))).toBe("reduce by R1")
  })

  it("[C8] a session that turned out solid shows that the reluctance before it was noise", async () => {
    const decision = await decideOn(lifter({ morning: lowMotivation }))
    expect([short(decision), findingsOf(decision)]).toEqual(["train by G2", []])
  })
})

describe("pushing through", () => {
  const tiredToday = (day: number) => (day === 0 ? { fatigue: 4 } : {})

  it("[C9] fatigue of today and not of the week is pushed through", async () => {
    expect(await verdictOf({ morning: tiredToday })).toBe("train by G1")
  })

  it("[C9] fatigue of the whole week is not", async () => {
    expect(await verdictOf({ morning: weekOfFatigue })).not.toMatch(/G1/)
  })

  it("[C10] weights that move are pushed through though they feel heavy", async () => {
    const heavy = { set: (day: number) => (day >= -5 ? { rpe: 9 } : {}) }
    const decision = await decideOn(lifter({ ...heavy, morning: tiredToday }))
    expect(short(decision)).toBe("train by G1")
    expect(decision.signals.effortRiseLifts).toMatchObject({ known: true, value: 2 })
  })

  it("[C10] weights that do not move are not", async () => {
    const missed = {
      session: (day: number) => (day === -3 ? { rpe: 9 } : {}),
      set: (day: number) => (day === -3 ? { reps: 4 } : {}),
    }
    expect(await verdictOf({ ...missed, morning: tiredToday })).toBe("train by N1")
  })

  it("[C11] joints that do not hurt let fatigue be pushed through, joints that do hold it", async () => {
    expect(await verdictOf({ morning: tiredToday, joints: (day) => (day === 0 ? { knee: 2 } : {}) })).toBe(
      "train by G1",
    )
    expect(await verdictOf({ morning: tiredToday, joints: (day) => (day === 0 ? { knee: 3 } : {}) })).toBe(
      "train by N1",
    )
  })
})

describe("effort or a signal", () => {
  const base = linesOf()
  const sore = (fields: object) => logOf([...base, checkInOn(0, "afterWarmup", { joints: [], ...fields })])

  it("[C12] a joint that hurts for the first time is asked about, not cut", async () => {
    const decision = await decideOn(lifter({ joints: (day) => (day === 0 ? { elbow: 5 } : {}) }))
    expect(short(decision)).toBe("train by J1")
    expect(notice(decision, "rule.ask")).toMatch(/effort, or a signal/)
  })

  it("[C12] the two answers get different verdicts", async () => {
    expect((await decideOn(sore({ discomfort: "effort" }), { phase: "afterWarmup" })).verdict).not.toBe("reduce")
    const decision = await decideOn(sore({ discomfort: "signal" }), { phase: "afterWarmup" })
    expect(short(decision)).toBe("reduce by A3")
    expect(decision.advice.stop).toBe(true)
  })

  it("[C12] a joint that hurts in the warm-up reduces what the morning let through", async () => {
    const decision = await decideOn(sore({ joints: [{ joint: "elbow", pain: 5 }] }), { phase: "afterWarmup" })
    expect(short(decision)).toBe("reduce by A2")
    expect(decision.earlier?.phase).toBe("morning")
  })
})

describe("planned deloads", () => {
  const inWindow = { lastDeloadEnded: 32 }
  const heavyToday = { type: "plan", from: date(-70), steps: [{ localDate: date(0), step: "heavy" }] }
  const due = { days: 45, lastDeloadEnded: null }

  it("[C13] a deload in the plan is taken however good the day", async () => {
    expect(await verdictOf({ lastDeloadEnded: -3 })).toBe("deload by D3")
  })

  it("[C13] more than six weeks without one is overdue, and says that it is a lower bound", async () => {
    const decision = await decideOn(lifter(due))
    expect(short(decision)).toBe("deload by D2")
    expect(decision.notices.map(({ text }) => text).join(" ")).toMatch(/at least/)
  })

  it("[C13] a coach who declines it hears of it again a week later", async () => {
    const declined = (day: number) => ({
      type: "choice",
      localDate: date(day),
      verdict: "deload",
      did: "declined",
      by: "coach",
    })
    expect(await verdictOf({ ...due, also: [declined(-1)] })).not.toMatch(/deload/)
    const later = await decideOn(lifter({ days: 52, lastDeloadEnded: null, also: [declined(-8)] }))
    expect(findingsOf(later)).toContain("O1")
  })

  it("[C13] two signs in the window pull the deload forward, before it they reduce", async () => {
    const signs = { morning: raisedPulse, set: slowBench }
    expect(await verdictOf({ ...inWindow, ...signs })).toBe("deload by D1")
    expect(await verdictOf(signs)).toBe("reduce by R2")
  })

  it("[C13] a competition close by keeps deloads away", async () => {
    const meet = { type: "plan", from: date(-1), competitions: [date(8)] }
    const decision = await decideOn(lifter({ ...inWindow, morning: raisedPulse, set: slowBench, also: [meet] }))
    expect([short(decision), findingsOf(decision)]).toEqual(["reduce by R2", expect.arrayContaining(["M1"])])
  })

  it("[C13] a heavy day of a wave with one sign is swapped for a light one", async () => {
    const decision = await decideOn(lifter({ morning: raisedPulse, also: [heavyToday] }))
    expect([short(decision), decision.kind]).toEqual(["reduce by H1", "swap"])
    expect(decision.adviceSentence).toMatch(/light/)
  })

  it("[C14] day seven deloads and day eight trains", async () => {
    const log = lifter({ lastDeloadEnded: 1 })
    expect(short(await decideOn(log, { day: -1 }))).toBe("deload by D3")
    expect((await decideOn(log)).verdict).not.toBe("deload")
  })

  it("[C14] two weeks after a deload a notice says whether it worked", async () => {
    const better = lifter({ morning: (day) => (day < -17 ? { fatigue: 4, motivation: 3 } : {}) })
    expect(notice(await decideOn(better), "notice.deloadWorked")).toMatch(/ [\d.]+ % .* better after it than before/)
    const decision = await decideOn(better)
    expect(decision.signals.deloadResponse).toMatchObject({ known: true })
  })

  it("[C14] no deload, no such notice", async () => {
    expect(notice(await decideOn(lifter({ days: 30, lastDeloadEnded: null })), "notice.deloadWorked")).toBeUndefined()
  })

  it("[C15] a reactive deload comes late: the three weeks before it are marked suspect", async () => {
    const decision = await decideOn(
      lifter({
        lastDeloadEnded: 24,
        morning: together(raisedPulse, poorSleep, lowMotivation),
        session: hardSession,
      }),
    )
    expect([short(decision), decision.kind]).toEqual(["deload by R3", "reactive"])
    expect(notice(decision, "notice.suspect")).toContain(`${date(-21)} to ${date(-1)}`)
  })

  it("[C15] a planned deload marks nothing", async () => {
    expect(notice(await decideOn(lifter({ lastDeloadEnded: -3 })), "notice.suspect")).toBeUndefined()
  })
})

describe("a baseline from a kept log", () => {
  const short5 = { days: 5, lastDeloadEnded: null }

  it("[C16] a short log trains, never pushes, and says how many days are missing", async () => {
    const decision = await decideOn(lifter(short5))
    expect(decision.verdict).toBe("train")
    expect(findingsOf(decision)).toEqual(["K1"])
    expect(decision.calibration.restingHr).toMatchObject({ state: "none" })
    const missing = decision.notices.filter(({ id }) => id === "notice.calibrating").map(({ text }) => text)
    expect(missing.join(" ")).toMatch(/Resting heart rate: baseline on \d+ of 10 days; log it \d+ more/)
  })

  it("[C16] a terrible week without a baseline is no emergency", async () => {
    const decision = await decideOn(
      lifter({ ...short5, morning: () => ({ restingHr: 70, sleepQuality: 1, fatigue: 5, mood: 1 }) }),
    )
    expect([decision.verdict, decision.families.warning]).toEqual(["train", []])
    expect(findingsOf(decision)).toContain("K1")
    expect(decision.unknown.map(({ reason }) => reason)).toContain("noBaseline")
  })

  it("[C16] the first session after two weeks off is eased, as the old baseline speaks for it no more", async () => {
    const back = lifter({ session: (day) => (day < -15 ? {} : null), also: [checkInOn(0, "preSession", {})] })
    expect(short(await decideOn(back, { phase: "preSession" }))).toBe("reduce by L1")
  })
})

describe("experience", () => {
  const beginner = { athlete: { experience: "beginner" } }
  const advanced = { athlete: { experience: "advanced" } }

  it("[C17] a beginner with one sign trains where another is reduced", async () => {
    expect(await verdictOf({ ...beginner, morning: raisedPulse })).toBe("train by E1")
    expect(await verdictOf({ morning: raisedPulse })).toBe("reduce by R1")
  })

  it("[C17] a beginner's deload is due two weeks later", async () => {
    expect(await verdictOf({ ...beginner, days: 45, lastDeloadEnded: null })).not.toMatch(/deload/)
  })

  it("[C17] a beginner's joint is heeded all the same", async () => {
    expect(await verdictOf({ ...beginner, joints: (day) => (day >= -4 ? { knee: 3 } : {}) })).toBe("reduce by R1")
  })

  it("[C18] an advanced lifter's two signs are a deload where another is reduced", async () => {
    const signs = { lastDeloadEnded: 24, morning: raisedPulse, set: slowBench }
    expect(await verdictOf({ ...advanced, ...signs })).toBe("deload by E2")
    expect(await verdictOf(signs)).toBe("reduce by R2")
  })
})

describe("productive training", () => {
  it("[C19] a day on which everything is known and good is a push", async () => {
    const decision = await decideOn(lifter())
    expect(short(decision)).toBe("push by G0")
    expect(decision.adviceSentence).toMatch(/Add 1 set/)
  })

  it("[C19] a day on which something is not known is not", async () => {
    expect(await verdictOf({ joints: () => null })).toBe("train by nothing")
  })

  it("[C19] the share of productive weeks is shown, and what costs it lowers it", async () => {
    const share = async (parts: LifterParts) => {
      const { signals } = await decideOn(lifter({ days: 84, ...parts }))
      const signal = signals.productiveShare12
      return signal?.known === true ? Number(signal.value) : Number.NaN
    }
    const whole = await share({})
    expect(whole).toBeGreaterThan(70)
    expect(await share({ set: (day) => (day < -40 ? { reps: 3 } : {}) })).toBeLessThan(whole)
  })
})

describe("not medical advice", () => {
  const ill = { joints: (day: number) => (day === 0 ? { shoulder: 7 } : {}) }

  it("[C20] strong joint pain or a warning symptom stops and refers", async () => {
    expect(await verdictOf(ill)).toBe("refer by S1")
    for (const symptom of ["sharpPain", "fever", "chestPain", "fainting"])
      expect(await verdictOf({ alsoInMorning: (day) => (day === 0 ? { symptoms: [symptom] } : {}) })).toBe(
        "refer by S1",
      )
  })

  it("[C20] referring outranks a deload, an illness and every sign", async () => {
    const decision = await decideOn(
      lifter({
        ...ill,
        lastDeloadEnded: -3,
        morning: together(raisedPulse, poorSleep, lowMotivation),
        session: hardSession,
        also: [{ type: "annotation", cause: "illness", from: date(-1) }],
      }),
    )
    expect(short(decision)).toBe("refer by S1")
    expect(decision.overruled.map(({ rule }) => rule)).toContain("D3")
  })

  const switchedOff = [{ layer: "athlete", subject: "lifter", from: date(-1), disabled: ["S1"] }] as const

  it("[C20] referring cannot be switched off", () => {
    const parsed = parseOverrides(switchedOff, rulesetForClaims())
    expect(parsed.ok ? [] : parsed.problems.map(({ message }) => message)).toEqual(["rule `S1` cannot be switched off"])
  })

  // An override that was never held against this ruleset (an old one, a receipt's) still reaches `layer`.
  it("[C20] nor by an override that was kept from before it was locked", async () => {
    const overrides = switchedOff.map((override) => ({ ...override, disabled: [...override.disabled] }))
    expect(short(await decideOn(lifter(ill), { overrides }))).toBe("refer by S1")
  })

  it("[C20] every verdict says that it is not medical advice", async () => {
    for (const parts of [{}, ill, { days: 3 }]) expect((await decideOn(lifter(parts))).disclaimer).toBe(disclaimer)
    expect(disclaimer).toMatch(/not medical advice/)
  })

  it("[C20] a joint sore for weeks belongs seen", async () => {
    const decision = await decideOn(lifter({ joints: (day) => (day >= -16 ? { hip: 3 } : {}) }))
    expect(short(decision)).toBe("reduce by S2")
    expect(notice(decision, "rule.notice")).toMatch(/professional/)
  })
})

describe("reading oneself", () => {
  it("[C21] calls made before the verdict are held against it, and the skill is seen to grow", async () => {
    const log = lifter({
      alsoInMorning: (day) => ({ ownCall: day < -28 ? "rest" : day % 4 === 0 ? "reduce" : "push" }),
    })
    const decisions: Decision[] = []
    for await (const decision of decideTimeline(
      { log, ruleset: rulesetForClaims(), overrides: [], evaluator: "compiled" },
      { from: date(-55) },
    ))
      decisions.push(decision)
    const reading = ownReading(pairOwnCalls(log, decisions), date(0))
    expect(reading.asked).toBe(56)
    expect(reading.before.share ?? 1).toBeLessThan(0.3)
    expect(reading.lately.share ?? 0).toBeGreaterThan(0.4)
    expect(reading.change ?? 0).toBeGreaterThan(0)
    expect(reading.followed.asked).toBeGreaterThan(5)
  })

  it("[C21] the own call changes no verdict", async () => {
    const called = await decideOn(lifter({ alsoInMorning: (day) => (day === 0 ? { ownCall: "rest" } : {}) }))
    const uncalled = await decideOn(lifter())
    expect([called.verdict, called.signals]).toEqual([uncalled.verdict, uncalled.signals])
  })
})
