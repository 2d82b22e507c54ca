import { z } from "zod"
import { toBaselineEvidence, type ReadyBaseline } from "../formulas/baseline.ts"
import { mean } from "../formulas/statistics.ts"
import { fromDay } from "../log/day.ts"
import { isSessionMeasure } from "../log/sessionMeasures.ts"
import { measureNameSchema, type Measure } from "../measures.ts"
import { centreInUnit, fromReady, onScale, ownBaseline } from "./ownBaseline.ts"
import { daysParameter, labelled } from "./parameters.ts"
import { labelOfMeasure, lastDays, measureNamed, whyTooFew } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("meanFromBaseline"),
  ...labelled,
  measure: measureNameSchema,
  yield: z.enum(["z", "delta", "percent"]).default("z").describe("In spreads, in the measure's unit, or in %."),
  over: z
    .union([z.strictObject({ days: daysParameter() }), z.strictObject({ sessions: daysParameter(1, 20) })])
    .describe("The last days, today included, or the last readings of the last 28 days."),
  min: daysParameter().optional().describe("Readings needed; absent: 7 of 10 days, or all of the sessions."),
})

/** Sessions further back are not the last ones. */
const sessionsWithinDays = 28
const shareOfDays = 0.7

/**
 * The mean of the last days or sessions against the own baseline. Of a measure that works on logarithms (HRV) the mean of
 * logarithms is compared. The baseline never holds the tested sessions.
 * @example {"kind":"meanFromBaseline","measure":"fatigue","over":{"days":7},"min":5}
 */
export const meanFromBaseline: SignalKind<typeof parameters> = {
  kind: "meanFromBaseline",
  parameters,
  declare: ({ label, measure, yield: yields }, measures) => ({
    type: "number",
    label: label ?? `Mean ${labelOfMeasure(measure, measures)} against baseline`,
    unit: yields === "z" ? "SD" : yields === "percent" ? "%" : (measureNamed(measure, measures)?.unit ?? ""),
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, yield: yields, over, min }, { log, measures }) => {
    const definition = measureNamed(measure, measures)
    if (definition === undefined) return unknown("notAsked")
    const series = log.daily(measure)
    const window = lastDays(series, log.today, "days" in over ? over.days : sessionsWithinDays)
    const tested =
      "days" in over ? window : { days: window.days.slice(-over.sessions), values: window.values.slice(-over.sessions) }
    const needed = min ?? ("days" in over ? Math.ceil(over.days * shareOfDays) : over.sessions)
    const n = tested.days.length
    const days = tested.days.map(fromDay)
    if (n === 0 || n < needed) return unknown(whyTooFew(series, n, log.today), { days, n })
    const testedFrom = isSessionMeasure(measure) ? tested.days[0] : undefined
    return fromReady(measure, ownBaseline(log, measure, definition, "any", testedFrom), (baseline) => {
      const average = mean(tested.values.map((value) => onScale(value, definition)))
      const value = against(baseline, definition, average, yields)
      const evidence = { days, n, baseline: toBaselineEvidence(measure, baseline) }
      return Number.isFinite(value) ? known(value, evidence) : unknown("noBaseline", evidence)
    })
  },
}

/** Not finite when the baseline has no spread, or a centre of 0 for `percent`. */
function against(
  baseline: ReadyBaseline,
  definition: Measure,
  average: number,
  yields: "z" | "delta" | "percent",
): number {
  if (yields === "z") return (average - baseline.centre) / baseline.spread
  const centre = centreInUnit(baseline, definition)
  const delta = (definition.log ? Math.exp(average) : average) - centre
  return yields === "delta" ? delta : (100 * delta) / centre
}
