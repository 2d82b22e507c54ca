import { z } from "zod"
import { baselineOf, isReady, toBaselineEvidence } from "../formulas/baseline.ts"
import { fromDay, type Day } from "../log/day.ts"
import type { LogView } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import { measureNameSchema } from "../measures.ts"
import { labelled, numberParameter } from "./parameters.ts"
import { wasSolid } from "./sessionCompletion.ts"
import { gainOn, valueOn } from "./sessionGain.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({
  kind: z.literal("sessionRun"),
  ...labelled,
  measure: measureNameSchema,
  atMost: numberParameter(-1_000, 1_000).describe("A reading counts at this value or below, in the measure's unit."),
  belowBaselineBy: numberParameter(0, 1_000).describe("And at least this far below the own baseline."),
  clearedBy: z
    .strictObject({
      gain: numberParameter(0, 1_000).optional().describe("Gain by the warm-up from which the reading was noise."),
      solidPct: numberParameter(1, 100).optional().describe("% of reps done at normal RPE from which it was."),
    })
    .default({}),
})

const withinDays = 28
/** A run that nothing was heard of for so long is not a run of today. */
const silenceDays = 14

/**
 * Low readings before sessions, how many in a row to the last (C7). A session without a reading pauses the run. One that
 * the warm-up or the session itself proved wrong is taken out and ends it there (C8).
 * @example {"kind":"sessionRun","measure":"motivation","atMost":2,"belowBaselineBy":1,"clearedBy":{"gain":1,"solidPct":95}}
 */
export const sessionRun: SignalKind<typeof parameters> = {
  kind: "sessionRun",
  parameters,
  declare: ({ label, measure }, measures) => ({
    type: "number",
    label: label ?? `${measures[measure]?.label ?? measure} low before sessions`,
    unit: "sessions",
    whole: true,
    range: [0, withinDays],
  }),
  reads: ({ measure }) => [measure],
  derive: ({ measure, atMost, belowBaselineBy, clearedBy }, { log, measures }) => {
    const definition = measures[measure]
    const days = sessionDaysWithReading(log, measure)
    const last = days.at(-1)
    if (definition === undefined || last === undefined) return unknown("notAsked")
    if (log.today - last > silenceDays) return unknown("stale")
    const isExcluded = (day: Day) => log.isExcludedFromBaselines(day)
    const baseline = baselineOf(log.daily(measure), log.today, definition, { isExcluded })
    const evidence = { baseline: toBaselineEvidence(measure, baseline) }
    if (!isReady(baseline)) return unknown(baseline.state === "stale" ? "stale" : "noBaseline", evidence)
    const centre = definition.log ? Math.exp(baseline.centre) : baseline.centre
    const highest = Math.min(atMost, centre - belowBaselineBy)
    const said = log.beforeSession(measure)
    const run: Day[] = []
    for (const day of days.toReversed()) {
      if ((valueOn(said, day) ?? Infinity) > highest || wasNoise(log, measure, day, clearedBy)) break
      run.unshift(day)
    }
    return known(run.length, { ...evidence, days: run.map(fromDay) })
  },
}

/** Days of sessions, and today, that have a reading from before the session, ascending; all days with one where no session is logged. */
function sessionDaysWithReading(log: LogView, measure: string): readonly Day[] {
  const said = log.beforeSession(measure)
  const from = log.today - withinDays + 1
  const sessions = sessionsBetween(log.sessions, from, log.today)
  if (sessions.length === 0) return said.days.slice(firstAtOrAfter(said.days, from))
  const days = new Set([...sessions.map(({ day }) => day), log.today])
  return [...days].filter((day) => valueOn(said, day) !== undefined)
}

function wasNoise(
  log: LogView,
  measure: string,
  day: Day,
  { gain, solidPct }: { readonly gain?: number | undefined; readonly solidPct?: number | undefined },
): boolean {
  if (gain !== undefined && (gainOn(log, measure, day) ?? -Infinity) >= gain) return true
  const session = sessionsBetween(log.sessions, day, day)[0]
  return solidPct !== undefined && session !== undefined && wasSolid(session, log, solidPct) === true
}
