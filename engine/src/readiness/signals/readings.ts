import { z } from "zod"
import type { Day } from "../log/day.ts"
import type { LogView, Series } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import type { Phase } from "../log/schema.ts"
import { sessionMeasureCatalogue } from "../log/sessionMeasures.ts"
import type { Measure, MeasureCatalogue } from "../measures.ts"
import type { UnknownReason } from "./signal.ts"

/** What was not logged for so many days is not being asked for. */
const askedDays = 28

/** Which of a day's readings a signal speaks of. */
export const atSchema = z.enum(["any", "beforeSession", "afterWarmup"])
export type At = z.infer<typeof atSchema>

/** A measure of check-ins or of sessions by its name; undefined when no such measure is declared. */
export function measureNamed(name: string, catalogue: MeasureCatalogue): Measure | undefined {
  const all: MeasureCatalogue = Object.hasOwn(catalogue, name) ? catalogue : sessionMeasureCatalogue
  return Object.hasOwn(all, name) ? all[name] : undefined
}

/** A measure's label for sentences: its own, or its name when it is not declared. */
export function labelOfMeasure(name: string, catalogue: MeasureCatalogue): string {
  return measureNamed(name, catalogue)?.label ?? name
}

/** The series of a measure that a signal speaks of. */
export function seriesAt(log: LogView, measure: string, at: At): Series {
  if (at === "any") return log.daily(measure)
  return at === "beforeSession" ? log.beforeSession(measure) : log.afterWarmup(measure)
}

/** Whether something said at a phase is among what a signal speaks of. */
export function isSaidAt(phase: Phase, at: At): boolean {
  if (at === "any") return true
  return at === "afterWarmup" ? phase === "afterWarmup" : phase === "morning" || phase === "preSession"
}

/** The readings of the last `days` days, today included. */
export function lastDays({ days, values }: Series, today: Day, count: number): Series {
  const from = firstAtOrAfter(days, today - count + 1)
  return { days: days.slice(from), values: values.slice(from) }
}

/** Why a reading is missing: `notAsked` when the last one is 28 days old or older, or there is none; else `stale`. */
export function whyMissing(lastDay: Day | undefined, today: Day): UnknownReason {
  return lastDay === undefined || today - lastDay >= askedDays ? "notAsked" : "stale"
}

/** Why a window holds too few readings: as `whyMissing` when it holds none at all. */
export function whyTooFew(series: Series, inWindow: number, today: Day): UnknownReason {
  return inWindow > 0 ? "tooFewDays" : whyMissing(series.days.at(-1), today)
}
