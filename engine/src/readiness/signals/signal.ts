import type { z } from "zod"
import type { FactDeclaration, Scalar } from "../../rules/facts.ts"
import type { MeasureCatalogue } from "../measures.ts"
import type { LogView } from "../log/logView.ts"

/**
 * Why a signal has no value. `notAsked`: what it is made from was not logged in the last 28 days, so waiting will not
 * help; `stale`: it was, but not recently enough; `tooFewDays`: a window holds too few values; `noBaseline`: the personal
 * baseline is not ready.
 */
export type UnknownReason = "notAsked" | "stale" | "tooFewDays" | "noBaseline"

/** A baseline as it was used or as far as it has come. Centre and spread in the measure's unit (log units where `log`). */
export interface BaselineEvidence {
  readonly measure: string
  readonly from: string
  readonly to: string
  readonly n: number
  readonly state: "none" | "provisional" | "ready" | "stale"
  readonly centre?: number | undefined
  readonly spread?: number | undefined
}

/** What made a value: days, sets, baseline, counts; for many-valued signals the value of each joint or lift. */
export interface Evidence {
  /** Local dates whose readings were used, ascending. */
  readonly days?: readonly string[] | undefined
  readonly sets?:
    | readonly {
        readonly localDate: string
        readonly exercise: string
        readonly loadKg?: number | undefined
        readonly reps?: number | undefined
        readonly rpe?: number | undefined
        readonly meanVelocity?: number | undefined
      }[]
    | undefined
  readonly baseline?: BaselineEvidence | undefined
  readonly n?: number | undefined
  /** Value by joint or lift, the worst first. */
  readonly each?: Readonly<Record<string, number>> | undefined
  /** What the value speaks of: the joints or lifts that fulfil it, the worst first. */
  readonly joints?: readonly string[] | undefined
  readonly lifts?: readonly string[] | undefined
  /** Where to look when there is something to say beyond the numbers, e.g. "at least": a lower bound. */
  readonly note?: string | undefined
}

export type SignalValue =
  | { readonly known: true; readonly value: Scalar; readonly evidence: Evidence }
  | { readonly known: false; readonly reason: UnknownReason; readonly evidence: Evidence }

export function known(value: Scalar, evidence: Evidence = {}): SignalValue {
  return { known: true, value, evidence }
}

export function unknown(reason: UnknownReason, evidence: Evidence = {}): SignalValue {
  return { known: false, reason, evidence }
}

/** A numeric parameter as a ruleset writes it: a literal or a threshold's name. `Resolved` replaces the name by its value. */
export interface ThresholdReference {
  readonly threshold: string
}
export type Resolved<T> = T extends ThresholdReference
  ? never
  : T extends readonly (infer Item)[]
    ? readonly Resolved<Item>[]
    : T extends object
      ? { readonly [Key in keyof T]: Resolved<T[Key]> }
      : T

/** What a kind may read besides its own parameters: the log, the measures, and other signals of the ruleset by name. */
export interface SignalContext {
  readonly log: LogView
  readonly measures: MeasureCatalogue
  /** A signal derived earlier; names are checked and cycles refused when the ruleset is parsed. */
  signal(name: string): SignalValue
}

/**
 * One kind of signal: a closed parameter schema, what it declares to the rules, what it reads, and the pure function from
 * a log to a value or a reasoned unknown. One file a kind; the registry is `kinds.ts`.
 */
export interface SignalKind<Schema extends z.ZodType = z.ZodType> {
  readonly kind: string
  /** Closed; holds `kind` as a literal and may hold `label`. Numbers that a coach may move use `numberParameter`. */
  readonly parameters: Schema
  /** Type, unit, range and label of what it yields. */
  declare(parameters: z.output<Schema>, measures: MeasureCatalogue): FactDeclaration
  /** The measures (or `joints`, `symptoms`, `discomfort`, `sessions`, `sets`, `plan`) that would settle it, for `couldBecome` and for questions. */
  reads(parameters: z.output<Schema>): readonly string[]
  /** Other signals it reads, by name. */
  readsSignals?(parameters: z.output<Schema>): readonly string[]
  derive(parameters: Resolved<z.output<Schema>>, context: SignalContext): SignalValue
}

/** A signal as a ruleset defines it: its kind and that kind's parameters. */
export interface SignalDefinition {
  readonly kind: string
  readonly label?: string | undefined
  readonly [parameter: string]: unknown
}
export type SignalDefinitions = Readonly<Record<string, SignalDefinition>>
