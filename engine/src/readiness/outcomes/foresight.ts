import { fromDay, toDay } from "../log/day.ts"
import { type VerdictOfDay, isUnplannedBackOff, unplannedEpisodes } from "./backOffs.ts"

/** How unplanned back-offs stood to what went wrong afterwards. Whole numbers; `leadDays` ascending, one a foreseen event. */
export interface Foresight {
  /** Injuries and missed or modified sessions. */
  readonly events: number
  /** Events with an unplanned back-off on one of the 14 days before. */
  readonly foreseen: number
  /** Days from the first of those back-offs to the event. */
  readonly leadDays: readonly number[]
  /** Episodes of unplanned back-offs that no event followed within 14 days, of those that were followed so long. */
  readonly falseAlarms: number
  /** Episodes that were followed long enough, or by an event. */
  readonly judgedAlarms: number
}

const windowDays = 14

/**
 * Holds ascending days against the local dates of events; `until` is the last date logged: an episode less than 14 days
 * before it, without an event since, is not judged. A back-off on the event's own day foresees nothing.
 */
export function foresightOf(days: readonly VerdictOfDay[], events: readonly string[], until: string): Foresight {
  const first = days[0]?.localDate
  const last = days.at(-1)?.localDate
  const inReach = events.filter(
    (date) => first !== undefined && last !== undefined && date >= first && toDay(date) <= toDay(last) + windowDays,
  )
  const backOffs = days.filter(isUnplannedBackOff)
  const leadDays = inReach.flatMap((date) => {
    const from = fromDay(toDay(date) - windowDays)
    const before = backOffs.find(({ localDate }) => localDate >= from && localDate < date)
    return before === undefined ? [] : [toDay(date) - toDay(before.localDate)]
  })
  const alarms = unplannedEpisodes(days).map((episode) => {
    const [from, to] = [toDay(episode[0]?.localDate ?? until), toDay(episode.at(-1)?.localDate ?? until)]
    const isBorneOut = inReach.some((date) => toDay(date) > from && toDay(date) <= to + windowDays)
    return isBorneOut ? "true" : to + windowDays <= toDay(until) ? "false" : "open"
  })
  return {
    events: inReach.length,
    foreseen: leadDays.length,
    leadDays: leadDays.toSorted((a, b) => a - b),
    falseAlarms: alarms.filter((alarm) => alarm === "false").length,
    judgedAlarms: alarms.filter((alarm) => alarm !== "open").length,
  }
}

/** Sums of many athletes' foresight. */
export function sumForesight(all: readonly Foresight[]): Foresight {
  const total = (of: (each: Foresight) => number) => all.reduce((sum, each) => sum + of(each), 0)
  return {
    events: total(({ events }) => events),
    foreseen: total(({ foreseen }) => foreseen),
    leadDays: all.flatMap(({ leadDays }) => leadDays).toSorted((a, b) => a - b),
    falseAlarms: total(({ falseAlarms }) => falseAlarms),
    judgedAlarms: total(({ judgedAlarms }) => judgedAlarms),
  }
}
