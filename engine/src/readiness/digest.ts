import { digestOf, sha256Hex } from "../rules/canonical.ts"
import type { Decision } from "./decision.ts"
import type { AthleteLog } from "./log/athleteLog.ts"
import { toDay } from "./log/day.ts"
import type { AsOf } from "./log/logView.ts"
import { toMoment } from "./log/moment.ts"
import type { LoggedEntry } from "./log/loggedEntry.ts"

/** Fingerprint of everything a decision could read: SHA-256 over the stored digests of the entries seen at the moment, in the log's order. */
export function inputDigest(log: AthleteLog, asOf: AsOf): string {
  return sha256Hex(
    entriesSeenAt(log, asOf)
      .map(({ digest }) => digest)
      .join("\n"),
  )
}

/** The entries that a decision at the moment could read, in the log's order. */
export function entriesSeenAt(log: AthleteLog, { localDate, phase }: AsOf): readonly LoggedEntry[] {
  return log.entriesUpTo(toMoment(toDay(localDate), phase))
}

/**
 * A decision's own fingerprint: what was decided, on what, by which rules and numbers. Left out are who computed it (`id`,
 * `evaluator`, `engineVersion`) and what is told from the rest (`trace`, sentences, margins, notices), so that another
 * evaluator and another language give the same one.
 */
export function digestRecord(record: Omit<Decision, "digest">): string {
  const {
    athleteId,
    localDate,
    phase,
    verdict,
    kind,
    scope,
    advice,
    decidedBy,
    signals,
    thresholds,
    families,
    earlier,
    ruleset,
    overrides,
    asOf,
    inputDigest: input,
  } = record
  const overruled = record.overruled.map(({ rule }) => rule)
  const findings = record.findings.map(({ rule, result, scope: of }) => ({ rule, result, scope: of }))
  return digestOf({
    athleteId,
    localDate,
    phase,
    verdict,
    kind,
    scope,
    advice,
    decidedBy,
    overruled,
    findings,
    families,
    signals,
    thresholds,
    earlier,
    ruleset,
    overrides,
    asOf,
    inputDigest: input,
  })
}
