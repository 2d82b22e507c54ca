import { setImmediate } from "node:timers/promises"
import {
  type AthleteLog,
  dayVerdict,
  type Decision,
  decideTimeline,
  fromDay,
  measuresOf,
  type Ruleset,
  toDay,
  unplannedEpisodes,
} from "@barometer/engine/readiness"

/** Longer logs are read from this many days before their end. */
const mostDays = 1_096
const tellingDays = 5
const daysAMonth = 30.44

export interface Past {
  readonly from: string
  readonly to: string
  /** True: the log begins before `from`. */
  readonly isCut: boolean
  /** The decision that stands for each day that has one, ascending. */
  readonly days: readonly Decision[]
  readonly months: number
  /** Unplanned back-offs: runs of reduce, deload or refer, without deloads that the plan or the calendar called. */
  readonly episodes: number
  readonly baselines: readonly {
    readonly measure: string
    readonly label: string
    readonly logged: number
    /** Days from the measure's first reading to the first day that its baseline was ready; null: never. */
    readonly readyAfterDays: number | null
  }[]
  readonly families: readonly {
    readonly family: string
    readonly title: string
    /** On how many of the days some rule of the family could be told true or false. */
    readonly knownDays: number
    /** On how many it warned. */
    readonly warnedDays: number
    /** What was never logged and its rules wait for. */
    readonly lacks: readonly string[]
  }[]
  readonly telling: readonly Decision[]
}

/** What a ruleset would have said on each day of a log; undefined for a log without check-ins. */
export async function readPast(log: AthleteLog, ruleset: Ruleset): Promise<Past | undefined> {
  const last = log.checkIns.at(-1)?.localDate
  const first = log.checkIns[0]?.localDate
  if (first === undefined || last === undefined) return undefined
  const earliest = fromDay(toDay(last) - mostDays + 1)
  const from = first < earliest ? earliest : first
  const decisions: Decision[] = []
  for await (const decision of decideTimeline({ log, ruleset, overrides: [], evaluator: "compiled" }, { from })) {
    decisions.push(decision)
    // Others' requests have their turn between two days.
    if (decisions.length % 4 === 0) await setImmediate()
  }
  const days = [...Map.groupBy(decisions, ({ localDate }) => localDate).values()].flatMap(
    (ofDay) => dayVerdict(ofDay) ?? ofDay.at(-1) ?? [],
  )
  const episodes = unplannedEpisodes(days)
  return {
    from,
    to: last,
    isCut: from !== first,
    days,
    months: (toDay(last) - toDay(from) + 1) / daysAMonth,
    episodes: episodes.length,
    baselines: baselinesOf(log, days, ruleset),
    families: familiesOf(days, ruleset),
    telling: tellingOf(days, episodes),
  }
}

function baselinesOf(log: AthleteLog, days: readonly Decision[], ruleset: Ruleset): Past["baselines"] {
  const readings = new Map<string, string[]>()
  for (const { localDate, measures = {} } of log.checkIns)
    for (const name of Object.keys(measures)) {
      const dates = readings.get(name) ?? []
      if (dates.at(-1) !== localDate) dates.push(localDate)
      readings.set(name, dates)
    }
  const catalogue = measuresOf(ruleset)
  return [...readings].map(([measure, dates]) => {
    const ready = days.find(({ calibration }) => calibration[measure]?.state === "ready")?.localDate
    const first = dates[0]
    return {
      measure,
      label: catalogue[measure]?.label ?? measure,
      logged: dates.length,
      readyAfterDays: ready === undefined || first === undefined ? null : Math.max(0, toDay(ready) - toDay(first)),
    }
  })
}

function familiesOf(days: readonly Decision[], ruleset: Ruleset): Past["families"] {
  const rules = ruleset.rules.flatMap(({ name, title, event }) =>
    event.type === "finding" && event.params.family !== undefined ? [{ name, title, family: event.params.family }] : [],
  )
  return [...Map.groupBy(rules, ({ family }) => family)].map(([family, ofFamily]) => {
    const names = new Set(ofFamily.map(({ name }) => name))
    const unknownOn = (day: Decision) =>
      day.findings.filter(({ rule, result }) => names.has(rule) && result === "unknown").length
    const lacks = days
      .at(-1)
      ?.unknown.filter(({ reason, rules: waiting }) => reason === "notAsked" && waiting.some((rule) => names.has(rule)))
    return {
      family,
      title: ofFamily.at(-1)?.title ?? family,
      knownDays: days.filter((day) => unknownOn(day) < names.size).length,
      warnedDays: days.filter((day) => day.findings.some(({ rule, result }) => names.has(rule) && result === true))
        .length,
      lacks: (lacks ?? []).map(({ label }) => label),
    }
  })
}

const severity: Readonly<Record<string, number>> = { refer: 3, deload: 2, reduce: 1 }

/** The days on which the gravest episodes began, and beside them days that looked bad and were noise; in order of time. */
function tellingOf(days: readonly Decision[], episodes: readonly (readonly Decision[])[]): readonly Decision[] {
  const weight = (day: Decision) => (severity[day.verdict] ?? 0) * 10 + day.families.warning.length
  const worst = episodes
    .flatMap((episode) => episode.toSorted((a, b) => weight(b) - weight(a))[0] ?? [])
    .toSorted((a, b) => weight(b) - weight(a))
  const called = days.filter(({ kind }, index) => kind === "overdue" && days[index - 1]?.kind !== "overdue")
  const quiet = ["noise", "pushThrough", "ask"].flatMap((kind) => days.findLast((day) => day.kind === kind) ?? [])
  const pushed = days.filter(({ verdict }) => verdict === "push").slice(-1)
  const chosen = [
    ...new Set([
      ...worst.slice(0, 3),
      ...called.slice(0, 1),
      ...quiet.slice(0, 1),
      ...pushed,
      ...worst.slice(3),
      ...quiet,
      ...days.slice(-1),
    ]),
  ]
  return chosen.slice(0, tellingDays).toSorted((a, b) => (a.localDate < b.localDate ? -1 : 1))
}
