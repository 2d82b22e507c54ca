import { z } from "zod"
import { toBaselineEvidence } from "../formulas/baseline.ts"
import { fromDay } from "../log/day.ts"
import { measureNameSchema } from "../measures.ts"
import { fromReady, onScale, ownBaseline } from "./ownBaseline.ts"
import { labelled } from "./parameters.ts"
import { atSchema, labelOfMeasure, measureNamed, seriesAt, whyMissing } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("zFromBaseline"),
  ...labelled,
  measure: measureNameSchema,
  at: atSchema.default("any"),
})

/**
 * Today's reading in spreads from the centre of the own baseline; unknown while the baseline has no spread at all.
 * @example {"kind":"zFromBaseline","measure":"muscleSoreness"}
 */
export const zFromBaseline: SignalKind<typeof parameters> = {
  kind: "zFromBaseline",
  parameters,
  declare: ({ label, measure }, measures) => ({
    type: "number",
    label: label ?? `${labelOfMeasure(measure, measures)} against baseline`,
    unit: "SD",
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, at }, { log, measures }) => {
    const definition = measureNamed(measure, measures)
    if (definition === undefined) return unknown("notAsked")
    const { days, values } = seriesAt(log, measure, at)
    const value = values.at(-1)
    if (value === undefined || days.at(-1) !== log.today) return unknown(whyMissing(days.at(-1), log.today))
    return fromReady(measure, ownBaseline(log, measure, definition, at), (baseline) => {
      const evidence = { days: [fromDay(log.today)], baseline: toBaselineEvidence(measure, baseline) }
      if (baseline.spread === 0) return unknown("noBaseline", evidence)
      return known((onScale(value, definition) - baseline.centre) / baseline.spread, evidence)
    })
  },
}
