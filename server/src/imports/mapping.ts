import { athleteSchema, causeNames, jointNames, ownCallNames, phaseSchema } from "@barometer/engine/readiness"
import { z } from "zod"
import { isDateFormat } from "./dates.ts"
import { delimiters } from "./delimiters.ts"
import { unitNames } from "./units.ts"

const columnName = z.string().min(1).max(200)
const columnSchema = z
  .union([columnName, z.array(columnName).min(1).max(20)])
  .describe("A column, or several names it goes by; in JSON a dotted path.")
const noneSchema = z
  .array(z.string().max(80))
  .max(50)
  .describe("Cells that mean that there is no value, besides empty ones.")
const formatSchema = z
  .string()
  .min(1)
  .max(60)
  .refine(
    isDateFormat,
    "expected `instant`, `epochSeconds`, `epochMillis`, or tokens YYYY YY MMM MM DD HH mm ss A with a year, a month and a day",
  )
const formatsSchema = z.union([formatSchema, z.array(formatSchema).min(1).max(30)])

const dateSchema = z.strictObject({ column: columnSchema, format: formatsSchema })
const numberSchema = z.strictObject({
  column: columnSchema,
  unit: z.enum(unitNames).optional().describe("The file's unit, where it is not ours."),
  scale: z
    .strictObject({
      from: z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, "expected the lower end first"),
      to: z.tuple([z.number(), z.number()]).refine(([low, high]) => low < high, "expected the lower end first"),
      invert: z.boolean().optional().describe("True: the file's high end is our low end."),
    })
    .optional(),
  none: noneSchema.optional(),
})
const measureSchema = numberSchema.extend({
  source: z.string().min(1).max(60).optional().describe("The device or app it comes from."),
})
const textSchema = z.strictObject({ column: columnSchema, none: noneSchema.optional() })
const wordSchema = <const W extends readonly [string, ...string[]]>(words: W) =>
  z.union([
    z.strictObject({ constant: z.enum(words) }),
    z.strictObject({
      column: columnSchema,
      words: z.record(z.string().max(80), z.enum(words)).optional().describe("The file's words and what they mean."),
      none: noneSchema.optional(),
    }),
  ])

const shared = {
  name: z
    .string()
    .regex(/^[a-z][A-Za-z0-9-]{0,19}$/, "letters, digits and - only, at most 20, starting with a small letter")
    .optional()
    .describe("Part of the client ids."),
  files: z
    .string()
    .min(1)
    .max(200)
    .optional()
    .describe("The file's name, `*` standing for anything; absent: any file."),
  delimiter: z.enum(delimiters).optional(),
  decimal: z.enum([".", ","]).optional(),
  zone: athleteSchema.shape.zone.describe("In which an instant's local date is taken; absent: as it is written."),
  date: dateSchema,
}
const session = {
  durationMin: numberSchema.optional(),
  end: dateSchema
    .optional()
    .describe("When the session ended, `date` being its start: the duration where `durationMin` gives none."),
  rpe: numberSchema.optional(),
  status: wordSchema(["completed", "cutShort", "skipped"]).optional(),
}

const sourceSchema = z.discriminatedUnion("entry", [
  z.strictObject({
    ...shared,
    entry: z.literal("checkIn"),
    phase: phaseSchema.default("morning"),
    measures: z.record(z.string().regex(/^[a-z][A-Za-z0-9]{0,63}$/), measureSchema),
    joints: z.partialRecord(z.enum(jointNames), numberSchema).optional().describe("Pain by joint, one column each."),
    ownCall: wordSchema(ownCallNames).optional(),
    note: textSchema.optional(),
  }),
  z.strictObject({ ...shared, entry: z.literal("session"), ...session, note: textSchema.optional() }),
  z.strictObject({
    ...shared,
    entry: z.literal("joints"),
    phase: phaseSchema.default("morning"),
    joint: wordSchema(jointNames),
    side: wordSchema(["left", "right", "both"]).optional(),
    pain: numberSchema,
  }),
  z.strictObject({
    ...shared,
    entry: z.literal("annotation"),
    cause: wordSchema(causeNames),
    to: dateSchema.optional(),
    note: textSchema.optional(),
  }),
  z.strictObject({
    ...shared,
    entry: z.literal("outcome"),
    kind: wordSchema(["injury", "missedSession", "modifiedSession", "competitionResult", "personalRecord"]),
    note: textSchema.optional(),
  }),
  z.strictObject({
    ...shared,
    entry: z.literal("sets"),
    session: z.array(columnName).max(5).optional().describe("Columns that tell sessions of one day apart."),
    ...session,
    sessionRpe: numberSchema.optional(),
    exercise: textSchema,
    load: numberSchema.optional(),
    reps: numberSchema.optional(),
    targetReps: numberSchema.optional(),
    rpe: numberSchema.optional(),
    meanVelocity: numberSchema.optional(),
    peakVelocity: numberSchema.optional(),
    kind: wordSchema(["warmup", "working"]).optional(),
  }),
  z.strictObject({
    ...shared,
    entry: z.literal("targets"),
    exercise: textSchema,
    sets: numberSchema,
    reps: numberSchema.optional(),
    load: numberSchema.optional(),
  }),
])

/** How the columns of an app's files become log entries; one source a kind of file. */
export const mappingSchema = z
  .strictObject({ title: z.string().max(120).optional(), sources: z.array(sourceSchema).min(1).max(20) })
  .meta({ id: "ImportMapping" })
export type Mapping = Readonly<z.infer<typeof mappingSchema>>
export type MappingDocument = Readonly<z.input<typeof mappingSchema>>
export type Source = Mapping["sources"][number]
export type NumberCell = z.infer<typeof numberSchema>
export type TextCell = z.infer<typeof textSchema>
export type DateCell = z.infer<typeof dateSchema>
export type Column = z.infer<typeof columnSchema>
export interface WordCell {
  readonly constant?: string
  readonly column?: Column
  readonly words?: Readonly<Record<string, string>> | undefined
  readonly none?: readonly string[] | undefined
}
