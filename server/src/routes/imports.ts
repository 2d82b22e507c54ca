import {
  decisionSchema,
  disclaimer,
  entrySchema,
  externalIdSchema,
  measuresOf,
  readLog,
  toLoggedEntry,
  type Entry,
} from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { encodingOf } from "../imports/decodePieces.ts"
import { ImportRefused } from "../imports/index.ts"
import { readAtMost } from "../middleware/jsonBody.ts"
import { previewFile } from "../past/previewedFile.ts"
import { type Past, readPast } from "../past/readPast.ts"
import { refusals } from "./refusals.ts"

const importBytes = 50 * 1024 * 1024
const listedProblems = 100
const mediaTypes: ReadonlySet<string> = new Set([
  "text/csv",
  "text/plain",
  "application/json",
  "application/vnd.ms-excel",
])

const reportSchema = z.object({
  source: z.string(),
  rows: z.object({ read: z.int(), used: z.int(), empty: z.int(), repeated: z.int(), refused: z.int() }),
  problems: z
    .array(z.object({ line: z.int(), column: z.string().optional(), message: z.string() }))
    .describe(`At most ${listedProblems}.`),
  problemsLeftOut: z.int(),
  lineWord: z.enum(["line", "record"]),
  notes: z.array(z.string()),
})

const daySchema = decisionSchema.pick({
  localDate: true,
  phase: true,
  about: true,
  verdict: true,
  kind: true,
  sentence: true,
})
const tellingSchema = daySchema.extend(
  decisionSchema.pick({ reasons: true, adviceSentence: true, disclaimer: true }).shape,
)

const previewSchema = z
  .object({
    app: z.string().nullable().describe("The app whose export it is; null: guessed from the columns' names."),
    columns: z.array(
      z.object({
        column: z.string(),
        as: z.string(),
        assumption: z.string().nullable(),
        scale: z.object({ from: z.tuple([z.number(), z.number()]), isHighGood: z.boolean() }).nullable(),
      }),
    ),
    ignored: z.array(z.string()).describe("Columns that were not read."),
    report: reportSchema,
    athletes: z.array(z.object({ id: z.string(), entries: z.int() })).describe("Whose rows these are, most first."),
    athleteId: z.string().describe("Whose past is told."),
    past: z
      .object({
        from: z.string(),
        to: z.string(),
        isCut: z.boolean().describe("The log begins earlier; only its end was read."),
        days: z.array(daySchema),
        months: z.number(),
        episodes: z.int().describe("Unplanned back-offs; deloads that the plan or the calendar called are left out."),
        baselines: z.array(
          z.object({ measure: z.string(), label: z.string(), logged: z.int(), readyAfterDays: z.int().nullable() }),
        ),
        families: z.array(
          z.object({
            family: z.string(),
            title: z.string(),
            knownDays: z.int(),
            warnedDays: z.int(),
            lacks: z.array(z.string()),
          }),
        ),
        telling: z.array(tellingSchema),
      })
      .nullable()
      .describe("Null: nothing of the file can be decided on."),
    entries: z
      .array(entrySchema)
      .optional()
      .describe("With `entries=true`: that athlete's log, ready to be submitted."),
    disclaimer: z.string(),
  })
  .meta({ id: "ImportPreview" })

const querySchema = z.object({
  file: z.string().min(1).max(200).default("log.csv"),
  athlete: externalIdSchema.default("me").describe("Whose rows these are, where no column says."),
  show: externalIdSchema.optional().describe("Whose past to tell; absent: of whom there is most."),
  flips: z
    .string()
    .max(400)
    .default("")
    .describe("Measures, parted by commas, whose scale runs the other way than guessed."),
  entries: z.enum(["true", "false"]).default("false"),
})

const preview = createRoute({
  method: "post",
  path: "/api/imports/preview",
  summary: "Read a log of any app, and tell what the rules would have said on each of its days; nothing is stored",
  request: { query: querySchema },
  responses: {
    200: {
      description: "What was recognised, what was refused, and the past.",
      content: { "application/json": { schema: previewSchema } },
    },
    ...refusals,
  },
})

