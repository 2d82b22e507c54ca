import { z } from "zod"
import { outcomeNames } from "../outcomeNames.ts"

/** A training-local calendar date. It is the key of training; it is never derived from an instant. */
export const localDateSchema = z.iso
  .date()
  .refine((date) => date >= "1900-01-01", "a date from 1900 on is expected")
  .meta({ id: "LocalDate" })
/** An instant in UTC, ISO 8601 with `Z`. */
export const instantSchema = z.iso.datetime({ offset: true }).meta({ id: "Instant" })

/** Identifiers chosen by clients: athletes, client ids, teams. */
export const externalIdSchema = z
  .string()
  .min(1)
  .max(64)
  .regex(/^[A-Za-z0-9][A-Za-z0-9._:@-]*$/, "letters, digits and . _ : @ - only, starting with a letter or digit")

/** An IANA time zone. It is kept with what was logged; no date is ever computed from it. */
const zoneSchema = z
  .string()
  .max(64)
  .refine((zone) => {
    try {
      return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone.length > 0
    } catch {
      return false
    }
  }, "an IANA time zone is expected, such as `Europe/Oslo`")

export const phaseNames = ["morning", "preSession", "afterWarmup", "postSession"] as const
export const phaseSchema = z.enum(phaseNames)
export type Phase = z.infer<typeof phaseSchema>

export const jointNames = ["shoulder", "elbow", "knee", "hip", "wrist", "ankle", "lowerBack", "neck"] as const
export type Joint = (typeof jointNames)[number]
export const symptomNames = ["sharpPain", "fever", "chestPain", "fainting"] as const
export const causeNames = ["illness", "travel", "exam", "heat", "alcohol", "newborn", "jetLag", "other"] as const
export type Cause = (typeof causeNames)[number]
export const experienceNames = ["beginner", "intermediate", "advanced"] as const
export type Experience = (typeof experienceNames)[number]
export const stepNames = ["light", "medium", "heavy"] as const
export type Step = (typeof stepNames)[number]
export const ownCallNames = ["push", "train", "reduce", "rest"] as const

const text = (max: number) => z.string().max(max)
const shared = {
  athleteId: externalIdSchema,
  recordedAt: instantSchema.optional().describe("When it was said, on the client's clock."),
  supersedes: externalIdSchema.optional().describe("The `clientId` of the athlete's entry that this one replaces."),
  clientId: externalIdSchema.optional().describe("The client's own id of the entry."),
}
const halfStep = (value: number) => Number.isInteger(value * 2)

const jointReadingSchema = z.strictObject({
  joint: z.enum(jointNames),
  side: z.enum(["left", "right", "both"]).optional(),
  pain: z.number().min(0).max(10).refine(halfStep, "half steps only"),
})

export const exerciseNameSchema = z.string().min(1).max(80)

const setSchema = z.strictObject({
  exercise: exerciseNameSchema,
  loadKg: z.number().min(0).max(1_000).optional(),
  reps: z.int().min(0).max(500).optional(),
  targetReps: z.int().min(0).max(500).optional(),
  rpe: z.number().min(1).max(10).refine(halfStep, "half steps only").optional(),
  meanVelocity: z.number().min(0).max(4).optional().describe("Mean concentric velocity, m/s, best rep."),
  peakVelocity: z.number().min(0).max(8).optional().describe("Peak concentric velocity, m/s, best rep."),
  kind: z.enum(["warmup", "working"]).default("working"),
})
export type LoggedSet = Readonly<z.infer<typeof setSchema>>

const sessionSchema = z.strictObject({
  status: z.enum(["completed", "cutShort", "skipped"]).optional(),
  durationMin: z.number().min(0).max(1_440).optional(),
  rpe: z.number().min(0).max(10).refine(halfStep, "half steps only").optional().describe("Session RPE, CR10."),
  sets: z.array(setSchema).max(200).optional(),
})

