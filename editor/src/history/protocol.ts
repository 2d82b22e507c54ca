import type { Ruleset } from "@barometer/engine/readiness"
import type { FactScalar, Override } from "@barometer/engine/rules"

/** What the page asks the worker; each question but the first is answered under its number. */
export type Asked =
  | {
      readonly type: "open"
      readonly logs: readonly { readonly athleteId: string; readonly text: string }[]
      readonly base: Ruleset
      readonly overrides: readonly Override[]
    }
  | {
      readonly type: "decide"
      readonly ask: number
      readonly document: unknown
      readonly moved: readonly (readonly [string, number])[]
    }
  | { readonly type: "values"; readonly ask: number; readonly signal: string }

/** A day on which the edited rules say otherwise than the published ones. */
export interface HistoryFlip {
  readonly athleteId: string
  readonly localDate: string
  readonly from: string
  readonly to: string
  readonly fromRule: string | null
  readonly toRule: string | null
}

export interface Decided {
  readonly flips: readonly HistoryFlip[]
  /** Days on which each rule fires. */
  readonly firedDays: ReadonlyMap<string, number>
  /** How long deciding took, in ms. */
  readonly took: number
}

export type Answered =
  | { readonly type: "progress"; readonly share: number }
  | {
      readonly type: "opened"
      readonly days: number
      readonly athletes: number
      readonly firedDays: ReadonlyMap<string, number>
    }
  | { readonly type: "decided"; readonly ask: number; readonly decided: Decided }
  | {
      readonly type: "refused"
      readonly ask: number
      readonly problems: readonly { readonly pointer: string; readonly message: string }[]
    }
  | {
      readonly type: "values"
      readonly ask: number
      readonly values: readonly { readonly athleteId: string; readonly localDate: string; readonly value: FactScalar }[]
    }
  | { readonly type: "failed"; readonly message: string }
