import { phraseContext, traceRules } from "../rules/account.ts"
import { digestOf } from "../rules/canonical.ts"
import { type RulesOutcome, evaluateCompiled, evaluateWithEngine } from "../rules/evaluate.ts"
import type { Messages } from "../rules/messages.ts"
import { type PhraseContext, whySentence } from "../rules/phrase.ts"
import { programOf } from "../rules/program.ts"
import type { Advice, Rule } from "../rules/schema.ts"
import { type TraceContext, traceCondition } from "../rules/trace.ts"
import { type Decision, disclaimer } from "./decision.ts"
import { digestRecord, inputDigest } from "./digest.ts"
import { engineVersion } from "./engineVersion.ts"
import { english } from "./explain/english.ts"
import { findCouldBecome } from "./explain/couldBecome.ts"
import { nearestMargins } from "./explain/margins.ts"
import { listNotices } from "./explain/notices.ts"
import { adviceSentence, answerSentence, spaced } from "./explain/sentences.ts"
import { listUnknown } from "./explain/unknowns.ts"
import { type Ruleset, declareFacts, rulesetHash } from "./ruleset.ts"
import { scopeOf } from "./scopes.ts"
import type { Evidence } from "./signals/signal.ts"
import { calibrationOf } from "./signals/calibration.ts"
import { type Question, type Situation, situationOf } from "./situation.ts"

export interface DecideOptions {
  /** json-rules-engine decides everything that is recorded; the closures, equal by test, serve bulk work. */
  readonly evaluator?: "json-rules-engine" | "compiled"
  readonly messages?: Messages
  /** True: the decision carries its full trace; else `traceOf` rebuilds it from the record when it is asked for. */
  readonly withTrace?: boolean
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
  const subjects = (fact: string) => subjectsOf(situation.signals.get(fact)?.evidence)
  const context = {
    ...phraseContext(ruleset, declareFacts(ruleset), situation.layered.thresholds, messages),
    subjects,
  }
  const decision = toDecision(situation, outcome, evaluator, context)
  return question.withTrace === true
    ? { ...decision, trace: [...traceRules(context, outcome, situation.layered)] }
    : decision
}

function toDecision(
  situation: Situation,
  outcome: RulesOutcome,
  evaluator: Decision["evaluator"],
  context: PhraseContext,
): Decision {
  const { log, ruleset, asOf, layered, view, signals, earlier } = situation
  const { messages } = context
  const trace: TraceContext = {
    facts: outcome.facts,
    layers: layered.layers,
    declarations: context.declarations,
    named: ruleset.conditions,
  }
  const said = new Map<Rule, string>()
  const why = (rule: Rule) => {
    const sentence = said.get(rule) ?? whySentence(rule.title, traceCondition(rule.conditions, trace), context)
    said.set(rule, sentence)
    return sentence
  }
  const deciding = outcome.decidedBy === null ? undefined : programOf(ruleset).ruleNamed.get(outcome.decidedBy)
  const calibration = calibrationOf(view, [...Object.keys(situation.measures), "sessionRpe"], situation.measures)
  const findings = listFindings(situation, outcome, why)
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
      warnings: restsOnWarnings(ruleset, outcome.decidedBy) ? titlesOfFamilies(findings) : [],
      isNext: asOf.phase === "postSession",
      isUncalibrated: Object.values(calibration).every(({ state }) => state !== "ready"),
    }),
    reasons: ruleset.rules
      .filter(
        ({ name, event }) =>
          outcome.results.get(name) === true && (event.type === "finding" || name === outcome.decidedBy),
      )
      .map(why),
    scope: { session: scope.session, lifts: [...scope.lifts], joints: [...scope.joints] },
    advice,
    adviceSentence: adviceSentence(messages, advice),
    decidedBy: outcome.decidedBy,
    overruled: outcome.overruled.flatMap((name) => overruledRule(name, ruleset, why)),
    findings,
    families: { warning: [...outcome.families.warning], possible: [...outcome.families.possible] },
    signals: Object.fromEntries(signals) as Decision["signals"],
    thresholds: Object.fromEntries(
      [...layered.thresholds].map(([name, value]) => [name, { value, layer: layered.layers.get(name) ?? "ruleset" }]),
    ),
    margins: nearestMargins(outcome, trace, context, layered.disabled),
    unknown: listUnknown(situation, context),
    couldBecome: findCouldBecome(situation, outcome, messages),
    calibration,
    notices: [...listNotices(situation, outcome, context, calibration)],
    earlier,
    ruleset: { id: ruleset.id, version: ruleset.version, hash: rulesetHash(ruleset) },
    overrides: layered.applied.map((override) => ({
      layer: override.layer,
      subject: override.subject,
      hash: digestOf(override),
    })),
    engineVersion,
    evaluator,
    asOf,
    inputDigest: inputDigest(log, asOf),
    disclaimer,
  }
  return { ...record, digest: digestRecord(record) }
}

/** The lifts or joints that a signal names. */
function subjectsOf(evidence: Evidence | undefined): readonly string[] {
  return [...(evidence?.lifts ?? []), ...(evidence?.joints ?? []).map(spaced)]
}

function listFindings(situation: Situation, outcome: RulesOutcome, why: (rule: Rule) => string): Decision["findings"] {
  const findings: Decision["findings"] = []
  for (const rule of situation.ruleset.rules) {
    const result = outcome.results.get(rule.name)
    if (rule.event.type !== "finding" || result === undefined || result === false) continue
    const { session, lifts, joints } = scopeOf(rule, situation, outcome)
    findings.push({
      rule: rule.name,
      title: rule.title,
      result,
      family: rule.event.params.family ?? null,
      scope: { session, lifts: [...lifts], joints: [...joints] },
      sentence: why(rule),
    })
  }
  return findings
}

/** Whether a verdict is given because of warning signs: pain or an illness decides without them. */
function restsOnWarnings(ruleset: Ruleset, decidedBy: string | null): boolean {
  const read = decidedBy === null ? undefined : programOf(ruleset).factsReadBy.get(decidedBy)
  return read?.has("warningFamilies") === true
}

/** One title for each family of warning signs that holds: its first finding in the ruleset's order, which is the weightiest. */
function titlesOfFamilies(findings: Decision["findings"]): readonly string[] {
  const titles = new Map<string, string>()
  for (const { result, family, title } of findings)
    if (result === true && family !== null && !titles.has(family)) titles.set(family, title)
  return [...titles.values()]
}

function overruledRule(name: string, ruleset: Ruleset, why: (rule: Rule) => string): Decision["overruled"] {
  const rule = programOf(ruleset).ruleNamed.get(name)
  return rule?.event.type === "verdict" ? [{ rule: name, verdict: rule.event.params.verdict, sentence: why(rule) }] : []
}

/** The deciding rule's advice, else the one named like the verdict, joined by what findings that hold advise. */
function adviceOf({ ruleset }: Situation, { decidedBy, verdict, results }: RulesOutcome): Advice {
  const named = (name: string | undefined): Advice =>
    name === undefined || !Object.hasOwn(ruleset.advice, name) ? {} : (ruleset.advice[name] ?? {})
  const deciding = ruleset.rules.find(({ name }) => name === decidedBy)?.event.params.advice
  const main = named(deciding ?? verdict)
  if (verdict !== "reduce") return main
  const extra = ruleset.rules
    .filter(({ name, event }) => event.type === "finding" && results.get(name) === true)
    .map(({ event }) => named(event.params.advice))
  return Object.assign({}, ...extra, main)
}
