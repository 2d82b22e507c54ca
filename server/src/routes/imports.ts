import {
  decisionSchema,
  disclaimer,
  externalIdSchema,
  readLog,
  toLoggedEntry,
  type Entry,
} from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { rulesetFor } from "../assignedRulesets.ts"
import { todayOf } from "../refuseOtherDay.ts"
import type { PreviewedFile } from "../past/previewedFile.ts"
import { type Past, readPast } from "../past/readPast.ts"
import { importLogs, mostImported } from "../workflows/importLogs.ts"
import {
  byAthlete,
  importedFileBody,
  importedFileQuery,
  importReportSchema,
  readImportedFile,
  toReportView,
} from "./importedFile.ts"
import { refusals } from "./refusals.ts"

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
    report: importReportSchema,
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
    disclaimer: z.string(),
  })
  .meta({ id: "ImportPreview" })

const querySchema = importedFileQuery.extend({
  show: externalIdSchema.optional().describe("Whose past to tell; absent: of whom there is most."),
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

const confirmQuery = importedFileQuery.extend({
  only: externalIdSchema.optional().describe("Whose entries to store; absent: everybody's in the file."),
  as: externalIdSchema.optional().describe("With `only`: the athlete to store them as."),
  refusedRows: z
    .enum(["refuse", "leaveOut"])
    .default("refuse")
    .describe("What becomes of the rest when rows of the file were refused: nothing is stored, or the rest is."),
})

const importedSchema = z
  .object({
    report: importReportSchema,
    athletes: z.array(
      z.object({
        id: z.string(),
        stored: z.int(),
        known: z.int().describe("Stored by an earlier import of the same rows."),
        refused: z.array(z.object({ localDate: z.string().nullable(), message: z.string() })),
      }),
    ),
  })
  .meta({ id: "Imported" })

const confirm = createRoute({
  method: "post",
  path: "/api/imports",
  summary: "Store a log of any app, as its preview told it, and decide each of its days",
  description:
    "The same file and query as the preview. Rows that an earlier import stored are recognised, so that the same file again stores nothing. " +
    `At most ${mostImported.toLocaleString("en")} entries; more go through the command line.`,
  request: { query: confirmQuery },
  responses: {
    201: { description: "What was stored, by athlete.", content: { "application/json": { schema: importedSchema } } },
    ...refusals,
  },
})

/** `/api/imports` */
export function importRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.openAPIRegistry.registerPath({ ...preview, request: { query: querySchema, body: importedFileBody } })
  app.openAPIRegistry.registerPath({ ...confirm, request: { query: confirmQuery, body: importedFileBody } })
  return app
    .openapi({ ...confirm, hide: true }, async (context) => {
      const query = context.req.valid("query")
      const read = await readImportedFile(context, query)
      if (read.report.rows.refused > 0 && query.refusedRows === "refuse") throw toRowsRefused(read)
      const chosen = byAthlete(read)
        .filter(([id]) => query.only === undefined || id === query.only)
        .map(([id, entries]) => storedAs(query.only === undefined ? id : (query.as ?? id), entries))
      const athletes = await importLogs(context.get("parts"), chosen)
      return context.json({ report: toReportView(read), athletes: [...athletes] }, 201)
    })
    .openapi({ ...preview, hide: true }, async (context) => {
      const { show, ...query } = context.req.valid("query")
      const read = await readImportedFile(context, query)
      const logs = byAthlete(read)
      const [athleteId, entries]: readonly [string, readonly Entry[]] = logs.find(([id]) => id === show) ??
        logs[0] ?? [query.athlete, []]
      const parts = context.get("parts")
      const { ruleset } = await rulesetFor(parts, { athlete: athleteId }, todayOf(parts))
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
          report: toReportView(read),
          athletes: logs.map(([id, ofAthlete]) => ({ id, entries: ofAthlete.length })),
          athleteId,
          past: past === undefined ? null : toView(past),
          disclaimer,
        },
        200,
      )
    })
}

const storedAs = (athleteId: string, entries: readonly Entry[]): readonly [string, readonly Entry[]] => [
  athleteId,
  entries.map((entry) => ({ ...entry, athleteId })),
]

function toRowsRefused(read: PreviewedFile): AppError {
  const { rows, problems, lineWord } = toReportView(read)
  const detail =
    `${rows.refused} of ${rows.read} rows were refused, so nothing was stored; ` +
    "mend them, or store the rest with `refusedRows=leaveOut`"
  return new AppError(
    "invalidInput",
    detail,
    problems.map(({ line, column, message }) => ({
      pointer: `/${lineWord}/${line}${column === undefined ? "" : `/${column}`}`,
      code: "refusedRow",
      message,
    })),
  )
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