export const checkInSchema = z
  .strictObject({
    type: z.literal("checkIn"),
    ...shared,
    clientId: externalIdSchema,
    localDate: localDateSchema,
    zone: zoneSchema.optional(),
    phase: phaseSchema,
    measures: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/), z.number())
      .optional()
      .describe("Absent is absent, never zero."),
    joints: z.array(jointReadingSchema).max(40).optional().describe("`[]`: asked, none hurts. Absent: not asked."),
    symptoms: z.array(z.enum(symptomNames)).max(10).optional().describe("`[]`: asked, none. Absent: not asked."),
    discomfort: z.enum(["effort", "signal", "unsure"]).optional(),
    ownCall: z.enum(ownCallNames).optional().describe("The athlete's own call, made before the verdict is shown."),
    sources: z
      .record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/), text(60))
      .optional()
      .describe("The device of a measure."),
    session: sessionSchema.optional().describe("`postSession` only; with `afterWarmup` just its warm-up `sets`."),
    note: text(2_000).optional(),
  })
  .superRefine((checkIn, context) => {
    if (checkIn.session === undefined || checkIn.phase === "postSession") return
    if (checkIn.phase === "afterWarmup") {
      const { sets, ...rest } = checkIn.session
      for (const key of Object.keys(rest))
        context.addIssue({
          code: "custom",
          path: ["session", key],
          message: "belongs to the `postSession` check-in; `afterWarmup` takes warm-up `sets` only",
        })
      for (const [index, set] of (sets ?? []).entries())
        if (set.kind !== "warmup")
          context.addIssue({
            code: "custom",
            path: ["session", "sets", index, "kind"],
            message: "found a working set; an `afterWarmup` check-in takes warm-up sets only",
          })
    } else
      context.addIssue({
        code: "custom",
        path: ["session"],
        message: `found in a \`${checkIn.phase}\` check-in; a session belongs to \`postSession\``,
      })
  })
  .meta({ id: "CheckIn" })
export type CheckIn = Readonly<z.infer<typeof checkInSchema>>

export const athleteSchema = z
  .strictObject({
    type: z.literal("athlete"),
    ...shared,
    zone: zoneSchema.optional(),
    team: externalIdSchema.optional(),
    experience: z
      .enum(experienceNames)
      .optional()
      .describe("The coach's word; absent: suggested from `trainingStart`."),
    experienceFrom: localDateSchema.optional().describe("From when `experience` holds; absent: always."),
    trainingStart: localDateSchema.optional(),
  })
  .meta({ id: "Athlete" })

const period = { from: localDateSchema, to: localDateSchema.optional() }
export const annotationSchema = z
  .strictObject({
    type: z.literal("annotation"),
    ...shared,
    cause: z.enum(causeNames),
    ...period,
    note: text(2_000).optional(),
  })
  .meta({ id: "Annotation" })

export const planSchema = z
  .strictObject({
    type: z.literal("plan"),
    ...shared,
    from: localDateSchema,
    deloadEveryWeeks: z.int().min(1).max(26).optional(),
    steps: z
      .array(z.strictObject({ localDate: localDateSchema, step: z.enum(stepNames) }))
      .max(400)
      .optional(),
    deloads: z
      .array(z.strictObject({ from: localDateSchema, to: localDateSchema }))
      .max(60)
      .optional(),
    competitions: z.array(localDateSchema).max(60).optional(),
    targets: z
      .array(
        z.strictObject({
          localDate: localDateSchema,
          exercise: exerciseNameSchema,
          sets: z.int().min(1).max(50),
          reps: z.int().min(1).max(100).optional(),
          loadKg: z.number().min(0).max(1_000).optional(),
        }),
      )
      .max(4_000)
      .optional(),
  })
  .meta({ id: "Plan" })

export const choiceSchema = z
  .strictObject({
    type: z.literal("choice"),
    ...shared,
    localDate: localDateSchema,
    verdict: z.enum(outcomeNames),
    did: z.enum(["accepted", "declined", "changed"]),
    changedTo: z.enum(outcomeNames).nullable().optional(),
    from: localDateSchema.optional(),
    to: localDateSchema.optional(),
    by: z.enum(["coach", "athlete"]).optional(),
    reason: text(2_000).optional(),
  })
  .meta({ id: "Choice" })

export const outcomeSchema = z
  .strictObject({
    type: z.literal("outcome"),
    ...shared,
    localDate: localDateSchema,
    kind: z.enum(["injury", "missedSession", "modifiedSession", "competitionResult", "personalRecord"]),
    note: text(2_000).optional(),
  })
  .meta({ id: "Outcome" })

/** Takes back what was logged by mistake: the entry that it supersedes counts no longer, and nothing takes its place. */
export const withdrawalSchema = z
  .strictObject({
    type: z.literal("withdrawal"),
    ...shared,
    supersedes: externalIdSchema.describe("The `clientId` of the athlete's entry that is taken back."),
    reason: text(2_000).optional(),
  })
  .meta({ id: "Withdrawal" })

export const entrySchema = z.discriminatedUnion("type", [
  athleteSchema,
  checkInSchema,
  annotationSchema,
  planSchema,
  choiceSchema,
  outcomeSchema,
  withdrawalSchema,
])
/** One line of a log. */
export type Entry = Readonly<z.infer<typeof entrySchema>>
