import { programOf } from "../../rules/program.ts"
import type { RulesOutcome } from "../../rules/evaluate.ts"
import { type OutcomeName, outcomeNames } from "../outcomeNames.ts"
import { episodesOf, isBackOff, unplannedEpisodes } from "../outcomes/backOffs.ts"
import { type Foresight, foresightOf, sumForesight } from "../outcomes/foresight.ts"
import type { Ruleset } from "../ruleset.ts"

/** What one side made of one day. */
export interface SideDay {
  readonly localDate: string
  readonly verdict: OutcomeName
  readonly decidedBy: string | null
  readonly kind: string | null
  /** Families of warning signs that were asked about, and those of them that could not be told. */
  readonly families: number
  readonly unknownFamilies: number
}

/** What a log says besides the days' verdicts, to hold them against. */
export interface Logged {
  /** What coach or athlete settled on, by local date. */
  readonly chosen: ReadonlyMap<string, OutcomeName>
  /** Whether a day lies in a week that the log shows as productive; undefined where it does not say. */
  readonly isProductive: (localDate: string) => boolean | undefined
  /** Local dates of injuries and of missed and modified sessions, ascending. */
  readonly events: readonly string[]
  /** The last local date on which the athlete logged anything. */
  readonly until: string
}

/** Counts of one side over days of one athlete, or the sums of many: whole numbers, so that sums are exact. */
export interface SideCounts {
  readonly days: number
  /** Days with push or train. */
  readonly kept: number
  /** Days with reduce, deload or refer. */
  readonly givenUp: number
  readonly verdicts: Readonly<Record<OutcomeName, number>>
  /** Episodes of unplanned back-offs. */
  readonly unplannedEpisodes: number
  /** Spells of deload by kind. */
  readonly deloads: Readonly<Record<DeloadKind, number>>
  /** Days on which every family of warning signs could be told. */
  readonly daysAllFamiliesKnown: number
  /** Families asked about, summed over days, and how many of them were unknown. */
  readonly familyDays: number
  readonly unknownFamilyDays: number
  /** Days with a choice on record, and how many of them this side agreed with. */
  readonly choices: number
  readonly agreed: number
  /** Days in weeks that the log shows as productive, and how many of them this side kept. */
  readonly productiveDays: number
  readonly productiveKept: number
  readonly foresight: Foresight
}

export const deloadKinds = ["planned", "pulledForward", "overdue", "reactive", "other"] as const
export type DeloadKind = (typeof deloadKinds)[number]

/** One side's outcome of a day as it is counted. */
export function toSideDay(localDate: string, ruleset: Ruleset, { verdict, decidedBy, results }: RulesOutcome): SideDay {
  const families = new Map<string, "known" | "unknown">()
  const warned = new Set<string>()
  for (const { name, event } of ruleset.rules) {
    if (event.type !== "finding" || event.params.family === undefined) continue
    const { family } = event.params
    const result = results.get(name) ?? false
    if (result === true) warned.add(family)
    if (result === "unknown" || !families.has(family)) families.set(family, result === "unknown" ? "unknown" : "known")
  }
  const event = decidedBy === null ? undefined : programOf(ruleset).ruleNamed.get(decidedBy)?.event
  return {
    localDate,
    verdict: toOutcome(verdict),
    decidedBy,
    kind: event?.type === "verdict" ? (event.params.kind ?? null) : null,
    families: families.size,
    unknownFamilies: [...families].filter(([family, state]) => state === "unknown" && !warned.has(family)).length,
  }
}

/** A verdict as one of the five outcomes, which a readiness ruleset is held to when it is parsed. */
export function toOutcome(verdict: string): OutcomeName {
  const outcome = outcomeNames.find((name) => name === verdict)
  if (outcome === undefined) throw new Error(`unknown verdict ${verdict}`)
  return outcome
}

/** Counts one side's ascending days of one athlete. */
export function countSide(days: readonly SideDay[], logged: Logged): SideCounts {
  const givenUp = days.filter(isBackOff)
  const spells = episodesOf(days.filter(({ verdict }) => verdict === "deload"))
  const spellsOf = (kind: DeloadKind) => spells.filter(([first]) => toDeloadKind(first?.kind) === kind).length
  const chosen = days.filter(({ localDate }) => logged.chosen.has(localDate))
  const productive = days.filter(({ localDate }) => logged.isProductive(localDate) === true)
  return {
    days: days.length,
    kept: days.length - givenUp.length,
    givenUp: givenUp.length,
    verdicts: forOutcomes((name) => days.filter(({ verdict }) => verdict === name).length),
    unplannedEpisodes: unplannedEpisodes(days).length,
    deloads: forDeloads(spellsOf),
    daysAllFamiliesKnown: days.filter(({ unknownFamilies }) => unknownFamilies === 0).length,
    familyDays: sum(days.map(({ families }) => families)),
    unknownFamilyDays: sum(days.map(({ unknownFamilies }) => unknownFamilies)),
    choices: chosen.length,
    agreed: chosen.filter(({ localDate, verdict }) => logged.chosen.get(localDate) === verdict).length,
    productiveDays: productive.length,
    productiveKept: productive.filter((day) => !isBackOff(day)).length,
    foresight: foresightOf(days, logged.events, logged.until),
  }
}

/** Sums of counts; all zero for none. */
export function sumCounts(counts: readonly SideCounts[]): SideCounts {
  const total = (of: (each: SideCounts) => number) => sum(counts.map(of))
  return {
    days: total(({ days }) => days),
    kept: total(({ kept }) => kept),
    givenUp: total(({ givenUp }) => givenUp),
    verdicts: forOutcomes((name) => total(({ verdicts }) => verdicts[name])),
    unplannedEpisodes: total((each) => each.unplannedEpisodes),
    deloads: forDeloads((kind) => total(({ deloads }) => deloads[kind])),
    daysAllFamiliesKnown: total(({ daysAllFamiliesKnown }) => daysAllFamiliesKnown),
    familyDays: total(({ familyDays }) => familyDays),
    unknownFamilyDays: total(({ unknownFamilyDays }) => unknownFamilyDays),
    choices: total(({ choices }) => choices),
    agreed: total(({ agreed }) => agreed),
    productiveDays: total(({ productiveDays }) => productiveDays),
    productiveKept: total(({ productiveKept }) => productiveKept),
    foresight: sumForesight(counts.map(({ foresight }) => foresight)),
  }
}

function toDeloadKind(kind: string | null | undefined): DeloadKind {
  return deloadKinds.find((name) => name === kind) ?? "other"
}

/** A record with a value for each outcome. */
export function forOutcomes<T>(value: (name: OutcomeName) => T): Readonly<Record<OutcomeName, T>> {
  return {
    refer: value("refer"),
    deload: value("deload"),
    reduce: value("reduce"),
    train: value("train"),
    push: value("push"),
  }
}

function forDeloads<T>(value: (kind: DeloadKind) => T): Readonly<Record<DeloadKind, T>> {
  return {
    planned: value("planned"),
    pulledForward: value("pulledForward"),
    overdue: value("overdue"),
    reactive: value("reactive"),
    other: value("other"),
  }
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0)
}
