import { checkInSchema, externalIdSchema, localDateSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { decisionViewSchema, linksOf } from "../decisionView.ts"
import { AppError } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody, refuseOversize } from "../middleware/jsonBody.ts"
import { fromCursor, toCursor } from "../pageCursor.ts"
import { entryOfRow } from "../athleteLogs.ts"
import { rankOfPhase } from "../store/phaseRanks.ts"
import {
  batchAnswerSchema,
  batchItems,
  checkInBytes,
  isBatch,
  itemsOf,
  submitCheckIns,
  toBatchItem,
} from "./checkInBatch.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const batchBytes = 8 * 1024 * 1024

const submissionSchema = z
  .union([checkInSchema, z.strictObject({ checkIns: z.array(checkInSchema).min(1).max(batchItems) })])
  .meta({ id: "Submission" })
const answerSchema = z.union([decisionViewSchema, batchAnswerSchema])

const submit = createRoute({
  method: "post",
  path: "/api/check-ins",
  summary: "Submit a check-in, get a verdict",
  description:
    'One check-in, or `{"checkIns": […]}` with at most 1,000. The same check-in again changes nothing and answers 200 with the first decision. ' +
    "A correction is a new check-in with a `clientId` of its own and `supersedes`. A late check-in, or a correction, also " +
    "records linked, recomputed decisions of the 42 days after it; those recorded before stay as they were.",
  responses: {
    200: {
      description: "Already logged: the first decision again. Of a batch: an answer for each item.",
      content: { "application/json": { schema: answerSchema } },
    },
    201: { description: "Logged and decided.", content: { "application/json": { schema: decisionViewSchema } } },
    ...refusals,
  },
})

const querySchema = z.object({
  athleteId: externalIdSchema,
  from: localDateSchema.default("0001-01-01"),
  to: localDateSchema.default("9999-12-31"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional().describe("`next` of the page before."),
})

const positionSchema = z
  .tuple([z.string(), z.int(), z.int()])
  .transform(([localDate, phaseRank, sequence]) => ({ localDate, phaseRank, sequence }))

const pageSchema = z
  .object({
    checkIns: z.array(
      z.object({ id: z.string(), receivedAt: z.string(), superseded: z.boolean(), checkIn: checkInSchema }),
    ),
    next: z.string().nullable(),
  })
  .meta({ id: "CheckInPage" })

const list = createRoute({
  method: "get",
  path: "/api/check-ins",
  summary: "An athlete's check-ins in a range of dates",
  request: { query: querySchema },
  responses: {
    200: { description: "A page, by date and phase.", content: { "application/json": { schema: pageSchema } } },
    ...refusals,
  },
})

/** `/api/check-ins` */
export function checkInRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/check-ins", jsonBody(batchBytes), idempotent)
  return app
    .openapi(strictly(app, submit, { body: bodyOf(submissionSchema) }), async (context) => {
      const parts = context.get("parts")
      const body = context.get("body")
      if (isBatch(body)) {
        const answers = await submitCheckIns(parts, itemsOf(body))
        return context.json({ results: answers.map(toBatchItem) }, 200)
      }
      refuseOversize(context.get("bodyBytes"), checkInBytes, "a check-in")
      const [answer] = await submitCheckIns(parts, [body])
      if (answer === undefined || answer instanceof AppError) throw answer ?? new Error("a check-in has an answer")
      context.header("Location", linksOf(answer.decision.id).self)
      return context.json(answer.decision, answer.status)
    })
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const { athleteId, from, to, limit, cursor } = context.req.valid("query")
      const question = `${parts.tenant} check-ins ${athleteId} ${from} ${to}`
      const after = cursor === undefined ? undefined : fromCursor(cursor, question, parts.cursorSecret, positionSchema)
      const rows = await parts.store.of(parts.tenant).entries.listCheckIns(athleteId, { from, to }, after, limit)
      const last = rows.length < limit ? undefined : rows.at(-1)
      const next =
        last === undefined || last.localDate === null
          ? null
          : toCursor([last.localDate, rankOfPhase(last.phase), last.sequence], question, parts.cursorSecret)
      const checkIns = rows.flatMap((row) => {
        const checkIn = entryOfRow(row)
        return checkIn.type === "checkIn"
          ? [{ id: row.id, receivedAt: row.receivedAt, superseded: row.superseded, checkIn }]
          : []
      })
      return context.json({ checkIns, next }, 200)
    })
}
