import { z } from "zod"
import { fromDay, type Day } from "../log/day.ts"
import type { LogView, Series } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import { measureNameSchema } from "../measures.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({ kind: z.literal("sessionGain"), ...labelled, measure: measureNameSchema })

const askedDays = 28

/**
 * What the warm-up changed today: the reading after it less the one before it, in the measure's unit (C8).
 * @example {"kind":"sessionGain","measure":"motivation"}
 */
export const sessionGain: SignalKind<typeof parameters> = {
  kind: "sessionGain",
  parameters,
  declare: ({ label, measure }, measures) => {
    const { label: name, unit, min, max } = measures[measure] ?? { label: measure, unit: "", min: 0, max: 0 }
    return { type: "number", label: label ?? `${name} gained by the warm-up`, unit, range: [min - max, max - min] }
  },
  reads: ({ measure }) => [measure],
  derive: ({ measure }, { log }) => {
    const gain = gainOn(log, measure, log.today)
    if (gain !== undefined) return known(gain, { days: [fromDay(log.today)] })
    const last = log.afterWarmup(measure).days.at(-1) ?? -Infinity
    return unknown(log.today - last >= askedDays ? "notAsked" : "stale")
  },
}

/** Reading after the warm-up less the one before it on a day, in the measure's unit; undefined without both. */
export function gainOn(log: LogView, measure: string, day: Day): number | undefined {
  const before = valueOn(log.beforeSession(measure), day)
  const after = valueOn(log.afterWarmup(measure), day)
  return before === undefined || after === undefined ? undefined : after - before
}

/** A series' value of a day; undefined when there is none. */
export function valueOn({ days, values }: Series, day: Day): number | undefined {
  const index = firstAtOrAfter(days, day)
  return days[index] === day ? values[index] : undefined
}
