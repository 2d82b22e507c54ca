import { z } from "zod"
import { toBaselineEvidence } from "../formulas/baseline.ts"
import { fromDay } from "../log/day.ts"
import { measureNameSchema } from "../measures.ts"
import { fromReady, onScale, ownBaseline } from "./ownBaseline.ts"
import { daysParameter, labelled, numberParameter } from "./parameters.ts"
import { labelOfMeasure, lastDays, measureNamed, whyTooFew } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("countBeyondBaseline"),
  ...labelled,
  measure: measureNameSchema,
  z: numberParameter(-10, 0)
    .default(-1)
    .describe("−1: at least one spread worse than baseline, whichever way is worse."),
  days: daysParameter().default(7),
  min: daysParameter().default(4).describe("Readings needed."),
})

/**
 * How many of the last days are at least so many spreads worse than the own baseline; below it where neither way is.
 * @example {"kind":"countBeyondBaseline","measure":"sleepQuality","z":-1}
 */
export const countBeyondBaseline: SignalKind<typeof parameters> = {
  kind: "countBeyondBaseline",
  parameters,
  declare: ({ label, measure, days }, measures) => ({
    type: "number",
    label: label ?? `${labelOfMeasure(measure, measures)}: days worse than baseline`,
    unit: "days",
    whole: true,
    range: [0, typeof days === "number" ? days : 365],
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, z: threshold, days, min }, { log, measures }) => {
    const definition = measureNamed(measure, measures)
    if (definition === undefined) return unknown("notAsked")
    const series = log.daily(measure)
    const window = lastDays(series, log.today, days)
    const n = window.days.length
    if (n === 0 || n < min) return unknown(whyTooFew(series, n, log.today), { days: window.days.map(fromDay), n })
    return fromReady(measure, ownBaseline(log, measure, definition), (baseline) => {
      const sign = definition.better === "lower" ? -1 : 1
      const worse = window.days.filter((_, index) => {
        const distance = onScale(window.values[index] ?? Number.NaN, definition) - baseline.centre
        return distance !== 0 && sign * distance <= threshold * baseline.spread
      })
      return known(worse.length, { days: worse.map(fromDay), n, baseline: toBaselineEvidence(measure, baseline) })
    })
  },
}
