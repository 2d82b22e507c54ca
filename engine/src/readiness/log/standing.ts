import { toDay, type Day } from "./day.ts"
import type { ActivePeriod, Choice } from "./logView.ts"
import { toPlanned, type Planned, type PlanEntry } from "./planned.ts"
import type { Entry, Experience } from "./schema.ts"

/** The entries that go on standing: what athlete, annotation, plan and choice entries say together. */
export interface Standing {
  /** Ascending by `from`. */
  readonly annotations: readonly ActivePeriod[]
  readonly planned: Planned
  /** Ascending by day; of one day's choices about one verdict the latest recorded. */
  readonly choices: readonly Choice[]
  /** The coach's words on experience, ascending by the day they hold from; undated ones always hold. */
  readonly experience: readonly { readonly from: Day; readonly is: Experience }[]
  readonly trainingStart: Day | undefined
  readonly team: string | undefined
}

/** What entries say together; given in order of `recordedAt` within a day, so that the latest word stands. */
export function toStanding(entries: readonly Entry[]): Standing {
  const annotations: ActivePeriod[] = []
  const plans: PlanEntry[] = []
  const choices = new Map<string, Choice>()
  const experience: { from: Day; is: Experience }[] = []
  let trainingStart: Day | undefined
  let team: string | undefined
  for (const entry of entries)
    switch (entry.type) {
      case "annotation":
        annotations.push({
          cause: entry.cause,
          from: toDay(entry.from),
          to: entry.to === undefined ? Infinity : toDay(entry.to),
        })
        break
      case "plan":
        plans.push(entry)
        break
      case "choice":
        choices.set(`${entry.localDate} ${entry.verdict}`, toChoice(entry))
        break
      case "athlete":
        team = entry.team ?? team
        if (entry.trainingStart !== undefined) trainingStart = toDay(entry.trainingStart)
        if (entry.experience !== undefined)
          experience.push({
            from: entry.experienceFrom === undefined ? -Infinity : toDay(entry.experienceFrom),
            is: entry.experience,
          })
        break
      case "checkIn":
      case "outcome":
      case "withdrawal":
        break
    }
  return {
    annotations: annotations.sort(byFrom),
    planned: toPlanned(plans.sort((a, b) => toDay(a.from) - toDay(b.from))),
    choices: [...choices.values()].sort((a, b) => a.day - b.day),
    experience: experience.sort((a, b) => (a.from === b.from ? 0 : a.from - b.from)),
    trainingStart,
    team,
  }
}

function toChoice({ localDate, verdict, did, changedTo, from, to }: Extract<Entry, { type: "choice" }>): Choice {
  return {
    day: toDay(localDate),
    verdict,
    did,
    changedTo: changedTo ?? undefined,
    from: from === undefined ? undefined : toDay(from),
    to: to === undefined ? undefined : toDay(to),
  }
}

function byFrom(a: ActivePeriod, b: ActivePeriod): number {
  return a.from - b.from
}
