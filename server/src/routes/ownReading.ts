import { externalIdSchema, ownReading, pairOwnCalls } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { refusals } from "./refusals.ts"

const agreement = {
  asked: z.int().describe("Calls made before the verdict was shown."),
  agreed: z.int(),
  share: z.number().min(0).max(1).nullable().describe("Null: too few calls to say."),
}
const agreementSchema = z.object(agreement).meta({ id: "Agreement" })
const readingSchema = z
  .object({
    ...agreement,
    lately: agreementSchema.describe("Of the last 28 days."),
    before: agreementSchema.describe("Of the 28 days before those."),
    change: z.number().nullable(),
    followed: agreementSchema.describe("Held against the session that followed, not against the verdict."),
  })
  .meta({ id: "OwnReading" })

const get = createRoute({
  method: "get",
  path: "/api/athletes/{athleteId}/own-reading",
  summary:
    "How well an athlete reads the own readiness: calls made before the verdict, held against it and against what followed",
  request: { params: z.object({ athleteId: externalIdSchema }) },
  responses: {
    200: { description: "Over the whole log, and lately.", content: { "application/json": { schema: readingSchema } } },
    ...refusals,
  },
})

/** `/api/athletes/:athleteId/own-reading` */
export function ownReadingRoutes() {
  return new OpenAPIHono<AppEnv>().openapi(get, async (context) => {
    const parts = context.get("parts")
    const { athleteId } = context.req.valid("param")
    const { athletes, decisions } = parts.store.of(parts.tenant)
    if (!(await athletes.exists(athleteId))) throw new AppError("notFound", "found no athlete with this id")
    const { log } = await parts.logs.read(athleteId)
    const [from, to] = [log.checkIns[0]?.localDate, log.checkIns.at(-1)?.localDate]
    const standing = from === undefined || to === undefined ? [] : await decisions.listStanding(athleteId, { from, to })
    const newest = new Map(standing.map((row) => [`${row.localDate} ${row.phase}`, row]))
    const pairs = pairOwnCalls(log, [...newest.values()])
    return context.json(ownReading(pairs, to ?? parts.clock().toISOString().slice(0, 10)), 200)
  })
}
