import { dayVerdict, fromDay, toDay } from "@barometer/engine/readiness"
import type { DecisionSummary } from "./store/decisions.ts"

/** The weeks before a reactive deload that were not what they seemed (C15). */
export const suspectDays = 21

export interface TimelineDay {
  readonly localDate: string
  /** The day's last decision about its own session; absent when only the next session was decided on. */
  readonly verdict: DecisionSummary | undefined
  readonly suspect: boolean
}

/** The days that have a decision, ascending, each with its verdict; `decisions` ascend by date, phase and record. */
export function toTimelineDays(decisions: readonly DecisionSummary[]): readonly TimelineDay[] {
  const days = [...Map.groupBy(decisions, (decision) => decision.localDate)].map(([localDate, ofDay]) => {
    // Of one phase, the newest record is what is held now.
    const newest = new Map(ofDay.map((decision) => [decision.phase, decision]))
    return { localDate, verdict: dayVerdict([...newest.values()]) }
  })
  const reactive = days
    .filter(({ verdict }) => verdict?.verdict === "deload" && verdict.kind === "reactive")
    .map((day) => day.localDate)
  const suspect = new Set(
    reactive.flatMap((date) => Array.from({ length: suspectDays }, (_, back) => fromDay(toDay(date) - back - 1))),
  )
  for (const date of reactive) suspect.delete(date)
  return days.map((day) => ({ ...day, suspect: suspect.has(day.localDate) }))
}
