import { z } from "zod"
import { toBaselineEvidence } from "../formulas/baseline.ts"
import type { LogView } from "../log/logView.ts"
import { measureNameSchema, type MeasureCatalogue } from "../measures.ts"
import { calibrationStates, type CalibrationState } from "./calibrationStates.ts"
import { ownBaseline } from "./ownBaseline.ts"
import { labelled } from "./parameters.ts"
import { measureNamed, whyMissing } from "./readings.ts"
import { known, unknown, type BaselineEvidence, type SignalKind } from "./signal.ts"

const parameters = z.strictObject({
  kind: z.literal("calibration"),
  ...labelled,
  measures: z.array(measureNameSchema).min(1).max(40),
  yield: z
    .enum(["state", "allReady"])
    .default("state")
    .describe("The state furthest from ready, or whether all are ready."),
})

const furthestFromReady: readonly CalibrationState[] = ["none", "stale", "provisional", "ready"]

/**
 * How far the baselines have come of those measures that were logged in the last 28 days.
 * @example {"kind":"calibration","measures":["restingHr","sleepQuality"],"yield":"allReady"}
 */
export const calibration: SignalKind<typeof parameters> = {
  kind: "calibration",
  parameters,
  declare: ({ label, yield: yields }) =>
    yields === "allReady"
      ? { type: "yesNo", label: label ?? "Baselines ready" }
      : { type: "word", label: label ?? "Calibration", words: [...calibrationStates] },
  reads: ({ measures }) => measures,
  derive: ({ measures: names, yield: yields }, { log, measures }) => {
    const baselines = Object.values(calibrationOf(log, names, measures))
    if (baselines.length === 0) return unknown("notAsked")
    const state = furthestFromReady.find((one) => baselines.some((baseline) => baseline.state === one)) ?? "none"
    const waiting = baselines.filter((baseline) => baseline.state !== "ready").map(({ measure }) => measure)
    return known(yields === "allReady" ? state === "ready" : state, {
      n: baselines.length,
      each: Object.fromEntries(baselines.map(({ measure, n }) => [measure, n])),
      ...(waiting.length > 0 ? { note: `not ready: ${waiting.join(", ")}` } : {}),
    })
  },
}

/** The baseline of each named measure, of check-ins or of sessions, that was logged in the last 28 days. */
export function calibrationOf(
  log: LogView,
  measures: readonly string[],
  catalogue: MeasureCatalogue,
): Readonly<Record<string, BaselineEvidence>> {
  const found: Record<string, BaselineEvidence> = {}
  for (const measure of measures) {
    const definition = measureNamed(measure, catalogue)
    if (definition === undefined || whyMissing(log.daily(measure).days.at(-1), log.today) === "notAsked") continue
    found[measure] = toBaselineEvidence(measure, ownBaseline(log, measure, definition))
  }
  return found
}