/** `/api/imports` */
export function importRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  const file = z.string().describe("CSV with a header line, or a JSON array of flat records, as the file is.")
  app.openAPIRegistry.registerPath({
    ...preview,
    request: {
      query: querySchema,
      body: {
        required: true,
        content: { "text/csv": { schema: file }, "application/json": { schema: z.array(z.unknown()) } },
      },
    },
  })
  return app.openapi({ ...preview, hide: true }, async (context) => {
    const parts = context.get("parts")
    const { file: name, athlete, show, flips, entries: withEntries } = context.req.valid("query")
    refuseOtherMediaType(context.req.header("content-type"))
    const text = toText(await readAtMost(context.req.raw.body, importBytes))
    const ruleset = parts.rulesets.find(parts.deciding)?.ruleset
    if (ruleset === undefined) throw new Error("the deciding ruleset is published")
    const read = await orRefuse(
      previewFile(text, {
        file: name,
        athleteId: athlete,
        flips: new Set(flips.split(",")),
        measures: measuresOf(ruleset),
      }),
    )
    const byAthlete = [...Map.groupBy(read.entries, (entry) => entry.athleteId)].toSorted(
      ([, a], [, b]) => b.length - a.length,
    )
    const [athleteId, entries]: readonly [string, readonly Entry[]] = byAthlete.find(([id]) => id === show) ??
      byAthlete[0] ?? [athlete, []]
    const past = await readPast(readLog(entries.map(toLoggedEntry), athleteId), ruleset)
    return context.json(
      {
        app: read.app ?? null,
        columns: read.recognised.map(({ column, as, assumption, scale }) => ({
          column,
          as,
          assumption: assumption ?? null,
          scale:
            scale === undefined ? null : { isHighGood: scale.isHighGood, from: [...scale.from] as [number, number] },
        })),
        ignored: [...read.ignored],
        report: {
          source: read.report.source,
          rows: read.report.rows,
          problems: read.report.problems.slice(0, listedProblems).map((problem) => ({ ...problem })),
          problemsLeftOut: read.report.problemsLeftOut + Math.max(0, read.report.problems.length - listedProblems),
          lineWord: read.report.lineWord,
          notes: [...read.report.notes],
        },
        athletes: byAthlete.map(([id, ofAthlete]) => ({ id, entries: ofAthlete.length })),
        athleteId,
        past: past === undefined ? null : toView(past),
        ...(withEntries === "true" && { entries: [...entries] }),
        disclaimer,
      },
      200,
    )
  })
}

function toView(past: Past) {
  return {
    ...past,
    days: past.days.map((day) => daySchema.strip().parse(day)),
    baselines: [...past.baselines],
    families: past.families.map((family) => ({ ...family, lacks: [...family.lacks] })),
    telling: past.telling.map((day) => tellingSchema.strip().parse(day)),
  }
}

async function orRefuse<T>(reading: Promise<T>): Promise<T> {
  try {
    return await reading
  } catch (error) {
    if (error instanceof ImportRefused) throw new AppError("invalidInput", error.message)
    throw error
  }
}

function refuseOtherMediaType(type = ""): void {
  const essence = type.split(";")[0]?.trim().toLowerCase() ?? ""
  if (!mediaTypes.has(essence))
    throw new AppError("unsupportedMediaType", "expected content-type `text/csv` or `application/json`")
}

/** UTF-16 by its byte order mark, else UTF-8, or what spreadsheets on Windows write when it is not. */
function toText(bytes: Uint8Array): string {
  try {
    const encoding = encodingOf(bytes)
    return new TextDecoder(encoding, { fatal: encoding === "utf-8" }).decode(bytes)
  } catch {
    return new TextDecoder("windows-1252").decode(bytes)
  }
}
