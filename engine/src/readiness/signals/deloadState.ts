import { z } from "zod"
import { fromDay } from "../log/day.ts"
import { deloadLimitsOf, deloadLimitShape } from "./deloadLimits.ts"
import { deloadStanding, noteOfRest, type DeloadStanding } from "./deloadStanding.ts"
import { known, unknown, type Evidence, type SignalKind } from "./signal.ts"

const stateParameters = z.strictObject({ kind: z.literal("deloadState"), ...deloadLimitShape })
const overdueParameters = z.strictObject({ kind: z.literal("daysOverdue"), ...deloadLimitShape })

/**
 * Whether a deload goes on (planned or accepted only), is not due, may be taken, or is overdue; a lower bound of the time
 * since the last one is taken at its word.
 * @example {"kind":"deloadState","windowFromWeeks":4,"dueAfterWeeks":6}
 */
export const deloadState: SignalKind<typeof stateParameters> = {
  kind: "deloadState",
  parameters: stateParameters,
  declare: ({ label }) => ({
    type: "word",
    label: label ?? "Deload",
    words: ["inDeload", "notDue", "window", "overdue"],
  }),
  reads: () => ["sessions", "plan"],
  derive: (parameters, context) => {
    const standing = deloadStanding(context.log)
    if (standing === undefined) return unknown("notAsked")
    if (standing.state === "inDeload") return known("inDeload", evidenceOf(standing))
    const { windowFrom, dueAfter, whose } = deloadLimitsOf(parameters, context)
    const weeks = standing.days / 7
    return known(weeks < windowFrom ? "notDue" : weeks <= dueAfter ? "window" : "overdue", evidenceOf(standing, whose))
  },
}

/**
 * Days by which a deload is past its limit, 0 while it is not or while one goes on.
 * @example {"kind":"daysOverdue","dueAfterWeeks":6,"beginnerDueAfterWeeks":8}
 */
export const daysOverdue: SignalKind<typeof overdueParameters> = {
  kind: "daysOverdue",
  parameters: overdueParameters,
  declare: ({ label }) => ({
    type: "number",
    label: label ?? "Deload overdue",
    unit: "days",
    whole: true,
    range: [0, 365],
  }),
  reads: () => ["sessions", "plan"],
  derive: (parameters, context) => {
    const standing = deloadStanding(context.log)
    if (standing === undefined) return unknown("notAsked")
    if (standing.state === "inDeload") return known(0, evidenceOf(standing))
    const { dueAfter, whose } = deloadLimitsOf(parameters, context)
    return known(Math.max(0, standing.days - 7 * dueAfter), evidenceOf(standing, whose))
  },
}

function evidenceOf(standing: DeloadStanding, whose?: string): Evidence {
  const { from, to } = standing.state === "inDeload" ? standing.deload : standing.rest
  const note = standing.state === "after" ? noteOfRest(standing.rest) : undefined
  const notes = [note, whose && `limits: ${whose}`].filter((part) => part !== undefined)
  return { days: [from, to].map(fromDay), ...(notes.length > 0 && { note: notes.join("; ") }) }
}
