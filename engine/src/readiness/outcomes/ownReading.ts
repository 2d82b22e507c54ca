import type { Decision } from "../decision.ts"
import type { AthleteLog } from "../log/athleteLog.ts"
import { fromDay, toDay } from "../log/day.ts"
import type { ownCallNames } from "../log/schema.ts"
import { viewAt } from "../log/viewAt.ts"
import { sessionCompletion } from "../signals/sessionCompletion.ts"
import { dayVerdict } from "../timeline.ts"

type OwnCall = (typeof ownCallNames)[number]

/** A day's own call, made before the verdict was shown, with the verdict that stood for the day and what followed. */
export interface OwnCallPair {
  readonly localDate: string
  readonly ownCall: OwnCall
  readonly verdict: string
  /** Prescribed work done in the session the call was about, %; absent where there was none or the log does not say. */
  readonly completionPct?: number | undefined
}

/** How many calls there were and how many agreed; `share` in 0 to 1, null where there are too few to say. */
export interface Agreement {
  readonly asked: number
  readonly agreed: number
  readonly share: number | null
}

export interface OwnReading extends Agreement {
  /** The last 28 days, today included. */
  readonly lately: Agreement
  /** The 28 days before those. */
  readonly before: Agreement
  /** Share lately less share before; null where either is. */
  readonly change: number | null
  /** Of the calls whose session is known: a solid one bears out push and train, any other bears out reduce and rest. */
  readonly followed: Agreement
}

/** Below this many calls a share says nothing (our default). */
const leastForShare = 5
const windowDays = 28

/** Verdicts that a call agrees with. No call says deload or refer, so resting and reducing are the nearest to them. */
const agreesWith: Readonly<Record<OwnCall, readonly string[]>> = {
  push: ["push"],
  train: ["train"],
  reduce: ["reduce", "deload"],
  rest: ["reduce", "deload", "refer"],
}

/**
 * How well an athlete reads the own readiness (C21): agreement of calls with verdicts and with what followed, lately
 * against before. `today` is a local date; later pairs are left out; `solidPct` is the completion (%) of a solid session.
 */
export function ownReading(pairs: readonly OwnCallPair[], today: string, solidPct = 95): OwnReading {
  const day = toDay(today)
  const asked = pairs.filter(({ localDate }) => toDay(localDate) <= day)
  const daysAgo = ({ localDate }: OwnCallPair) => day - toDay(localDate)
  const within = (from: number) => asked.filter((pair) => daysAgo(pair) >= from && daysAgo(pair) < from + windowDays)
  const agrees = ({ ownCall, verdict }: OwnCallPair) => agreesWith[ownCall].includes(verdict)
  const lately = agreementOf(within(0), agrees)
  const before = agreementOf(within(windowDays), agrees)
  const followed = asked.filter(({ completionPct }) => completionPct !== undefined)
  return {
    ...agreementOf(asked, agrees),
    lately,
    before,
    change: lately.share === null || before.share === null ? null : lately.share - before.share,
    followed: agreementOf(
      followed,
      ({ ownCall, completionPct = 0 }) => (ownCall === "push" || ownCall === "train") === completionPct >= solidPct,
    ),
  }
}

function agreementOf(pairs: readonly OwnCallPair[], agrees: (pair: OwnCallPair) => boolean): Agreement {
  const agreed = pairs.filter(agrees).length
  return { asked: pairs.length, agreed, share: pairs.length < leastForShare ? null : agreed / pairs.length }
}

/**
 * The own calls of a log with the verdicts given on their days, ascending: of a day its last call before the session, the
 * verdict that stood, and the completion of that day's session. Days without a decision are left out.
 */
export function pairOwnCalls(
  log: AthleteLog,
  decisions: readonly Pick<Decision, "localDate" | "phase" | "verdict">[],
): readonly OwnCallPair[] {
  const last = log.checkIns.at(-1)
  if (last === undefined) return []
  const calls = new Map<string, OwnCall>()
  for (const { localDate, phase, ownCall } of log.checkIns)
    if (ownCall !== undefined && phase !== "postSession") calls.set(localDate, ownCall)
  const view = viewAt(log, { localDate: last.localDate, phase: "postSession" })
  const completion = new Map(
    view.sessions.map((session) => [fromDay(session.day), sessionCompletion(session, view).pct]),
  )
  const byDate = Map.groupBy(decisions, ({ localDate }) => localDate)
  return [...calls].flatMap(([localDate, ownCall]) => {
    const verdict = dayVerdict(byDate.get(localDate) ?? [])?.verdict
    const completionPct = completion.get(localDate)
    return verdict === undefined
      ? []
      : [{ localDate, ownCall, verdict, ...(completionPct !== undefined && { completionPct }) }]
  })
}
