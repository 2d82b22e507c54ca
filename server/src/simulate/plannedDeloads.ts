import type { Day } from "./day.ts"

export interface DayRange {
  readonly from: Day
  readonly to: Day
}

/** Seven days after every n weeks from the first day on, as a plan's rhythm makes them; none without a rhythm. */
export function plannedDeloads(everyWeeks: number | null, first: Day, days: number): readonly DayRange[] {
  if (everyWeeks === null) return []
  const cycle = (everyWeeks + 1) * 7
  return Array.from({ length: Math.ceil(days / cycle) }, (_, index) => {
    const from = first + index * cycle + everyWeeks * 7
    return { from, to: from + 6 }
  })
}

/** True when the day lies in one of the ranges. */
export function isWithin(day: Day, ranges: readonly DayRange[]): boolean {
  return ranges.some(({ from, to }) => from <= day && day <= to)
}
