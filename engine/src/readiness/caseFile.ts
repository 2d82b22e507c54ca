import { z } from "zod"
import { parseFactRow } from "../rules/account.ts"
import { hostileProblems, withoutNegativeZero } from "../rules/hostile.ts"
import { expectedNames } from "../rules/nearest.ts"
import { parseWith } from "../rules/problems.ts"
import { type Problem, type Result, refuse, toPointer } from "../rules/result.ts"
import { nameSchema, ruleNameSchema } from "../rules/schema.ts"
import { triSchema } from "../rules/traceSchema.ts"
import { jointNames, phaseSchema } from "./log/schema.ts"
import { outcomeNames } from "./outcomeNames.ts"
import { type Ruleset, declareFacts } from "./ruleset.ts"

const scalarSchema = z.union([z.number(), z.string().max(200), z.boolean()])
const caseSignalSchema = z
  .union([
    scalarSchema,
    z.null(),
    z.strictObject({ unknown: z.enum(["notAsked", "stale", "tooFewDays", "noBaseline"]) }),
    z.strictObject({
      value: scalarSchema,
      joints: z.array(z.enum(jointNames)).min(1).max(8).optional(),
      lifts: z.array(z.string().min(1).max(80)).min(1).max(20).optional(),
    }),
  ])
  .describe("A value; null: unknown for want of days; `{unknown}`: for that reason; `{value}`: naming joints or lifts.")
export type CaseSignal = z.infer<typeof caseSignalSchema>

const expectSchema = z.strictObject({
  result: triSchema.describe("What the file's rule comes to."),
  verdict: z.enum(outcomeNames),
  decidedBy: ruleNameSchema.nullable().describe("Null: no rule gives a verdict, `otherwise` does."),
  scope: z
    .union([z.literal("session"), z.strictObject({ joints: z.array(z.string()), lifts: z.array(z.string()) })])
    .optional(),
})
export type CaseExpectation = Readonly<z.infer<typeof expectSchema>>

const caseKinds = ["fires", "doesNotFire", "lacksData", "boundary"] as const

const caseFileSchema = z
  .strictObject({
    $schema: z.string().max(200).optional(),
    rule: ruleNameSchema,
    cases: z
      .array(
        z.strictObject({
          title: z.string().min(1).max(160),
          kind: z.enum(caseKinds),
          claims: z.array(z.string().regex(/^C\d{1,3}$/)).optional(),
          phase: phaseSchema.optional().describe("Absent: morning."),
          earlier: z.enum(outcomeNames).optional().describe("Today's verdict before this phase."),
          signals: z.record(nameSchema, caseSignalSchema).describe("What differs from the quiet day."),
          thresholds: z.record(nameSchema, z.number()).optional(),
          expect: expectSchema,
        }),
      )
      .min(1)
      .max(60),
  })
  .meta({ id: "CaseFile" })
/** Cases of one rule: what differs from a quiet day, and the verdict and deciding rule that come of it. */
export type CaseFile = Readonly<z.infer<typeof caseFileSchema>>
export type Case = CaseFile["cases"][number]

const quietDaySchema = z.strictObject({
  $schema: z.string().max(200).optional(),
  signals: z.record(nameSchema, scalarSchema),
})
/** Every signal of a ruleset with an unremarkable value. */
export type QuietDay = Readonly<z.infer<typeof quietDaySchema>>

/** Parses the quiet day that a ruleset's cases differ from; every signal must have a value of its type and range. */
export function parseQuietDay(json: unknown, ruleset: Ruleset): Result<QuietDay> {
  const parsed = parseClosed(quietDaySchema, json)
  if (!parsed.ok) return parsed
  const { signals } = parsed.value
  const missing = Object.keys(ruleset.signals).filter((name) => !Object.hasOwn(signals, name))
  const problems = [
    ...signalProblems(signals, ruleset, ["signals"]),
    ...missing.map((name) => problem(["signals", name], "missing", `nothing found; expected a value of \`${name}\``)),
  ]
  return problems.length > 0 ? refuse(...problems) : parsed
}

/** Parses a case file and holds its names, values and verdicts against the ruleset; every problem with its place. */
export function parseCaseFile(json: unknown, ruleset: Ruleset): Result<CaseFile> {
  const parsed = parseClosed(caseFileSchema, json)
  if (!parsed.ok) return parsed
  const problems = [...ruleProblems(parsed.value.rule, ruleset, ["rule"])]
  const titles = new Set<string>()
  for (const [index, { title, signals, thresholds, expect }] of parsed.value.cases.entries()) {
    const at = ["cases", index]
    if (titles.has(title)) problems.push(problem([...at, "title"], "taken", `two cases are titled \`${title}\``))
    titles.add(title)
    problems.push(
      ...signalProblems(signals, ruleset, [...at, "signals"]),
      ...thresholdProblems(thresholds ?? {}, ruleset, [...at, "thresholds"]),
      ...(expect.decidedBy === null ? [] : ruleProblems(expect.decidedBy, ruleset, [...at, "expect", "decidedBy"])),
    )
  }
  return problems.length > 0 ? refuse(...problems) : parsed
}

function parseClosed<T>(schema: z.ZodType<T>, json: unknown): Result<T> {
  const hostile = hostileProblems(json)
  return hostile.length > 0 ? refuse(...hostile) : parseWith(schema, withoutNegativeZero(json))
}

function* signalProblems(
  signals: Readonly<Record<string, CaseSignal>>,
  ruleset: Ruleset,
  path: readonly PropertyKey[],
): Generator<Problem> {
  const declarations = declareFacts(ruleset)
  for (const [name, given] of Object.entries(signals)) {
    if (!Object.hasOwn(ruleset.signals, name)) {
      const message = `unknown signal \`${name}\`${expectedNames(name, Object.keys(ruleset.signals))}`
      yield problem([...path, name], "unknownSignal", message)
      continue
    }
    if (given === null || (typeof given === "object" && "unknown" in given)) continue
    const value = typeof given === "object" ? given.value : given
    const row = parseFactRow({ [name]: value }, declarations)
    if (!row.ok) for (const { code, message } of row.problems) yield problem([...path, name], code, message)
  }
}

function* thresholdProblems(
  thresholds: Readonly<Record<string, number>>,
  ruleset: Ruleset,
  path: readonly PropertyKey[],
): Generator<Problem> {
  for (const [name, value] of Object.entries(thresholds)) {
    const threshold = Object.hasOwn(ruleset.thresholds, name) ? ruleset.thresholds[name] : undefined
    if (threshold === undefined) {
      const message = `unknown threshold \`${name}\`${expectedNames(name, Object.keys(ruleset.thresholds))}`
      yield problem([...path, name], "unknownThreshold", message)
    } else if (value < threshold.min || value > threshold.max)
      yield problem([...path, name], "outOfBounds", `found ${value}; expected ${threshold.min} to ${threshold.max}`)
  }
}

function* ruleProblems(name: string, { rules }: Ruleset, path: readonly PropertyKey[]): Generator<Problem> {
  const names = rules.map((rule) => rule.name)
  if (!names.includes(name)) yield problem(path, "unknownRule", `unknown rule \`${name}\`${expectedNames(name, names)}`)
}

function problem(path: readonly PropertyKey[], code: string, message: string): Problem {
  return { pointer: toPointer(path), code, message }
}
