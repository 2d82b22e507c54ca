import { describe, expect, it } from "vitest"
import type { Entry, Phase } from "../log/schema.ts"
import { daysSinceDeloadDeclined, daysSinceReturn, daysSinceTraining, daysToCompetition } from "./dayCounters.ts"
import { checkIn, date, derive, entry, outcome, session, viewOf } from "./logFixture.ts"

const choice = (offset: number, parts: object): Entry =>
  entry({ type: "choice", localDate: date(offset), verdict: "deload", ...parts })
const plan = (...competitions: number[]): Entry =>
  entry({ type: "plan", from: date(-60), competitions: competitions.map(date) })

const step = (offset: number): Entry =>
  entry({ type: "plan", from: date(-60), steps: [{ localDate: date(offset), step: "medium" }] })

describe("daysSinceTraining", () => {
  it.each<[string, Entry[], number | string]>([
    ["yesterday", [session(-3), session(-1)], 1],
    ["a skipped session is none", [session(-3), session(-1, { status: "skipped" })], 3],
    ["a session cut short is one", [session(-1, { status: "cutShort" })], 1],
    ["long ago", [session(-40)], 40],
    ["never", [checkIn(0)], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(outcome(derive(daysSinceTraining, {}, viewOf(entries)))).toBe(wanted)
  })

  it("is 0 after today's session", () => {
    expect(outcome(derive(daysSinceTraining, {}, viewOf([session(0)], { phase: "postSession" })))).toBe(0)
  })
})

describe("daysSinceReturn", () => {
  it.each<[string, Phase, Entry[], number | string]>([
    ["the session after 14 days off was yesterday", "morning", [session(-15), session(-1)], 1],
    ["after 13 days there is no return", "morning", [session(-14), session(-1)], "stale"],
    ["sessions since the return do not hide it", "morning", [session(-24), session(-6), session(-4), session(-2)], 6],
    ["a return 27 days ago", "morning", [session(-60), session(-27), session(-14)], 27],
    ["the latest of two returns", "morning", [session(-60), session(-20), session(-3)], 3],
    ["a return 28 days ago is stale", "morning", [session(-60), session(-28), session(-20), session(-10)], "stale"],
    ["a morning on which nobody trains is no return", "morning", [session(-14)], "stale"],
    ["a morning with a session planned is", "morning", [session(-14), step(0)], 0],
    ["a session planned for tomorrow is not yet", "morning", [session(-14), step(1)], "stale"],
    ["a check-in at training is", "preSession", [session(-14)], 0],
    ["13 days ago it is not", "preSession", [session(-13)], "stale"],
    ["however long ago", "preSession", [session(-29)], 0],
    ["the return session itself", "postSession", [session(-29), session(0)], 0],
    ["a skipped session is no return", "morning", [session(-20), session(-10, { status: "skipped" }), session(-1)], 1],
    ["the first session ever is no return", "morning", [session(-1)], "stale"],
    ["never trained", "morning", [checkIn(0)], "notAsked"],
  ])("%s", (_title, phase, entries, wanted) => {
    expect(outcome(derive(daysSinceReturn, {}, viewOf(entries, { phase })))).toBe(wanted)
  })

  it("takes the length of a layoff from its parameters", () => {
    expect(outcome(derive(daysSinceReturn, { layoffDays: 7 }, viewOf([session(-8), session(-1)])))).toBe(1)
  })
})

describe("daysToCompetition", () => {
  it.each<[string, Phase, Entry[], number | string]>([
    ["the next of several", "morning", [plan(-5, 12, 40)], 12],
    ["on its day", "morning", [plan(0)], 0],
    ["after it, the one that follows", "postSession", [plan(0, 30)], 30],
    ["none ahead", "morning", [plan(-1)], "notAsked"],
    ["no plan", "morning", [], "notAsked"],
  ])("%s", (_title, phase, entries, wanted) => {
    expect(outcome(derive(daysToCompetition, {}, viewOf(entries, { phase })))).toBe(wanted)
  })
})

describe("daysSinceDeloadDeclined", () => {
  it.each<[string, Entry[], number | string]>([
    ["declined", [choice(-3, { did: "declined" })], 3],
    ["changed to something else", [choice(-2, { did: "changed", changedTo: "reduce" })], 2],
    ["the latest of two", [choice(-9, { did: "declined" }), choice(-4, { did: "declined" })], 4],
    ["accepted", [choice(-3, { did: "accepted" })], "notAsked"],
    ["another verdict declined", [choice(-3, { verdict: "reduce", did: "declined" })], "notAsked"],
    ["no choice", [], "notAsked"],
  ])("%s", (_title, entries, wanted) => {
    expect(outcome(derive(daysSinceDeloadDeclined, {}, viewOf(entries)))).toBe(wanted)
  })
})
