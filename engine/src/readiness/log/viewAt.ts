import { toDay } from "./day.ts"
import { deloadsOf } from "./deloads.ts"
import type { AsOf, LogView, Series } from "./logView.ts"
import { seriesUpTo, type Reading } from "./measureSeries.ts"
import { toMoment } from "./moment.ts"
import type { AthleteLog } from "./orderedLog.ts"
import { itemsUpTo } from "./ordered.ts"
import type { LoggedSet } from "./schema.ts"

/**
 * The log as a decision at `asOf` sees it. A view costs next to nothing to make; each part is cut when first read, and kept.
 * INVARIANT: members do not use `this`, so that an object which inherits from a view and overrides some of them works.
 */
export function viewAt(log: AthleteLog, asOf: AsOf): LogView {
  const today = toDay(asOf.localDate)
  const moment = toMoment(today, asOf.phase)
  const kept = new Map<string, Series>()
  const cut = (measure: string, reading: Reading): Series => {
    const key = `${reading} ${measure}`
    const before = kept.get(key)
    if (before !== undefined) return before
    const series = seriesUpTo(log.series(measure, reading), moment)
    kept.set(key, series)
    return series
  }
  const saidBefore = (measure: string): Series => {
    const said = cut(measure, "beforeSession")
    if (asOf.phase !== "morning" || said.days.at(-1) === today) return said
    // Today's later answer stands in the whole log's series and is cut off here: what was said this morning is known.
    const morning = cut(measure, "morning")
    const value = morning.days.at(-1) === today ? morning.values.at(-1) : undefined
    return value === undefined ? said : { days: [...said.days, today], values: [...said.values, value] }
  }
  const standing = once(() => log.standingAt(moment))
  const joints = once(() => itemsUpTo(log.joints, moment))
  const symptoms = once(() => itemsUpTo(log.symptoms, moment))
  const discomfort = once(() => itemsUpTo(log.discomfort, moment))
  const sessions = once(() => itemsUpTo(log.sessions, moment))
  const checkInDays = once(() => itemsUpTo(log.checkInDays, moment))
  const warmupSets = once(() => {
    const session = sessions().at(-1)
    return session?.day === today
      ? session.sets.filter(({ kind }) => kind === "warmup")
      : setsSentToday(log, asOf, moment)
  })
  const deloads = once(() => deloadsOf(standing().planned, standing().choices, today))
  const excluded = once(() => [
    ...standing().annotations.filter(({ cause }) => cause === "illness" || cause === "travel"),
    ...deloads(),
  ])
  const plan = once(() => {
    const { rhythms, ...planned } = standing().planned
    return { ...planned, deloadEveryWeeks: rhythms.findLast(({ from }) => from <= today)?.weeks }
  })
  return {
    athleteId: log.athleteId,
    get team() {
      return standing().team
    },
    asOf,
    today,
    daily: (measure) => cut(measure, "daily"),
    beforeSession: saidBefore,
    afterWarmup: (measure) => cut(measure, "afterWarmup"),
    isExcludedFromBaselines: (day) => excluded().some(({ from, to }) => from <= day && day <= to),
    get joints() {
      return joints()
    },
    get symptoms() {
      return symptoms()
    },
    get discomfort() {
      return discomfort()
    },
    get sessions() {
      return sessions()
    },
    get warmupSets() {
      return warmupSets()
    },
    get annotations() {
      return standing().annotations
    },
    get plan() {
      return plan()
    },
    get choices() {
      return standing().choices
    },
    get checkInDays() {
      return checkInDays()
    },
    get deloads() {
      return deloads()
    },
    get experience() {
      return standing().experience.findLast(({ from }) => from <= today)?.is
    },
    get trainingStart() {
      return standing().trainingStart
    },
    get firstSession() {
      return itemsUpTo(log.firstSession, moment)[0]
    },
    get firstDay() {
      return checkInDays()[0]
    },
  }
}

/** Before the session is logged, today's sets are those sent after the warm-up, all of them warm-up sets. */
function setsSentToday(log: AthleteLog, asOf: AsOf, moment: number): readonly LoggedSet[] {
  const since = log.checkInsUpTo(toMoment(toDay(asOf.localDate), "morning") - 1).length
  return log
    .checkInsUpTo(moment)
    .slice(since)
    .flatMap(({ session }) => session?.sets ?? [])
}

function once<T extends object>(make: () => T): () => T {
  let made: T | undefined
  return () => (made ??= make())
}
