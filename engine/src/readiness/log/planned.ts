import { toDay, type Day } from "./day.ts"
import type { PlanView, Target } from "./logView.ts"
import type { Entry, Step } from "./schema.ts"

export type PlanEntry = Extract<Entry, { type: "plan" }>

/** A deload every so many weeks, in force from a day on. */
export interface Rhythm {
  readonly from: Day
  readonly weeks: number
}

/** All plan entries that are seen, put together. */
export interface Planned extends Omit<PlanView, "deloadEveryWeeks"> {
  /** Ascending by `from`; each holds until the next. */
  readonly rhythms: readonly Rhythm[]
}

/**
 * Plan entries in order of `from`, merged: on a date the later entry's step and targets stand, a later entry's deload
 * takes the place of those it overlaps, competitions add up. An entry that names no rhythm leaves the last one in force.
 */
export function toPlanned(plans: readonly PlanEntry[]): Planned {
  const steps = new Map<Day, Step>()
  const targets = new Map<Day, readonly Target[]>()
  const competitions = new Set<Day>()
  let deloads: Planned["deloads"] = []
  for (const plan of plans) {
    for (const { localDate, step } of plan.steps ?? []) steps.set(toDay(localDate), step)
    const own = (plan.targets ?? []).map(toTarget)
    for (const { day } of own) targets.delete(day)
    for (const target of own) targets.set(target.day, [...(targets.get(target.day) ?? []), target])
    for (const date of plan.competitions ?? []) competitions.add(toDay(date))
    const dated = (plan.deloads ?? []).map(({ from, to }) => ({ from: toDay(from), to: toDay(to) }))
    const kept = deloads.filter((one) => !dated.some(({ from, to }) => from <= one.to && one.from <= to))
    deloads = [...kept, ...dated.filter(({ from, to }) => from <= to)]
  }
  return {
    exists: plans.length > 0,
    rhythms: plans.flatMap(({ from, deloadEveryWeeks: weeks }) =>
      weeks === undefined ? [] : [{ from: toDay(from), weeks }],
    ),
    steps,
    competitions: [...competitions].sort((a, b) => a - b),
    deloads: [...deloads].sort((a, b) => a.from - b.from),
    targets: [...targets.values()].flat().sort((a, b) => a.day - b.day),
  }
}

function toTarget({ localDate, exercise, sets, reps, loadKg }: NonNullable<PlanEntry["targets"]>[number]): Target {
  return { day: toDay(localDate), exercise, sets, reps, loadKg }
}
