import { z } from "zod"
import { toBaselineEvidence } from "../formulas/baseline.ts"
import { fromDay } from "../log/day.ts"
import { measureNameSchema } from "../measures.ts"
import { centreInUnit, fromReady, ownBaseline } from "./ownBaseline.ts"
import { labelled } from "./parameters.ts"
import { atSchema, labelOfMeasure, measureNamed, seriesAt, whyMissing } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("deltaFromBaseline"),
  ...labelled,
  measure: measureNameSchema,
  at: atSchema.default("any"),
})

/**
 * Today's reading less the centre of the own baseline, in the measure's unit.
 * @example {"kind":"deltaFromBaseline","measure":"restingHr"}
 */
export const deltaFromBaseline: SignalKind<typeof parameters> = {
  kind: "deltaFromBaseline",
  parameters,
  declare: ({ label, measure }, measures) => ({
    type: "number",
    label: label ?? `${labelOfMeasure(measure, measures)} against baseline`,
    unit: measureNamed(measure, measures)?.unit ?? "",
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, at }, { log, measures }) => {
    const definition = measureNamed(measure, measures)
    if (definition === undefined) return unknown("notAsked")
    const { days, values } = seriesAt(log, measure, at)
    const value = values.at(-1)
    if (value === undefined || days.at(-1) !== log.today) return unknown(whyMissing(days.at(-1), log.today))
    return fromReady(measure, ownBaseline(log, measure, definition, at), (baseline) =>
      known(value - centreInUnit(baseline, definition), {
        days: [fromDay(log.today)],
        baseline: toBaselineEvidence(measure, baseline),
      }),
    )
  },
}
