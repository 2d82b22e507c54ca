import { z } from "zod"
import { ewmaLoadRatio } from "../formulas/ewma.ts"
import { fitnessFatigue } from "../formulas/fitnessFatigue.ts"
import { monotony, strain } from "../formulas/trainingLoad.ts"
import { fromDay } from "../log/day.ts"
import { dailyLoads, lastSettledDay, type DailyLoad } from "./dailyLoads.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { lastTrained } from "./trainedSessions.ts"

const yields = ["weeklyLoad", "monotony", "strain", "fitness", "fatigue", "form", "acwrEwma"] as const
type Yield = (typeof yields)[number]
const parameters = z.strictObject({
  kind: z.literal("trainingLoad"),
  ...labelled,
  yield: z.enum(yields).default("weeklyLoad"),
})

/** Days each yield looks at: a week for sums; for averages three of their longest time constants, so that the start is forgotten. */
const weekDays = 7
const averageDays = 126
/** Days that must be there for an average, and the share of them that must be logged: an unlogged day leaves it as it was. */
const settleDays: Readonly<Partial<Record<Yield, number>>> = { fatigue: 7, acwrEwma: 28, fitness: 42, form: 42 }
const loggedShare = 0.75
const askedDays = 28

const labels: Readonly<Record<Yield, string>> = {
  weeklyLoad: "Training load of seven days",
  monotony: "Monotony of seven days",
  strain: "Strain of seven days",
  fitness: "Fitness (42-day load)",
  fatigue: "Fatigue (7-day load)",
  form: "Form (fitness less fatigue)",
  acwrEwma: "Acute to chronic load",
}

/**
 * Session RPE × minutes over time: the week's sum, its monotony and strain (a day that is neither trained nor logged as
 * rest leaves them unknown), or exponential averages for display. Counts to today after the session, else to yesterday.
 * @example {"kind":"trainingLoad","yield":"monotony"}
 */
export const trainingLoad: SignalKind<typeof parameters> = {
  kind: "trainingLoad",
  parameters,
  declare: ({ label, yield: yielded }) => ({
    type: "number",
    label: label ?? labels[yielded],
    unit: yielded === "monotony" || yielded === "acwrEwma" ? "ratio" : "AU",
  }),
  reads: () => ["sessions"],
  derive: ({ yield: yielded }, { log }) => {
    const last = lastTrained(log.sessions)
    if (last === undefined || log.today - last.day >= askedDays) return unknown("notAsked")
    const settle = settleDays[yielded]
    const loads = dailyLoads(log, settle === undefined ? weekDays : averageDays)
    const logged = loads.filter((load) => load !== undefined)
    const to = lastSettledDay(log)
    const evidence = { days: [fromDay(to - loads.length + 1), fromDay(to)], n: logged.length }
    const enough = settle === undefined ? logged.length === weekDays : isSettled(loads, settle)
    const value = enough ? formulas[yielded](logged) : undefined
    return value === undefined ? unknown("tooFewDays", evidence) : known(value, evidence)
  },
}

function isSettled(loads: readonly DailyLoad[], days: number): boolean {
  return loads.length >= days && loads.slice(-days).filter((load) => load !== undefined).length >= loggedShare * days
}

/** Of the logged loads in order; undefined where the formula is: monotony without variation, a ratio of no load. */
const formulas: Readonly<Record<Yield, (loads: readonly number[]) => number | undefined>> = {
  weeklyLoad: sum,
  monotony,
  strain: (loads) => {
    const ratio = monotony(loads)
    return ratio === undefined ? undefined : strain(sum(loads), ratio)
  },
  fitness: (loads) => fitnessFatigue(loads).fitness,
  fatigue: (loads) => fitnessFatigue(loads).fatigue,
  form: (loads) => fitnessFatigue(loads).form,
  acwrEwma: (loads) => (sum(loads) > 0 ? ewmaLoadRatio(loads) : undefined),
}

function sum(loads: readonly number[]): number {
  return loads.reduce((total, load) => total + load, 0)
}
