import { DigestChain, digestOf } from "../rules/canonical.ts"
import type { Decision } from "./decision.ts"
import type { AthleteLog } from "./log/athleteLog.ts"
import { toDay } from "./log/day.ts"
import type { AsOf } from "./log/logView.ts"
import { toMoment } from "./log/moment.ts"
import type { LoggedEntry } from "./log/loggedEntry.ts"

/** Fingerprint of everything a decision could read: SHA-256 over the stored digests of the entries seen at the moment, in the log's order. */
export function inputDigest(log: AthleteLog, asOf: AsOf): string {
  const entries = entriesSeenAt(log, asOf)
  // Along a timeline each moment sees what the one before saw and a little more.
  const before = chains.get(log)
  const chain = before === undefined || before.count > entries.length ? new DigestChain() : before
  chain.add(entries.slice(chain.count).map(({ digest }) => digest))
  chains.set(log, chain)
  return chain.digest()
}

const chains = new WeakMap<AthleteLog, DigestChain>()

/** The entries that a decision at the moment could read, in the log's order. */
export function entriesSeenAt(log: AthleteLog, { localDate, phase }: AsOf): readonly LoggedEntry[] {
  return log.entriesUpTo(toMoment(toDay(localDate), phase))
}

/**
 * A decision's own fingerprint: what was asked, on what, what the signals said, and what came of it. Left out are who
 * computed it (`id`, `evaluator`, `engineVersion`) and what follows from the rest (`trace`, evidence, thresholds, which
 * the ruleset's and the overrides' hashes fix, and every sentence), so that another evaluator and another language give
 * the same one; a replay compares those field by field.
 */
export function digestRecord(record: Omit<Decision, "digest">): string {
  const {
    athleteId,
    localDate,
    phase,
    asOf,
    ruleset,
    overrides,
    earlier,
    verdict,
    kind,
    scope,
    advice,
    decidedBy,
    families,
  } = record
  const signals: Record<string, unknown> = {}
  for (const [name, signal] of Object.entries(record.signals))
    signals[name] = signal.known ? signal.value : { unknown: signal.reason }
  const overruled = record.overruled.map(({ rule }) => rule)
  const findings = record.findings.map(({ rule, result, scope: of }) => ({ rule, result, scope: of }))
  const asked = { athleteId, localDate, phase, asOf, ruleset, overrides, earlier, inputDigest: record.inputDigest }
  return digestOf({ ...asked, signals, findings, families, verdict, kind, scope, advice, decidedBy, overruled })
}
