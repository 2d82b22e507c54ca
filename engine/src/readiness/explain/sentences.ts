import { type Messages, say, sayAmount, sayNumber } from "../../rules/messages.ts"
import type { Advice } from "../../rules/schema.ts"
import type { MeasureCatalogue } from "../measures.ts"

/** What a verdict or finding speaks of. */
export interface Scope {
  readonly session: boolean
  readonly lifts: readonly string[]
  readonly joints: readonly string[]
}

/** The answer of a decision in a sentence. */
export function answerSentence(
  messages: Messages,
  answer: {
    readonly verdict: string
    /** Title of the deciding rule; null when the ruleset's `otherwise` decided. */
    readonly title: string | null
    readonly scope: Scope
    readonly warnings: readonly string[]
    readonly isNext: boolean
    readonly isUncalibrated: boolean
  },
): string {
  const verdict = messages[`outcome.${answer.verdict}`] ?? answer.verdict
  const others = answer.warnings.filter((title) => title !== answer.title)
  const because =
    others.length > 0 ? say(messages, "answer.because", { titles: others.map(lowerFirst).join(", ") }) : ""
  const sentence =
    answer.title === null
      ? say(messages, "answer.otherwise", {
          verdict,
          because: answer.isUncalibrated ? say(messages, "answer.uncalibrated") : because,
        })
      : say(messages, "answer.decided", {
          verdict,
          scope: scopePhrase(messages, answer.scope),
          title: lowerFirst(answer.title),
          because,
        })
  return answer.isNext ? say(messages, "answer.next", { answer: lowerFirst(sentence) }) : sentence
}

/** `, squat only`, or nothing for the whole session. */
function scopePhrase(messages: Messages, { session, lifts, joints }: Scope): string {
  if (session) return ""
  const words = { lifts: lifts.join(", "), joints: joints.map(spaced).join(" and ") }
  if (lifts.length === 0) return say(messages, joints.length === 0 ? "scope.session" : "scope.joints", words)
  return say(messages, joints.length === 0 ? "scope.lifts" : "scope.jointLifts", words)
}

/** Advice in words: `Sets −33 %, RPE at most 7.` */
export function adviceSentence(messages: Messages, advice: Advice): string {
  const parts = Object.entries(advice)
    .filter(([, value]) => value !== false)
    .map(([name, value]) =>
      say(messages, `advice.${name}`, { value: typeof value === "number" ? sayNumber(value) : String(value) }),
    )
  return parts.length === 0 ? say(messages, "advice.none") : `${upperFirst(parts.join(", "))}.`
}

/** What a measure is called: its label in the catalogue, or the word for `joints`, `sets` and the like. */
export function measureName(messages: Messages, measures: MeasureCatalogue, name: string): string {
  const label = measures[name]?.label
  return label === undefined ? (messages[`measure.${name}`] ?? name) : lowerFirst(label)
}

/** A measure's value with its unit. */
export function measureValue(measures: MeasureCatalogue, name: string, value: number): string {
  return sayAmount(value, measures[name]?.unit)
}

export function upperFirst(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1)
}

/** The first letter small, unless the first word is an abbreviation such as HRV or RPE. */
export function lowerFirst(text: string): string {
  return /^[A-Z][A-Z0-9]/.test(text) ? text : text.charAt(0).toLowerCase() + text.slice(1)
}

/** `lowerBack` → `lower back`. */
export function spaced(name: string): string {
  return name.replaceAll(/([A-Z])/g, (letter) => ` ${letter.toLowerCase()}`)
}
