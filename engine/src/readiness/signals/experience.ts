import { z } from "zod"
import { suggestExperience } from "../formulas/trainingAge.ts"
import { experienceNames } from "../log/schema.ts"
import { tookPlace } from "../log/sessions.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({ kind: z.literal("experience"), ...labelled })

/**
 * Training level: the coach's word, else what the time since training began suggests; unknown when neither was given.
 * @example {"kind":"experience"}
 */
export const experience: SignalKind<typeof parameters> = {
  kind: "experience",
  parameters,
  declare: ({ label }) => ({ type: "word", label: label ?? "Experience", words: [...experienceNames] }),
  reads: () => ["athlete"],
  derive: (_parameters, { log }) => {
    if (log.experience !== undefined) return known(log.experience, { note: "said by the coach" })
    if (log.trainingStart === undefined) return unknown("notAsked")
    const sessionDays = log.sessions.filter(tookPlace).map(({ day }) => day)
    return known(suggestExperience(log.trainingStart, log.today, sessionDays), { note: "suggested by training age" })
  },
}
