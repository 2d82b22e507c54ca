import { z } from "zod"
import { toBaselineEvidence, type ReadyBaseline } from "../formulas/baseline.ts"
import { fromDay, type Day } from "../log/day.ts"
import { measureNameSchema, type Measure } from "../measures.ts"
import { centreInUnit, fromReady, onScale, ownBaseline } from "./ownBaseline.ts"
import { labelled, numberParameter } from "./parameters.ts"
import { labelOfMeasure, measureNamed, whyMissing } from "./readings.ts"
import { known, unknown, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("runBeyondBaseline"),
  ...labelled,
  measure: measureNameSchema,
  direction: z.enum(["worse", "above", "below"]).default("worse"),
  above: numberParameter(0, 100_000).describe(
    "A reading counts when it is further than this from baseline, in its unit.",
  ),
  andRobustSd: numberParameter(0, 10).default(0).describe("And further than this many spreads."),
  gapsAllowed: numberParameter(0, 7).default(1).describe("Missing days that pause the run; one more ends it."),
})

/**
 * How many readings in a row, up to today's, are beyond the own baseline. Missing days within `gapsAllowed` pause the run
 * and are not counted. 0 when the last reading is not beyond.
 * @example {"kind":"runBeyondBaseline","measure":"restingHr","above":5,"andRobustSd":1.5}
 */
export const runBeyondBaseline: SignalKind<typeof parameters> = {
  kind: "runBeyondBaseline",
  parameters,
  declare: ({ label, measure }, measures) => ({
    type: "number",
    label: label ?? `${labelOfMeasure(measure, measures)} beyond baseline`,
    unit: "days",
    whole: true,
    range: [0, 365],
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, direction, above, andRobustSd, gapsAllowed }, { log, measures }) => {
    const definition = measureNamed(measure, measures)
    if (definition === undefined) return unknown("notAsked")
    const { days, values } = log.daily(measure)
    const last = days.at(-1)
    if (last === undefined || log.today - last > gapsAllowed) return unknown(whyMissing(last, log.today))
    return fromReady(measure, ownBaseline(log, measure, definition), (baseline) => {
      const sign = signOf(direction, definition)
      const run: Day[] = []
      for (let i = days.length - 1, next = log.today; i >= 0; i--) {
        const day = days[i] ?? Number.NaN
        const isNext = next - day <= gapsAllowed + 1
        if (!isNext || !isBeyond(values[i] ?? Number.NaN, baseline, definition, { sign, above, andRobustSd })) break
        run.unshift(day)
        next = day
      }
      return known(run.length, { days: run.map(fromDay), baseline: toBaselineEvidence(measure, baseline) })
    })
  },
}

function signOf(direction: "worse" | "above" | "below", { better }: Measure): 1 | -1 {
  if (direction === "worse") return better === "higher" ? -1 : 1
  return direction === "above" ? 1 : -1
}

function isBeyond(
  value: number,
  baseline: ReadyBaseline,
  definition: Measure,
  { sign, above, andRobustSd }: { readonly sign: 1 | -1; readonly above: number; readonly andRobustSd: number },
): boolean {
  const inUnit = sign * (value - centreInUnit(baseline, definition))
  const onItsScale = sign * (onScale(value, definition) - baseline.centre)
  return inUnit > above && onItsScale > andRobustSd * baseline.spread
}
