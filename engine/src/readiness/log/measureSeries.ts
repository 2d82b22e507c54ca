import type { Day } from "./day.ts"
import type { Series } from "./logView.ts"
import { dayOf, phaseOf, type Moment } from "./moment.ts"
import { firstAtOrAfter, firstOf, type Ordered } from "./ordered.ts"
import type { CheckIn, Phase } from "./schema.ts"

/** Which of a day's readings stands for the day: the earliest phase's, the latest before the session, or one phase's. */
export type Reading = "daily" | "beforeSession" | "morning" | "afterWarmup"

/** A measure over the whole log: at most one value a day, with the moment from which it is seen. */
export interface MeasureSeries extends Series {
  readonly moments: readonly Moment[]
}

/** Every value of one measure with the moment it was said, ascending; the latest recorded of one moment comes last. */
export interface Said {
  readonly moments: Moment[]
  readonly values: number[]
}

/** What was said of each measure, gathered in one pass over the check-ins. */
export function gatherMeasures({ keys, items }: Ordered<CheckIn>): ReadonlyMap<string, Said> {
  const gathered = new Map<string, Said>()
  for (let index = 0; index < items.length; index++) {
    const measures = items[index]?.measures
    if (measures === undefined) continue
    const moment = keys[index] ?? Number.NaN
    for (const name in measures) {
      const value = measures[name]
      if (value === undefined) continue
      let said = gathered.get(name)
      if (said === undefined) gathered.set(name, (said = { moments: [], values: [] }))
      said.moments.push(moment)
      said.values.push(value)
    }
  }
  return gathered
}

/** One measure's chosen reading of every day, ascending; within a phase the latest recorded wins. */
export function measureSeries(said: Said | undefined, reading: Reading): MeasureSeries {
  const days: Day[] = []
  const values: number[] = []
  const moments: Moment[] = []
  for (let index = 0; index < (said?.moments.length ?? 0); index++) {
    const moment = said?.moments[index] ?? Number.NaN
    const value = said?.values[index] ?? Number.NaN
    if (!takes(reading, phaseOf(moment))) continue
    const day = dayOf(moment)
    if (days.at(-1) !== day) {
      days.push(day)
      values.push(value)
      moments.push(moment)
    } else if (reading !== "daily" || moments.at(-1) === moment) {
      values[values.length - 1] = value
      moments[moments.length - 1] = moment
    }
  }
  return { days, values, moments }
}

/** The part of a series that is seen at `moment`. */
export function seriesUpTo({ days, values, moments }: MeasureSeries, moment: Moment): Series {
  const count = firstAtOrAfter(moments, moment + 1)
  return { days: firstOf(days, count), values: firstOf(values, count) }
}

function takes(reading: Reading, phase: Phase): boolean {
  if (reading === "daily") return true
  return reading === phase || (reading === "beforeSession" && (phase === "morning" || phase === "preSession"))
}
