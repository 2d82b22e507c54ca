import { z } from "zod"
import { type RulesOutcome, evaluateCompiled, evaluateWithEngine } from "../rules/evaluate.ts"
import { layer } from "../rules/overrides.ts"
import type { Case, CaseExpectation, CaseFile, CaseSignal, QuietDay } from "./caseFile.ts"
import { readLog } from "./log/athleteLog.ts"
import { viewAt } from "./log/viewAt.ts"
import { outcomeNames } from "./outcomeNames.ts"
import { type Ruleset, measuresOf } from "./ruleset.ts"
import { scopeOf } from "./scopes.ts"
import { type SignalValue, known, unknown } from "./signals/signal.ts"
import { type Earlier, type Situation, toRulesInput } from "./situation.ts"

/** What a case came to; `closuresAgree` is false where the two evaluators differ, which fails the case as well. */
export interface CaseReport {
  readonly title: string
  readonly kind: Case["kind"]
  readonly passed: boolean
  readonly expected: CaseExpectation
  readonly found: CaseExpectation
  readonly closuresAgree: boolean
}

/** Runs a file's cases on json-rules-engine and on the closures: a report a case, in the file's order. */
export async function runCases(ruleset: Ruleset, base: QuietDay, file: CaseFile): Promise<readonly CaseReport[]> {
  const reports: CaseReport[] = []
  for (const one of file.cases) {
    const situation = situationOfCase(ruleset, base, one)
    const outcome = await evaluateWithEngine(ruleset, situation.input)
    const found = foundBy(file.rule, situation, outcome, one.expect.scope !== undefined)
    const closuresAgree = sameOutcome(outcome, evaluateCompiled(ruleset, situation.input))
    const passed = closuresAgree && canonical(found) === canonical(one.expect)
    reports.push({ title: one.title, kind: one.kind, passed, expected: one.expect, found, closuresAgree })
  }
  return reports
}

/** An empty log stands behind a case, as scopes look up which lifts were trained. */
function situationOfCase(ruleset: Ruleset, base: QuietDay, one: Case): Situation {
  const { phase = "morning", earlier: verdict, thresholds = {} } = one
  const asOf = { localDate: "2000-01-01", phase }
  const log = readLog([], "case")
  const defaults = layer(ruleset, [], { localDate: asOf.localDate, athlete: "case" })
  const layered = { ...defaults, thresholds: new Map([...defaults.thresholds, ...Object.entries(thresholds)]) }
  const signals = new Map(
    Object.entries({ ...base.signals, ...one.signals }).map(([name, value]) => [name, toSignalValue(value)]),
  )
  const earlier: Earlier | null =
    verdict === undefined
      ? null
      : { phase: phase === "afterWarmup" ? "preSession" : "morning", verdict, decidedBy: null }
  const input = toRulesInput(signals, layered, phase, earlier)
  const place = { log, ruleset, overrides: [], asOf, view: viewAt(log, asOf), measures: measuresOf(ruleset) }
  return { ...place, layered, signals, earlier, earlierSituation: null, input }
}

function toSignalValue(value: CaseSignal): SignalValue {
  if (value === null) return unknown("tooFewDays")
  if (typeof value !== "object") return known(value)
  if ("unknown" in value) return unknown(value.unknown)
  const { joints, lifts } = value
  return known(value.value, { ...(joints && { joints }), ...(lifts && { lifts }) })
}

function foundBy(name: string, situation: Situation, outcome: RulesOutcome, withScope: boolean): CaseExpectation {
  const { verdict, decidedBy, results } = outcome
  const found = { result: results.get(name) ?? false, verdict: z.enum(outcomeNames).parse(verdict), decidedBy }
  if (!withScope) return found
  const deciding = situation.ruleset.rules.find((rule) => rule.name === decidedBy)
  const { session, joints, lifts } = scopeOf(deciding, situation, outcome)
  return { ...found, scope: session ? "session" : { joints: [...joints], lifts: [...lifts] } }
}

function sameOutcome(one: RulesOutcome, other: RulesOutcome): boolean {
  return comparable(one) === comparable(other)
}

function comparable({ results, families, verdict, decidedBy, overruled, couldFire }: RulesOutcome): string {
  const byRule = [...results].toSorted(([a], [b]) => (a < b ? -1 : 1))
  return JSON.stringify([byRule, families, verdict, decidedBy, overruled, couldFire])
}

function canonical({ result, verdict, decidedBy, scope }: CaseExpectation): string {
  const where = scope === undefined || scope === "session" ? scope : [scope.joints.toSorted(), scope.lifts.toSorted()]
  return JSON.stringify([result, verdict, decidedBy, where ?? null])
}
