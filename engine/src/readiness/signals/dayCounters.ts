import { z } from "zod"
import { fromDay } from "../log/day.ts"
import type { Choice, LogView } from "../log/logView.ts"
import { tookPlace } from "../log/sessions.ts"
import { daysParameter, labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { dayDecided, lastTrained } from "./trainedSessions.ts"

const askedDays = 28
const days = { type: "number", unit: "days", whole: true } as const

const trainingParameters = z.strictObject({ kind: z.literal("daysSinceTraining"), ...labelled })

/** Days since the last session that was trained, 0 after today's; unknown when none ever was. */
export const daysSinceTraining: SignalKind<typeof trainingParameters> = {
  kind: "daysSinceTraining",
  parameters: trainingParameters,
  declare: ({ label }) => ({ ...days, label: label ?? "Days since training" }),
  reads: () => ["sessions"],
  derive: (_parameters, { log }) => {
    const last = lastTrained(log.sessions)
    return last === undefined ? unknown("notAsked") : known(log.today - last.day, { days: [fromDay(last.day)] })
  },
}

const returnParameters = z.strictObject({
  kind: z.literal("daysSinceReturn"),
  ...labelled,
  layoffDays: daysParameter(3).default(14).describe("Days without training that make the next session a return."),
})

/** Whether the log shows a session today before it took place: a check-in at training, or a plan for the date. */
function trainsToday({ asOf: { phase }, plan, today }: LogView): boolean {
  if (phase === "preSession" || phase === "afterWarmup") return true
  return phase === "morning" && (plan.steps.has(today) || plan.targets.some(({ day }) => day === today))
}

/**
 * Days since the first session after a layoff, 0 on that day, before that session too where the log shows that there is
 * one: it is the one being decided. A morning alone is no return, however long nothing was trained.
 */
export const daysSinceReturn: SignalKind<typeof returnParameters> = {
  kind: "daysSinceReturn",
  parameters: returnParameters,
  declare: ({ label }) => ({ ...days, label: label ?? "Days since the return to training", range: [0, askedDays - 1] }),
  reads: () => ["sessions"],
  derive: ({ layoffDays }, { log }) => {
    const last = lastTrained(log.sessions)
    if (last === undefined) return unknown("notAsked")
    if (log.today - last.day >= layoffDays && trainsToday(log))
      return known(0, { days: [fromDay(last.day), fromDay(log.today)] })
    let next = last.day
    for (let i = log.sessions.length - 1; i >= 0 && log.today - next < askedDays; i--) {
      const session = log.sessions[i]
      if (session === undefined || !tookPlace(session)) continue
      if (next - session.day >= layoffDays)
        return known(log.today - next, { days: [fromDay(session.day), fromDay(next)] })
      next = session.day
    }
    return unknown("stale")
  },
}

const competitionParameters = z.strictObject({ kind: z.literal("daysToCompetition"), ...labelled })

/** Days from the day decided to the next competition in the plan, 0 on its day; unknown when there is none. */
export const daysToCompetition: SignalKind<typeof competitionParameters> = {
  kind: "daysToCompetition",
  parameters: competitionParameters,
  declare: ({ label }) => ({ ...days, label: label ?? "Days to the next competition" }),
  reads: () => ["plan"],
  derive: (_parameters, { log }) => {
    const next = log.plan.competitions.find((competition) => competition >= dayDecided(log))
    return next === undefined ? unknown("notAsked") : known(next - log.today, { days: [fromDay(next)] })
  },
}

const declinedParameters = z.strictObject({ kind: z.literal("daysSinceDeloadDeclined"), ...labelled })

/** Days since a deload was last declined, or changed to something else; unknown when none was. */
export const daysSinceDeloadDeclined: SignalKind<typeof declinedParameters> = {
  kind: "daysSinceDeloadDeclined",
  parameters: declinedParameters,
  declare: ({ label }) => ({ ...days, label: label ?? "Days since a deload was declined" }),
  reads: () => ["plan"],
  derive: (_parameters, { log }) => {
    const last = log.choices.findLast(declinesDeload)
    return last === undefined ? unknown("notAsked") : known(log.today - last.day, { days: [fromDay(last.day)] })
  },
}

function declinesDeload({ verdict, did, changedTo }: Choice): boolean {
  if (verdict !== "deload") return false
  return did === "declined" || (did === "changed" && changedTo !== undefined && changedTo !== "deload")
}
