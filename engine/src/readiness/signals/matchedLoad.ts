import { z } from "zod"
import { fromDay } from "../log/day.ts"
import { liftsOf, toSetEvidence } from "./liftSets.ts"
import { effortRise, velocityDrop } from "./matchedChange.ts"
import { matchedSets, ratedSets, timedSets } from "./matchedSets.ts"
import { daysParameter, labelled, numberParameter } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({
  kind: z.literal("matchedLoad"),
  ...labelled,
  yield: z.enum(["velocityDropLifts", "effortRiseLifts"]),
  bandPct: numberParameter(0, 10).default(2.5).describe("Loads this close count as the same, ± %."),
  recent: z.int().min(1).max(6).default(2),
  prior: z.int().min(1).max(12).default(6),
  minPrior: z.int().min(1).max(12).default(3),
  withinDays: daysParameter(7, 180).default(42),
  minDrop: numberParameter(0, 1).default(0.06).describe("Least drop of mean concentric velocity, m/s."),
  sem: numberParameter(0, 0.5).default(0.05).describe("Standard error of measurement of the device, m/s."),
  trendOver: z.int().min(3).max(20).default(6),
  trendMin: z.int().min(2).max(20).default(4),
  rpeRise: numberParameter(0, 5).default(1),
  repsDrop: numberParameter(0, 20).default(2),
})

const askedDays = 28
/** A lift whose last matched set is older says nothing about now. */
const currentDays = 14

/**
 * Lifts that go worse at a load that has not gone up (C4): the bar is slower by more than the device's noise and falling,
 * or, without a device, the same load takes more effort or gives fewer reps. Yields how many, and names them.
 * @example {"kind":"matchedLoad","yield":"velocityDropLifts","minDrop":0.06}
 */
export const matchedLoad: SignalKind<typeof parameters> = {
  kind: "matchedLoad",
  parameters,
  declare: ({ label, yield: yielded }) => ({
    type: "number",
    label: label ?? (yielded === "velocityDropLifts" ? "Lifts with falling bar speed" : "Lifts with rising effort"),
    unit: "lifts",
    whole: true,
    range: [0, 50],
  }),
  reads: () => ["sets"],
  derive: (numbers, { log }) => {
    const isVelocity = numbers.yield === "velocityDropLifts"
    const usable = isVelocity ? timedSets : ratedSets
    const sessions = sessionsBetween(log.sessions, log.today - numbers.withinDays + 1, log.today)
    const matched = liftsOf(sessions)
      .map((lift) => ({ name: lift.name, sets: matchedSets(lift, numbers.bandPct, usable) }))
      .filter(({ sets }) => sets.length > 0)
    const last = Math.max(...matched.map(({ sets }) => sets.at(-1)?.day ?? -Infinity))
    if (log.today - last >= askedDays) return unknown("notAsked")
    if (log.today - last > currentDays) return unknown("stale")
    const judged = matched
      .filter(({ sets }) => log.today - (sets.at(-1)?.day ?? -Infinity) <= currentDays)
      .flatMap(({ name, sets }) => {
        const recent = sets.slice(-numbers.recent)
        const prior = sets.slice(0, -numbers.recent).slice(-numbers.prior)
        if (recent.length < numbers.recent || prior.length < numbers.minPrior) return []
        return [{ name, recent, prior, ...(isVelocity ? velocityDrop : effortRise)(recent, prior, sets, numbers) }]
      })
      .sort((a, b) => b.worse - a.worse)
    if (judged.length === 0) return unknown("tooFewDays", { n: matched.length })
    const fulfilling = judged.filter(({ isMet }) => isMet)
    const shown = (fulfilling.length > 0 ? fulfilling : judged.slice(0, 1)).flatMap(({ recent, prior }) => [
      ...prior,
      ...recent,
    ])
    return known(fulfilling.length, {
      days: [...new Set(shown.map(({ day }) => day))].sort((a, b) => a - b).map(fromDay),
      sets: shown.map(({ day, set }) => toSetEvidence(day, set)),
      each: Object.fromEntries(judged.map(({ name, worse }) => [name, worse])),
      lifts: fulfilling.map(({ name }) => name),
    })
  },
}
