import { phraseContext, traceRules } from "../rules/account.ts"
import { digestOf } from "../rules/canonical.ts"
import { type RulesOutcome, evaluateCompiled, evaluateWithEngine } from "../rules/evaluate.ts"
import type { Messages } from "../rules/messages.ts"
import { type PhraseContext, ruleSentence, whySentence } from "../rules/phrase.ts"
import { programOf } from "../rules/program.ts"
import type { Advice } from "../rules/schema.ts"
import type { RuleTrace } from "../rules/traceSchema.ts"
import { type Decision, disclaimer } from "./decision.ts"
import { digestRecord, inputDigest } from "./digest.ts"
import { engineVersion } from "./engineVersion.ts"
import { english } from "./explain/english.ts"
import { findCouldBecome } from "./explain/couldBecome.ts"
import { nearestMargins } from "./explain/margins.ts"
import { listNotices } from "./explain/notices.ts"
import { adviceSentence, answerSentence } from "./explain/sentences.ts"
import { listUnknown } from "./explain/unknowns.ts"
import { declareFacts, rulesetHash } from "./ruleset.ts"
import { scopeOf } from "./scopes.ts"
import { calibrationOf } from "./signals/calibration.ts"
import { type Question, type Situation, situationOf } from "./situation.ts"

export interface DecideOptions {
  /** json-rules-engine decides everything that is recorded; the closures, equal by test, serve bulk work. */
  readonly evaluator?: "json-rules-engine" | "compiled"
  readonly messages?: Messages
}

/**
 * The verdict for one athlete at one moment, with everything that explains it. A pure function of its arguments: no
 * clock, no I/O, no state; the same arguments give the same digest on every machine.
 */
export async function decide(question: Question & DecideOptions): Promise<Decision> {
  const { evaluator = "json-rules-engine", messages = english } = question
  const situation = situationOf(question)
  const { ruleset, input } = situation
  const outcome = evaluator === "compiled" ? evaluateCompiled(ruleset, input) : await evaluateWithEngine(ruleset, input)
  return toDecision(situation, outcome, evaluator, messages)
}

function toDecision(situation: Situation, outcome: RulesOutcome, evaluator: Decision["evaluator"], messages: Messages): Decision {
  const { log, ruleset, asOf, layered, view, signals, earlier } = situation
  const context = phraseContext(ruleset, declareFacts(ruleset), layered.thresholds, messages)
  const trace = traceRules(context, outcome, layered)
  const deciding = outcome.decidedBy === null ? undefined : programOf(ruleset).ruleNamed.get(outcome.decidedBy)
  const calibration = calibrationOf(view, Object.keys(situation.measures), situation.measures)
  const findings = listFindings(situation, outcome, trace, context)
  const scope = scopeOf(deciding, situation, outcome)
  const advice = adviceOf(situation, outcome)
  const record: Omit<Decision, "digest"> = {
    athleteId: log.athleteId,
    localDate: asOf.localDate,
    phase: asOf.phase,
    about: asOf.phase === "postSession" ? "nextSession" : "thisSession",
    verdict: outcome.verdict,
    kind: deciding?.event.type === "verdict" ? (deciding.event.params.kind ?? null) : null,
    sentence: answerSentence(messages, {
      verdict: outcome.verdict,
      title: deciding?.title ?? null,
      scope,
      warnings: findings.filter(({ result, family }) => result === true && family !== null).map(({ title }) => title),
      isNext: asOf.phase === "postSession",
      isUncalibrated: Object.values(calibration).every(({ state }) => state !== "ready"),
    }),
    reasons: trace.filter((rule) => rule.result === true && (rule.stage === "finding" || rule.rule === outcome.decidedBy)).map(({ title, conditions }) => whySentence(title, conditions, context)),
    scope: { session: scope.session, lifts: [...scope.lifts], joints: [...scope.joints] },
    advice,
    adviceSentence: adviceSentence(messages, advice),
    decidedBy: outcome.decidedBy,
    overruled: outcome.overruled.map((rule) => overruledRule(rule, trace, context)),
    findings,
    families: { warning: [...outcome.families.warning], possible: [...outcome.families.possible] },
    signals: Object.fromEntries(signals) as Decision["signals"],
    thresholds: Object.fromEntries([...layered.thresholds].map(([name, value]) => [name, { value, layer: layered.layers.get(name) ?? "ruleset" }])),
    margins: nearestMargins(trace, outcome, context),
    unknown: listUnknown(situation, context),
    couldBecome: findCouldBecome(situation, outcome, messages),
    calibration,
    notices: [...listNotices(situation, outcome, context, calibration)],
    earlier,
    ruleset: { id: ruleset.id, version: ruleset.version, hash: rulesetHash(ruleset) },
    overrides: layered.applied.map((override) => ({ layer: override.layer, subject: override.subject, hash: digestOf(override) })),
    engineVersion,
    evaluator,
    asOf,
    inputDigest: inputDigest(log, asOf),
    disclaimer,
  }
  return { ...record, trace: [...trace], digest: digestRecord(record) }
}

function listFindings(situation: Situation, outcome: RulesOutcome, trace: readonly RuleTrace[], context: PhraseContext): Decision["findings"] {
  const findings: Decision["findings"] = []
  for (const rule of situation.ruleset.rules) {
    const result = outcome.results.get(rule.name)
    if (rule.event.type !== "finding" || result === undefined || result === false) continue
    const { session, lifts, joints } = scopeOf(rule, situation, outcome)
    const traced = trace.find(({ rule: name }) => name === rule.name)
    findings.push({
      rule: rule.name,
      title: rule.title,
      result,
      family: rule.event.params.family ?? null,
      scope: { session, lifts: [...lifts], joints: [...joints] },
      sentence: traced === undefined ? ruleSentence(rule, context) : whySentence(rule.title, traced.conditions, context),
    })
  }
  return findings
}

function overruledRule(name: string, trace: readonly RuleTrace[], context: PhraseContext): Decision["overruled"][number] {
  const rule = programOf(context.ruleset).ruleNamed.get(name)
  const traced = trace.find((candidate) => candidate.rule === name)
  const verdict = rule?.event.type === "verdict" ? rule.event.params.verdict : ""
  return { rule: name, verdict, sentence: traced === undefined ? "" : whySentence(traced.title, traced.conditions, context) }
}

/** The deciding rule's advice, else the one named like the verdict, joined by what findings that hold advise. */
function adviceOf({ ruleset }: Situation, { decidedBy, verdict, results }: RulesOutcome): Advice {
  const named = (name: string | undefined): Advice => (name === undefined || !Object.hasOwn(ruleset.advice, name) ? {} : (ruleset.advice[name] ?? {}))
  const deciding = ruleset.rules.find(({ name }) => name === decidedBy)?.event.params.advice
  const main = named(deciding ?? verdict)
  if (verdict !== "reduce") return main
  const extra = ruleset.rules.filter(({ name, event }) => event.type === "finding" && results.get(name) === true).map(({ event }) => named(event.params.advice))
  return Object.assign({}, ...extra, main)
}

