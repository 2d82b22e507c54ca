import type { AthleteLog } from "../log/athleteLog.ts"
import { toDay } from "../log/day.ts"
import { viewAt } from "../log/viewAt.ts"
import type { OutcomeName } from "../outcomeNames.ts"
import { weekWasProductive } from "../signals/productiveShare.ts"
import { mondayOf } from "../signals/trainingWeeks.ts"
import { type DateRange, momentsOf } from "../timeline.ts"
import { type Blame, blameOf } from "./blame.ts"
import { type Logged, type SideCounts, type SideDay, countSide, forOutcomes, toSideDay } from "./counts.ts"
import { editsBetween } from "./edits.ts"
import { type Side, decideDay, toSharedMoment } from "./side.ts"

/** One day's verdicts on either side. */
export interface ComparedDay {
  readonly localDate: string
  readonly verdictA: OutcomeName
  readonly decidedByA: string | null
  readonly verdictB: OutcomeName
  readonly decidedByB: string | null
}

/** A day on which the two sides differ, and the fewest edits that make it so. */
export interface ComparedFlip {
  readonly athleteId: string
  readonly localDate: string
  readonly from: OutcomeName
  readonly to: OutcomeName
  readonly decidedByA: string | null
  readonly decidedByB: string | null
  readonly blame: Blame
}

/** How often A's verdict (outer name) met B's (inner name). */
export type TransitionMatrix = Readonly<Record<OutcomeName, Readonly<Record<OutcomeName, number>>>>

/** One athlete's part of a comparison; everything that is summed over athletes is a whole number. */
export interface AthleteComparison {
  readonly athleteId: string
  /** First and last day with a decision; null for none. */
  readonly from: string | null
  readonly to: string | null
  /** Days from first to last, both included. */
  readonly calendarDays: number
  readonly matrix: TransitionMatrix
  readonly flips: readonly ComparedFlip[]
  /** Days with the same verdict that another rule gave. */
  readonly otherRuleDays: number
  readonly a: SideCounts
  readonly b: SideCounts
}

/**
 * Decides every day of a log by either side, on the closures and with shared signals, and tells where they differ and
 * why. A day's verdict is that of its last check-in before the session, as `dayVerdict` has it.
 */
export function compareAthlete(
  log: AthleteLog,
  sideA: Side,
  sideB: Side,
  range: DateRange = {},
): { readonly days: readonly ComparedDay[]; readonly athlete: AthleteComparison } {
  const { athleteId } = log
  const [a, b] = [ofAthlete(sideA, athleteId), ofAthlete(sideB, athleteId)]
  const edits = editsBetween(a, b)
  const days: ComparedDay[] = []
  const [daysA, daysB]: [SideDay[], SideDay[]] = [[], []]
  const flips: ComparedFlip[] = []
  const deciding = momentsOf(log.checkIns, range).filter(({ phase }) => phase !== "postSession")
  for (const [localDate, ofDay] of Map.groupBy(deciding, (asOf) => asOf.localDate)) {
    const moments = ofDay.map((asOf) => toSharedMoment(asOf, viewAt(log, asOf)))
    const outcomeA = decideDay(a, athleteId, moments)
    const outcomeB = decideDay(b, athleteId, moments)
    if (outcomeA === undefined || outcomeB === undefined) continue
    const dayA = toSideDay(localDate, a.ruleset, outcomeA)
    const dayB = toSideDay(localDate, b.ruleset, outcomeB)
    const deciders = { decidedByA: dayA.decidedBy, decidedByB: dayB.decidedBy }
    days.push({ localDate, verdictA: dayA.verdict, verdictB: dayB.verdict, ...deciders })
    daysA.push(dayA)
    daysB.push(dayB)
    if (dayA.verdict !== dayB.verdict) {
      const blame = blameOf(a, b, edits, { athleteId, moments, a: outcomeA, b: outcomeB })
      flips.push({ athleteId, localDate, from: dayA.verdict, to: dayB.verdict, ...deciders, blame })
    }
  }
  const [from, to] = [days[0]?.localDate ?? null, days.at(-1)?.localDate ?? null]
  const logged = loggedBeside(log)
  return {
    days,
    athlete: {
      athleteId,
      from,
      to,
      calendarDays: from === null || to === null ? 0 : toDay(to) - toDay(from) + 1,
      matrix: matrixOf(days),
      flips,
      otherRuleDays: days.filter(
        ({ verdictA, verdictB, decidedByA, decidedByB }) => verdictA === verdictB && decidedByA !== decidedByB,
      ).length,
      a: countSide(daysA, logged),
      b: countSide(daysB, logged),
    },
  }
}

/** Overrides of other athletes are no edit of this one. */
function ofAthlete({ ruleset, overrides }: Side, athleteId: string): Side {
  return { ruleset, overrides: overrides.filter(({ layer, subject }) => layer === "team" || subject === athleteId) }
}

function matrixOf(days: readonly ComparedDay[]): TransitionMatrix {
  return forOutcomes((from) =>
    forOutcomes((to) => days.filter(({ verdictA, verdictB }) => verdictA === from && verdictB === to).length),
  )
}

/** What the whole log tells to hold verdicts against; a verdict sees none of it that lies after its own day. */
function loggedBeside(log: AthleteLog): Logged {
  const chosen = new Map<string, OutcomeName>()
  const events: string[] = []
  for (const { entry } of log.entries) {
    if (entry.type === "choice") {
      const verdict = entry.did === "accepted" ? entry.verdict : entry.did === "changed" ? entry.changedTo : undefined
      if (verdict === undefined || verdict === null) chosen.delete(entry.localDate)
      else chosen.set(entry.localDate, verdict)
    }
    if (entry.type === "outcome" && ["injury", "missedSession", "modifiedSession"].includes(entry.kind))
      events.push(entry.localDate)
  }
  const until = log.checkIns.at(-1)?.localDate
  const view = until === undefined ? undefined : viewAt(log, { localDate: until, phase: "postSession" })
  const weeks = new Map<number, boolean | undefined>()
  return {
    chosen,
    events: events.toSorted(),
    until: until ?? "",
    isProductive: (localDate) => {
      if (view === undefined) return undefined
      const monday = mondayOf(toDay(localDate))
      if (monday + 6 > view.today) return undefined
      if (!weeks.has(monday)) weeks.set(monday, weekWasProductive(view, monday))
      return weeks.get(monday)
    },
  }
}
