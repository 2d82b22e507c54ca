import { z } from "zod"
import { fromDay } from "../log/day.ts"
import { deloadStanding, noteOfRest } from "./deloadStanding.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({ kind: z.literal("sinceDeload"), ...labelled })

/**
 * Weeks since the last planned or accepted deload (C13), 0 during one. Days off and a light week start the count again and
 * are named; with none on record the weeks since the first session are a lower bound, and the note says "at least".
 * @example {"kind":"sinceDeload"}
 */
export const sinceDeload: SignalKind<typeof parameters> = {
  kind: "sinceDeload",
  parameters,
  declare: ({ label }) => ({
    type: "number",
    label: label ?? "Weeks since the last deload",
    unit: "weeks",
    range: [0, 60],
  }),
  reads: () => ["sessions", "plan"],
  derive: (_parameters, { log }) => {
    const standing = deloadStanding(log)
    if (standing === undefined) return unknown("notAsked")
    if (standing.state === "inDeload")
      return known(0, { days: [standing.deload.from, standing.deload.to].map(fromDay) })
    const note = noteOfRest(standing.rest)
    return known(standing.days / 7, {
      days: [fromDay(standing.rest.from), fromDay(standing.rest.to)],
      ...(note === undefined ? {} : { note }),
    })
  },
}
