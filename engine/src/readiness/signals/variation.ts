import { z } from "zod"
import { mean, sampleSd } from "../formulas/statistics.ts"
import { fromDay } from "../log/day.ts"
import { measureNameSchema } from "../measures.ts"
import { onScale } from "./ownBaseline.ts"
import { daysParameter, labelled } from "./parameters.ts"
import { labelOfMeasure, lastDays, measureNamed, whyTooFew } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("variation"),
  ...labelled,
  measure: measureNameSchema,
  days: daysParameter(2).default(7),
  min: daysParameter(2).default(5),
})

/**
 * Coefficient of variation of the last days, 100·SD/mean, in %; of logarithms where the measure works on them (HRV).
 * Unknown as too few days when the mean is not above 0, where the ratio means nothing.
 * @example {"kind":"variation","measure":"hrvRmssd"}
 */
export const variation: SignalKind<typeof parameters> = {
  kind: "variation",
  parameters,
  declare: ({ label, measure }, measures) => ({
    type: "number",
    label: label ?? `${labelOfMeasure(measure, measures)}, day-to-day variation`,
    unit: "%",
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, days, min }, { log, measures }) => {
    const definition = measureNamed(measure, measures)
    if (definition === undefined) return unknown("notAsked")
    const series = log.daily(measure)
    const window = lastDays(series, log.today, days)
    const n = window.days.length
    const evidence = { days: window.days.map(fromDay), n }
    const values = window.values.map((value) => onScale(value, definition))
    if (n < Math.max(min, 2)) return unknown(whyTooFew(series, n, log.today), evidence)
    const average = mean(values)
    return average > 0 ? known((100 * sampleSd(values)) / average, evidence) : unknown("tooFewDays", evidence)
  },
}
