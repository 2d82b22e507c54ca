import { z } from "zod"
import { hostileProblems } from "../rules/hostile.ts"
import { type Override, overrideSchema } from "../rules/overrides.ts"
import { parseWith } from "../rules/problems.ts"
import { type Result, ok, refuse, toPointer } from "../rules/result.ts"
import { decide } from "./decide.ts"
import { type Decision, decisionSchema } from "./decision.ts"
import { digestRecord } from "./digest.ts"
import { readLog } from "./log/athleteLog.ts"
import { toLoggedEntry } from "./log/parseEntry.ts"
import { type Entry, entrySchema } from "./log/schema.ts"
import { type Ruleset, parseRuleset, rulesetHash } from "./ruleset.ts"
import { toRecord } from "./record.ts"

export const receiptSchema = z
  .strictObject({
    decision: decisionSchema,
    ruleset: z.looseObject({}).describe("The whole ruleset that ran."),
    overrides: z.array(overrideSchema),
    entries: z.array(entrySchema).describe("Every entry of the athlete that the decision could read."),
  })
  .meta({ id: "Receipt" })

/** A decision with everything that it takes to make it again, anywhere, without Barometer's store. */
export interface Receipt {
  readonly decision: Decision
  readonly ruleset: Ruleset
  readonly overrides: readonly Override[]
  readonly entries: readonly Entry[]
}

/** A receipt of a decision; the trace is left out, as replaying rebuilds it. */
export function toReceipt(
  decision: Decision,
  ruleset: Ruleset,
  overrides: readonly Override[],
  entries: readonly Entry[],
): Receipt {
  return { decision: toRecord(decision), ruleset, overrides, entries }
}

export interface Difference {
  readonly pointer: string
  readonly was: unknown
  readonly is: unknown
}

export interface Replay {
  readonly identical: boolean
  /** Where the decision made again differs from the recorded one. */
  readonly differences: readonly Difference[]
  readonly decision: Decision
}

/** Decides again from a receipt. `identical` holds when the digest made again equals the recorded one and nothing in the record differs, words included. */
export async function replay(json: unknown): Promise<Result<Replay>> {
  const hostile = hostileProblems(json)
  if (hostile.length > 0) return refuse(...hostile)
  const parsed = parseWith(receiptSchema, json)
  if (!parsed.ok) return parsed
  const { decision: recorded, overrides, entries } = parsed.value
  const ruleset = parseRuleset(parsed.value.ruleset)
  if (!ruleset.ok)
    return refuse(...ruleset.problems.map((problem) => ({ ...problem, pointer: `/ruleset${problem.pointer}` })))
  return ok(await replayDecision(recorded, ruleset.value, overrides, entries))
}

/** The same for a decision whose parts are already parsed. */
export async function replayDecision(
  recorded: Decision,
  ruleset: Ruleset,
  overrides: readonly Override[],
  entries: readonly Entry[],
): Promise<Replay> {
  const log = readLog(entries.map(toLoggedEntry), recorded.athleteId)
  const again = await decide({ log, ruleset, overrides, asOf: recorded.asOf, evaluator: recorded.evaluator })
  const was: unknown = JSON.parse(JSON.stringify(comparable(recorded)))
  const is: unknown = JSON.parse(JSON.stringify(comparable(again)))
  const differences = [...differencesBetween(was, is, [])]
  const isUnaltered = digestRecord(recorded) === recorded.digest && rulesetHash(ruleset) === recorded.ruleset.hash
  return {
    identical: isUnaltered && again.digest === recorded.digest && differences.length === 0,
    differences,
    decision: again,
  }
}

function comparable({ id: _id, evaluator: _evaluator, engineVersion: _version, trace: _trace, ...content }: Decision) {
  return content
}

function* differencesBetween(was: unknown, is: unknown, path: readonly string[]): Generator<Difference> {
  if (was !== null && is !== null && typeof was === "object" && typeof is === "object") {
    const before = new Map(Object.entries(was))
    const after = new Map(Object.entries(is))
    for (const key of new Set([...before.keys(), ...after.keys()]))
      yield* differencesBetween(before.get(key), after.get(key), [...path, key])
  } else if (was !== is) yield { pointer: toPointer(path), was: was ?? null, is: is ?? null }
}
