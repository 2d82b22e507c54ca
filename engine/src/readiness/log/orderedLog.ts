import { answersOf, jointReadings } from "./answers.ts"
import type { Day } from "./day.ts"
import type { LoggedEntry } from "./loggedEntry.ts"
import type { Answer, JointReading, Session } from "./logView.ts"
import { gatherMeasures, measureSeries, type MeasureSeries, type Reading, type Said } from "./measureSeries.ts"
import { dayOf, toMoment, type Moment } from "./moment.ts"
import { itemsUpTo, type Ordered } from "./ordered.ts"
import type { CheckIn, Entry } from "./schema.ts"
import { isSessionMeasure, sessionMeasure } from "./sessionMeasures.ts"
import { sessionSeries, sessionsOf, tookPlace } from "./sessions.ts"
import { toStanding, type Standing } from "./standing.ts"

/**
 * One athlete's whole log, put in order once so that views of it are cut-offs. Everything is keyed by the moment from
 * which decisions see it (`moment.ts`) and built when it is first asked for; nothing here is limited to an `asOf`, so
 * signals read `LogView` instead.
 */
export class AthleteLog {
  readonly athleteId: string
  /** The entries that count, ascending by the moment from which they are seen, then by `recordedAt`. */
  readonly entries: readonly LoggedEntry[]
  /** Ascending by day, phase and `recordedAt`. */
  readonly checkIns: readonly CheckIn[]
  readonly #moments: readonly Moment[]
  readonly #checkIns: Ordered<CheckIn>
  readonly #standing: Ordered<Entry>
  readonly #standingByCount = new Map<number, Standing>()
  readonly #series = new Map<string, MeasureSeries>()
  #measures: ReadonlyMap<string, Said> | undefined
  #joints: Ordered<JointReading> | undefined
  #symptoms: Ordered<Answer<readonly string[]>> | undefined
  #discomfort: Ordered<Answer<"effort" | "signal" | "unsure">> | undefined
  #sessions: Ordered<Session> | undefined
  #firstSession: Ordered<Day> | undefined
  #checkInDays: Ordered<Day> | undefined

  constructor(athleteId: string, { keys, items }: Ordered<LoggedEntry>) {
    const checkIns: CheckIn[] = []
    const checkInMoments: Moment[] = []
    const standing: Entry[] = []
    const standingMoments: Moment[] = []
    for (const [index, { entry }] of items.entries()) {
      const moment = keys[index] ?? Number.NaN
      if (entry.type === "checkIn") {
        checkIns.push(entry)
        checkInMoments.push(moment)
      } else if (entry.type !== "outcome") {
        standing.push(entry)
        standingMoments.push(moment)
      }
    }
    this.athleteId = athleteId
    this.entries = items
    this.checkIns = checkIns
    this.#moments = keys
    this.#checkIns = { keys: checkInMoments, items: checkIns }
    this.#standing = { keys: standingMoments, items: standing }
  }

  /** The entries that a decision at `moment` sees: a prefix of `entries`. */
  entriesUpTo(moment: Moment): readonly LoggedEntry[] {
    return itemsUpTo({ keys: this.#moments, items: this.entries }, moment)
  }

  checkInsUpTo(moment: Moment): readonly CheckIn[] {
    return itemsUpTo(this.#checkIns, moment)
  }

  /** Plans, annotations, choices and the athlete as seen at `moment`; the same object until the next entry is seen. */
  standingAt(moment: Moment): Standing {
    const entries = itemsUpTo(this.#standing, moment)
    const known = this.#standingByCount.get(entries.length)
    if (known !== undefined) return known
    const standing = toStanding(entries)
    this.#standingByCount.set(entries.length, standing)
    return standing
  }

  /** A measure of check-ins or of sessions over the whole log. */
  series(measure: string, reading: Reading): MeasureSeries {
    const key = `${reading} ${measure}`
    const known = this.#series.get(key)
    if (known !== undefined) return known
    const series =
      isSessionMeasure(measure) && reading === "daily"
        ? sessionSeries(this.sessions, (session) => sessionMeasure(measure, session))
        : measureSeries((this.#measures ??= gatherMeasures(this.#checkIns)).get(measure), reading)
    this.#series.set(key, series)
    return series
  }

  get joints(): Ordered<JointReading> {
    return (this.#joints ??= jointReadings(this.#checkIns))
  }

  get symptoms(): Ordered<Answer<readonly string[]>> {
    return (this.#symptoms ??= answersOf(this.#checkIns, ({ symptoms }) => symptoms))
  }

  get discomfort(): Ordered<Answer<"effort" | "signal" | "unsure">> {
    return (this.#discomfort ??= answersOf(this.#checkIns, ({ discomfort }) => discomfort))
  }

  get sessions(): Ordered<Session> {
    return (this.#sessions ??= sessionsOf(this.#checkIns))
  }

  /** The first day with anything trained, at most one. */
  get firstSession(): Ordered<Day> {
    if (this.#firstSession !== undefined) return this.#firstSession
    const first = this.sessions.items.find(tookPlace)
    this.#firstSession =
      first === undefined ? { keys: [], items: [] } : { keys: [toMoment(first.day, "postSession")], items: [first.day] }
    return this.#firstSession
  }

  /** Days with a check-in, each seen from its first phase on. */
  get checkInDays(): Ordered<Day> {
    if (this.#checkInDays !== undefined) return this.#checkInDays
    const keys: Moment[] = []
    const items: Day[] = []
    for (const moment of this.#checkIns.keys) {
      if (items.at(-1) === dayOf(moment)) continue
      keys.push(moment)
      items.push(dayOf(moment))
    }
    this.#checkInDays = { keys, items }
    return this.#checkInDays
  }
}
