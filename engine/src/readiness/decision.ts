import { z } from "zod"
import { calibrationStates } from "./signals/calibrationStates.ts"
import { instantSchema, localDateSchema, phaseSchema, externalIdSchema } from "./log/schema.ts"
import { adviceSchema, nameSchema, ruleNameSchema } from "../rules/schema.ts"
import { marginSchema, ruleTraceSchema, triSchema } from "../rules/traceSchema.ts"

export const disclaimer =
  "General information, not medical advice. Pain, illness or warning symptoms: stop and see a health professional."

const scopeSchema = z
  .strictObject({
    session: z.boolean().describe("True: the whole session."),
    lifts: z.array(z.string()).describe("Lifts it is limited to, when not the whole session."),
    joints: z.array(z.string()).describe("Joints that brought those lifts in."),
  })
  .meta({ id: "Scope" })

const baselineSchema = z.strictObject({
  measure: z.string(),
  from: z.string(),
  to: z.string(),
  n: z.int(),
  state: z.enum(calibrationStates),
  centre: z.number().optional(),
  spread: z.number().optional(),
})

const evidenceSchema = z
  .strictObject({
    days: z.array(z.string()).optional(),
    sets: z
      .array(
        z.strictObject({
          localDate: z.string(),
          exercise: z.string(),
          loadKg: z.number().optional(),
          reps: z.number().optional(),
          rpe: z.number().optional(),
          meanVelocity: z.number().optional(),
        }),
      )
      .optional(),
    baseline: baselineSchema.optional(),
    n: z.number().optional(),
    each: z.record(z.string(), z.number()).optional(),
    joints: z.array(z.string()).optional(),
    lifts: z.array(z.string()).optional(),
    note: z.string().optional(),
  })
  .meta({ id: "Evidence" })

export const signalRecordSchema = z
  .union([
    z.strictObject({
      known: z.literal(true),
      value: z.union([z.number(), z.string(), z.boolean()]),
      evidence: evidenceSchema,
    }),
    z.strictObject({
      known: z.literal(false),
      reason: z.enum(["notAsked", "stale", "tooFewDays", "noBaseline"]),
      evidence: evidenceSchema,
    }),
  ])
  .meta({ id: "SignalRecord" })

const noticeSchema = z
  .strictObject({ id: z.string(), rule: z.string().optional(), text: z.string() })
  .meta({ id: "Notice" })
export type Notice = Readonly<z.infer<typeof noticeSchema>>

export const asOfSchema = z
  .strictObject({ localDate: localDateSchema, phase: phaseSchema, knownAt: instantSchema.optional() })
  .meta({ id: "AsOf" })

/** What the API returns and what is recorded (the record leaves out `trace`, which is rebuilt from the rest). */
export const decisionSchema = z
  .strictObject({
    id: z.string().optional(),
    athleteId: externalIdSchema,
    localDate: localDateSchema,
    phase: phaseSchema,
    /** `next` for `postSession`: what was decided is about the session after this one. */
    about: z.enum(["thisSession", "nextSession"]),
    verdict: nameSchema,
    kind: z.string().nullable(),
    sentence: z.string().describe("The answer in a sentence."),
    reasons: z.array(z.string()).describe("A sentence for each rule that decided or spoke."),
    scope: scopeSchema,
    advice: adviceSchema,
    adviceSentence: z.string(),
    decidedBy: ruleNameSchema.nullable().describe("Null: no rule gave a verdict, the ruleset's `otherwise` did."),
    overruled: z.array(z.strictObject({ rule: ruleNameSchema, verdict: z.string(), sentence: z.string() })),
    findings: z.array(
      z.strictObject({
        rule: ruleNameSchema,
        title: z.string(),
        result: triSchema,
        family: z.string().nullable(),
        scope: scopeSchema,
        sentence: z.string(),
      }),
    ),
    families: z.strictObject({ warning: z.array(z.string()), possible: z.array(z.string()) }),
    signals: z.record(z.string(), signalRecordSchema),
    thresholds: z.record(z.string(), z.strictObject({ value: z.number(), layer: z.string() })),
    trace: z.array(ruleTraceSchema).optional(),
    margins: z
      .array(marginSchema.extend({ rule: z.string(), value: z.number(), threshold: z.number(), sentence: z.string() }))
      .describe("The comparisons nearest to turning, of the rules that decided or nearly did."),
    unknown: z.array(
      z.strictObject({
        signal: z.string(),
        label: z.string(),
        reason: z.string(),
        sentence: z.string(),
        rules: z.array(z.string()),
      }),
    ),
    couldBecome: z.array(
      z.strictObject({
        verdict: z.string(),
        decidedBy: z.string().nullable(),
        measure: z.string(),
        value: z.union([z.number(), z.string()]),
        sentence: z.string(),
      }),
    ),
    calibration: z.record(z.string(), baselineSchema),
    notices: z.array(noticeSchema),
    earlier: z
      .strictObject({ phase: phaseSchema, verdict: z.string(), decidedBy: z.string().nullable() })
      .nullable()
      .describe("Today's last decision before this phase: the pair of a warm-up re-check."),
    ruleset: z.strictObject({ id: z.string(), version: z.int(), hash: z.string() }),
    overrides: z.array(z.strictObject({ layer: z.string(), subject: z.string(), hash: z.string() })),
    engineVersion: z.string(),
    evaluator: z.enum(["json-rules-engine", "compiled"]),
    asOf: asOfSchema,
    inputDigest: z.string(),
    digest: z.string(),
    disclaimer: z.string(),
  })
  .meta({ id: "Decision" })
export type Decision = Readonly<z.infer<typeof decisionSchema>>
