import {
  type CaseReport,
  type Decision,
  decide,
  diffRulesets,
  lintReadiness,
  parseCaseFile,
  parseQuietDay,
  parseRuleset,
  readLog,
  type Ruleset,
  type RulesetDifference,
  rulesetHash,
  runCases,
  toLoggedEntry,
} from "@barometer/engine/readiness"
import { hostileConditionProblems, hostileProblems, type Lint, type Problem } from "@barometer/engine/rules"
import { AppError, type ErrorCode } from "../errors.ts"
import { parseStrictJson } from "../middleware/strictJson.ts"
import type { CaseDocuments } from "../rulesetFiles.ts"
import { toRulesetFileText } from "../rulesetFileText.ts"
import type { RulesetReference } from "../rulesetLibrary.ts"
import { readEvaluation } from "./readEvaluation.ts"

/** What came of untrusted input; refusals are values here, as errors lose what they are on their way between threads. */
export type Done<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly code: ErrorCode; readonly detail: string; readonly problems: readonly Problem[] }

export interface Evaluation {
  readonly body: Uint8Array
  /** The text of the ruleset that the body refers to, once it was asked for. */
  readonly published?: string
}

/** A decision, or the ruleset that has to be known before there can be one. */
export type Evaluated = { readonly decision: Decision } | { readonly wanted: RulesetReference }

/** Decides what a request brings whole; `wanted` when it refers to a published ruleset that did not come with it. */
export async function evaluate({ body, published }: Evaluation): Promise<Done<Evaluated>> {
  return await done(async () => {
    const evaluation = readEvaluation(await parseStrictJson(body), published)
    if ("wanted" in evaluation) return evaluation
    const { entries, ruleset, overrides, asOf, evaluator } = evaluation
    const logged = entries.map(toLoggedEntry)
    const log = readLog(logged, logged[0]?.entry.athleteId ?? "")
    return { decision: await decide({ log, ruleset, overrides, asOf, evaluator, withTrace: true }) }
  })
}

export interface Inspection {
  readonly document: string
  /** What the ruleset's id has to be. */
  readonly id: string
  /** In place of the version that the document names. */
  readonly version?: number
  /** Absent: only whether it parses. */
  readonly against?: { readonly base: string | undefined; readonly cases: CaseDocuments | undefined }
}

/** A case file with what is wrong with it, or what its cases came to. */
export interface CheckedCases {
  readonly file: string
  readonly problems: readonly Problem[]
  readonly cases: readonly CaseReport[]
}

export interface Inspected {
  readonly problems: readonly Problem[]
  /** The ruleset, where there are no problems, with its hash and its text as a file. */
  readonly parsed: { readonly ruleset: Ruleset; readonly hash: string; readonly text: string } | undefined
  readonly lints: readonly Lint[]
  readonly cases: readonly CheckedCases[]
  readonly differences: readonly RulesetDifference[]
}

/** Parses a document as the ruleset of an id, and tells all that can be told of it without anybody's log. */
export async function inspect({ document, id, version, against }: Inspection): Promise<Done<Inspected>> {
  return await done(async () => {
    const json: unknown = JSON.parse(document)
    const result = parseRuleset(version === undefined ? json : { ...Object(json), version })
    const nothing = { parsed: undefined, lints: [], cases: [], differences: [] }
    if (!result.ok) return { ...nothing, problems: result.problems }
    const ruleset = result.value
    if (ruleset.id !== id) {
      const message = `found the ruleset \`${ruleset.id}\`; expected \`${id}\`, as the address says`
      return { ...nothing, problems: [{ pointer: "/id", code: "otherRuleset", message }] }
    }
    const parsed = { ruleset, hash: rulesetHash(ruleset), text: toRulesetFileText(ruleset) }
    if (against === undefined) return { ...nothing, problems: [], parsed }
    const base = against.base === undefined ? undefined : parseRuleset(JSON.parse(against.base))
    return {
      problems: [],
      parsed,
      lints: lintReadiness(ruleset),
      cases: await checkCases(against.cases, ruleset),
      differences: base?.ok === true ? diffRulesets(base.value, ruleset) : [],
    }
  })
}

/** What a draft may not hold even while it is written: what could run code, forge a trace or reach a prototype. */
export async function findHostile(document: string): Promise<Done<readonly Problem[]>> {
  return await done(async () => {
    const json: unknown = JSON.parse(document)
    const hostile = hostileProblems(json)
    // Conditions are walked only in what is known to be plain JSON of bounded depth.
    return hostile.length > 0 ? hostile : hostileConditionProblems(json).slice(0, 20)
  })
}

async function checkCases(shipped: CaseDocuments | undefined, ruleset: Ruleset): Promise<readonly CheckedCases[]> {
  if (shipped === undefined) return []
  const base = parseQuietDay(shipped.quietDay, ruleset)
  if (!base.ok) return [{ file: "quiet-day.json", problems: base.problems, cases: [] }]
  const checked: CheckedCases[] = []
  for (const { file, json } of shipped.files) {
    const parsed = parseCaseFile(json, ruleset)
    checked.push(
      parsed.ok
        ? { file, problems: [], cases: await runCases(ruleset, base.value, parsed.value) }
        : { file, problems: parsed.problems, cases: [] },
    )
  }
  return checked
}

async function done<T>(work: () => Promise<T>): Promise<Done<T>> {
  try {
    return { ok: true, value: await work() }
  } catch (error) {
    if (!(error instanceof AppError)) throw error
    return { ok: false, code: error.code, detail: error.message, problems: error.problems }
  }
}
