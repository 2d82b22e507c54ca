import { z } from "zod"
import { fromDay } from "../log/day.ts"
import { causeNames } from "../log/schema.ts"
import { daysParameter, labelled } from "./parameters.ts"
import { known, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("activeCause"),
  ...labelled,
  causes: z.array(z.enum(causeNames)).min(1),
  daysAfter: daysParameter(0).default(0).describe("Days after its end for which it still counts."),
  maxDays: daysParameter().default(365).describe("The most days for which one cause counts, its first day included."),
})

/**
 * Whether one of the causes is annotated for today; false when none is, for who annotates nothing has no known cause.
 * @example {"kind":"activeCause","causes":["illness"],"daysAfter":3}
 */
export const activeCause: SignalKind<typeof parameters> = {
  kind: "activeCause",
  parameters,
  declare: ({ label, causes }) => ({ type: "yesNo", label: label ?? `A cause is known (${causes.join(", ")})` }),
  reads: () => ["annotations"],
  derive: ({ causes, daysAfter, maxDays }, { log: { annotations, today } }) => {
    const active = annotations.filter(
      ({ cause, from, to }) =>
        causes.includes(cause) && from <= today && today <= to + daysAfter && today - from < maxDays,
    )
    if (active.length === 0) return known(false)
    return known(true, {
      days: [...new Set(active.map(({ from }) => fromDay(from)))],
      note: [...new Set(active.map(({ cause }) => cause))].join(", "),
    })
  },
}
