import type { RulesOutcome } from "../../rules/evaluate.ts"
import { type Messages, say, sayAmount, sayNumber } from "../../rules/messages.ts"
import { labelOf, type PhraseContext } from "../../rules/phrase.ts"
import { programOf } from "../../rules/program.ts"
import type { Decision, Notice } from "../decision.ts"
import { readingsNeeded } from "../formulas/baseline.ts"
import { fromDay } from "../log/day.ts"
import { isSessionMeasure } from "../log/sessionMeasures.ts"
import type { Situation } from "../situation.ts"
import { measureName, upperFirst } from "./sentences.ts"

/** Days before a reactive deload that its lateness makes suspect (C15). */
const suspectDays = 21

/** What is to be said besides the answer: notices and questions of rules that hold, calibration, suspect weeks, lower bounds. */
export function listNotices(
  situation: Situation,
  outcome: RulesOutcome,
  context: PhraseContext,
  calibration: Decision["calibration"],
): readonly Notice[] {
  return [
    ...ruleNotices(situation, outcome),
    ...calibrationNotices(situation, calibration, context.messages),
    ...suspectNotice(situation, outcome, context.messages),
    ...signalNotices(situation, context),
  ]
}

function* ruleNotices({ ruleset }: Situation, { results, decidedBy }: RulesOutcome): Generator<Notice> {
  for (const { name, event } of ruleset.rules) {
    const speaks = event.type === "finding" ? results.get(name) === true : name === decidedBy
    if (!speaks) continue
    if (event.params.notice !== undefined) yield { id: "rule.notice", rule: name, text: event.params.notice }
    if (event.params.ask !== undefined) yield { id: "rule.ask", rule: name, text: event.params.ask }
  }
}

function* calibrationNotices(
  { measures }: Situation,
  calibration: Decision["calibration"],
  messages: Messages,
): Generator<Notice> {
  for (const { measure, n, state } of Object.values(calibration)) {
    if (state === "ready") continue
    const needed = readingsNeeded(measure)
    const words = { measure: measureName(messages, measures, measure), n, needed, left: needed - n }
    const id =
      state === "stale"
        ? "notice.baselineStale"
        : isSessionMeasure(measure)
          ? "notice.calibratingSessions"
          : "notice.calibrating"
    if (state === "stale" || n < needed) yield { id, text: `${upperFirst(say(messages, id, words))}.` }
  }
}

function* suspectNotice(
  { ruleset, view }: Situation,
  { decidedBy }: RulesOutcome,
  messages: Messages,
): Generator<Notice> {
  const params = decidedBy === null ? undefined : programOf(ruleset).ruleNamed.get(decidedBy)?.event.params
  if (params === undefined || !("kind" in params) || params.kind !== "reactive") return
  const words = { from: fromDay(view.today - suspectDays), to: fromDay(view.today - 1) }
  yield { id: "notice.suspect", text: `${say(messages, "notice.suspect", words)}.` }
}

function* signalNotices({ ruleset, signals }: Situation, context: PhraseContext): Generator<Notice> {
  const { messages } = context
  for (const [name, signal] of signals) {
    if (!signal.known) continue
    const kind = ruleset.signals[name]?.kind
    if (kind === "deloadResponse" && typeof signal.value === "number")
      yield {
        id: "notice.deloadWorked",
        text: `${say(messages, "notice.deloadWorked", { value: sayNumber(signal.value) })}.`,
      }
    const { note } = signal.evidence
    if (kind !== "sinceDeload" || note === undefined) continue
    // A young log says nothing about deloads yet.
    if (note === "at least" && typeof signal.value === "number" && signal.value < 4) continue
    const value = typeof signal.value === "number" ? sayAmount(Math.floor(signal.value), "weeks", messages) : ""
    const id = note === "at least" ? "notice.atLeast" : "notice.note"
    const text = upperFirst(say(messages, id, { label: labelOf(name, context), note, value }))
    yield { id, text: text.endsWith("?") ? text : `${text}.` }
  }
}
