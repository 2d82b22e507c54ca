import { z } from "zod"
import { fromDay } from "../log/day.ts"
import { stepNames } from "../log/schema.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { dayDecided } from "./trainedSessions.ts"

const parameters = z.strictObject({ kind: z.literal("planStep"), ...labelled })

/** How far ahead the next planned session is looked for after today's. */
const aheadDays = 14
const askedDays = 28

/**
 * The planned step of the session decided: today's, or after it (`postSession`) that of the next planned day.
 * @example {"kind":"planStep"}
 */
export const planStep: SignalKind<typeof parameters> = {
  kind: "planStep",
  parameters,
  declare: ({ label }) => ({ type: "word", label: label ?? "Planned step", words: [...stepNames] }),
  reads: () => ["plan"],
  derive: (_parameters, { log }) => {
    const { steps } = log.plan
    const first = dayDecided(log)
    const last = first === log.today ? first : log.today + aheadDays
    for (let day = first; day <= last; day++) {
      const step = steps.get(day)
      if (step !== undefined) return known(step, { days: [fromDay(day)] })
    }
    for (let day = first; day > first - askedDays; day--) if (steps.has(day)) return unknown("stale")
    return unknown("notAsked")
  },
}
