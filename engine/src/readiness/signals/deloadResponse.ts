import { z } from "zod"
import { mean } from "../formulas/statistics.ts"
import { fromDay, type Day } from "../log/day.ts"
import type { LogView, Series } from "../log/logView.ts"
import { firstAtOrAfter } from "../log/ordered.ts"
import { maxSeriesOf } from "./estimatedMaxSeries.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind } from "./signal.ts"
import { sessionsBetween } from "./trainedSessions.ts"

const parameters = z.strictObject({ kind: z.literal("deloadResponse"), ...labelled })

/** Days compared before the deload and after it, days after it from which there is an answer, and how long it is given. */
const comparedDays = 14
const answerAfterDays = 7
const answerForDays = 28
/** Readings a side needs for a mean, and aspects an answer needs. */
const leastReadings = 3
const leastAspects = 2

/**
 * Whether the last deload worked (C14): % of the aspects that were better in the 14 days after it than in the 14 before:
 * fatigue, motivation, strength (e1RM, %), aches. Evidence gives each change; an aspect without data counts nowhere.
 * @example {"kind":"deloadResponse"}
 */
export const deloadResponse: SignalKind<typeof parameters> = {
  kind: "deloadResponse",
  parameters,
  declare: ({ label }) => ({
    type: "number",
    label: label ?? "Response to the last deload",
    unit: "%",
    range: [0, 100],
  }),
  reads: () => ["fatigue", "motivation", "joints", "sets"],
  derive: (_parameters, { log }) => {
    const deload = log.deloads.findLast(({ to }) => to < log.today)
    if (deload === undefined) return unknown("notAsked")
    const after = log.today - deload.to
    const evidence = { days: [fromDay(deload.from), fromDay(deload.to)] }
    if (after < answerAfterDays) return unknown("tooFewDays", evidence)
    if (after >= answerAfterDays + answerForDays) return unknown("stale", evidence)
    const before = { from: deload.from - comparedDays, to: deload.from - 1 }
    const since = { from: deload.to + 1, to: Math.min(deload.to + comparedDays, log.today) }
    const changes: readonly (readonly [aspect: string, change: number | undefined, better: 1 | -1])[] = [
      ["fatigue", changeOfMean(log.daily("fatigue"), before, since), -1],
      ["motivation", changeOfMean(log.daily("motivation"), before, since), 1],
      ["e1rmPct", changeOfMaxPct(log, before, since), 1],
      ["aches", changeOfAches(log, before, since), -1],
    ]
    const aspects = changes.filter(([, change]) => change !== undefined)
    const each = Object.fromEntries(aspects.map(([aspect, change]) => [aspect, change ?? 0]))
    if (aspects.length < leastAspects) return unknown("tooFewDays", { ...evidence, each })
    const better = aspects.filter(([, change, sign]) => (change ?? 0) * sign > 0)
    return known((100 * better.length) / aspects.length, { ...evidence, each, n: aspects.length })
  },
}

interface Period {
  readonly from: Day
  readonly to: Day
}

function changeOfMean(series: Series, before: Period, since: Period): number | undefined {
  const was = meanOf(series, before)
  const is = meanOf(series, since)
  return was === undefined || is === undefined ? undefined : is - was
}

function meanOf({ days, values }: Series, { from, to }: Period): number | undefined {
  const inside = values.slice(firstAtOrAfter(days, from), firstAtOrAfter(days, to + 1))
  return inside.length < leastReadings ? undefined : mean(inside)
}

/** Worst joint of each reading; undefined where nothing ached before or since, as nothing could get better. */
function changeOfAches({ joints }: LogView, before: Period, since: Period): number | undefined {
  const from = joints.findLastIndex(({ day }) => day < before.from) + 1
  const readings = joints.slice(from)
  const series = {
    days: readings.map(({ day }) => day),
    values: readings.map(({ pain }) => Math.max(0, ...pain.values())),
  }
  const change = changeOfMean(series, before, since)
  return change === 0 && !series.values.some((worst) => worst > 0) ? undefined : change
}

/** Mean over lifts of the change of the mean estimate, %. */
function changeOfMaxPct(log: LogView, before: Period, since: Period): number | undefined {
  const lifts = maxSeriesOf(sessionsBetween(log.sessions, before.from, since.to), 2)
  const changes = lifts.flatMap(({ days, values }) => {
    const was = values.slice(0, firstAtOrAfter(days, before.to + 1))
    const is = values.slice(firstAtOrAfter(days, since.from))
    return was.length === 0 || is.length === 0 ? [] : [100 * (mean(is) / mean(was) - 1)]
  })
  return changes.length === 0 ? undefined : mean(changes)
}
