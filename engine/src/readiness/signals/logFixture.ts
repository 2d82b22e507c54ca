import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"
import { readLog, type AthleteLog } from "../log/athleteLog.ts"
import { fromDay, toDay } from "../log/day.ts"
import type { LoggedEntry } from "../log/loggedEntry.ts"
import type { AsOf, LogView } from "../log/logView.ts"
import { entrySchema, type Entry, type Phase } from "../log/schema.ts"
import { viewAt } from "../log/viewAt.ts"
import { measureCatalogue, type MeasureCatalogue } from "../measures.ts"
import type { SignalKind, SignalValue } from "./signal.ts"

/**
 * Small logs for tests of signals; imported by tests only. Days are counted from the day decided about: 0 is today, −1
 * yesterday. A log is a list of entries, a view is the list as a decision sees it:
 *
 * @example
 * const view = viewOf([...days("restingHr", -34, steady(34, 50)), ...days("restingHr", 0, [57]), session(-2, { rpe: 7 })])
 * derive(deltaFromBaseline, { measure: "restingHr" }, view) // → { known: true, value: 7, evidence: … }
 * viewOf(entries, { phase: "postSession" }) // today's session is seen; { day: -3 } looks from three days ago
 */
export const today = toDay("2020-03-01")

/** The local date `offset` days after today. */
export function date(offset: number): string {
  return fromDay(today + offset)
}

type CheckInParts = Partial<Omit<Extract<Entry, { type: "checkIn" }>, "type" | "athleteId" | "localDate">>

/** A check-in, of the morning unless `phase` says otherwise. */
export function checkIn(offset: number, parts: CheckInParts = {}): Entry {
  return entry({ type: "checkIn", clientId: "fixture", phase: "morning", localDate: date(offset), ...parts })
}

/** One measure on consecutive days from `from` on; `undefined` leaves a day out. */
export function days(
  measure: string,
  from: number,
  values: readonly (number | undefined)[],
  phase: Phase = "morning",
): Entry[] {
  return values.flatMap((value, index) =>
    value === undefined ? [] : [checkIn(from + index, { clientId: measure, phase, measures: { [measure]: value } })],
  )
}

/** The same value n times, or values alternating around it by `swing`. */
export function steady(n: number, value: number, swing = 0): number[] {
  return Array.from({ length: n }, (_, index) => value + (index % 2 === 0 ? swing : -swing))
}

/** A session, reported by its `postSession` check-in. */
export function session(offset: number, parts: Record<string, unknown> = {}): Entry {
  return entry({
    type: "checkIn",
    clientId: "session",
    phase: "postSession",
    localDate: date(offset),
    session: { status: "completed", ...parts },
  })
}

/** Any entry of the fixture's athlete, parsed: throws when it is not a valid log line. */
export function entry(parts: Record<string, unknown>): Entry {
  return entrySchema.parse({ athleteId: "p01", ...parts })
}

export function logged(entries: readonly Entry[]): LoggedEntry[] {
  return entries.map((one) => ({ entry: one, digest: bytesToHex(sha256(utf8ToBytes(JSON.stringify(one)))) }))
}

export function logOf(entries: readonly Entry[]): AthleteLog {
  return readLog(logged(entries), "p01")
}

/** The log as seen on day 0 in the morning, or as said. */
export function viewOf(entries: readonly Entry[], at: { day?: number; phase?: Phase } = {}): LogView {
  return viewAt(logOf(entries), asOf(at))
}

export function asOf({ day = 0, phase = "morning" }: { day?: number; phase?: Phase } = {}): AsOf {
  return { localDate: date(day), phase }
}

/** Derives a signal from its definition as a ruleset writes it (without `kind`); `others` are the signals it reads. */
export function derive(
  kind: SignalKind,
  definition: Record<string, unknown>,
  log: LogView,
  others: Readonly<Record<string, SignalValue>> = {},
  measures: MeasureCatalogue = measureCatalogue,
): SignalValue {
  return kind.derive(kind.parameters.parse({ kind: kind.kind, ...definition }), {
    log,
    measures,
    signal: (name) => others[name] ?? { known: false, reason: "notAsked", evidence: {} },
  })
}

/** What a table compares: the value, or the reason for its absence. */
export function outcome(signal: SignalValue): unknown {
  return signal.known ? signal.value : signal.reason
}
