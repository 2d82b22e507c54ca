import { entrySchema, externalIdSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { submitEntries } from "../workflows/submitEntries.ts"
import { entryBytes, loggedSchema, toLogged } from "./loggedEntry.ts"
import { parseSubmitted, refuseType } from "./parseSubmitted.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const params = z.object({ athleteId: externalIdSchema })

const post = createRoute({
  method: "post",
  path: "/api/athletes/{athleteId}/entries",
  summary: "Log what is no check-in: athlete, annotation, plan, choice, outcome",
  description:
    "An annotation, plan or choice dated earlier than decisions already recorded gets linked, recomputed ones for the 42 days after its date.",
  request: { params },
  responses: {
    200: { description: "Already logged.", content: { "application/json": { schema: loggedSchema } } },
    201: { description: "Logged.", content: { "application/json": { schema: loggedSchema } } },
    ...refusals,
  },
})

const list = createRoute({
  method: "get",
  path: "/api/athletes/{athleteId}/entries",
  summary: "What is logged of an athlete besides check-ins",
  request: { params, query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }) },
  responses: {
    200: {
      description: "Newest first.",
      content: { "application/json": { schema: z.object({ entries: z.array(loggedSchema) }) } },
    },
    ...refusals,
  },
})

const path = "/api/athletes/:athleteId/entries"

/** `/api/athletes/:athleteId/entries` */
export function entryRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post(path, jsonBody(entryBytes), idempotent)
  return app
    .openapi(strictly(app, post, { params, body: bodyOf(entrySchema) }), async (context) => {
      const parts = context.get("parts")
      const { athleteId } = context.req.valid("param")
      const entry = await parseSubmitted(parts, context.get("body"))
      if (entry.type === "checkIn") throw refuseType("checkIn", "another type; check-ins go to `/api/check-ins`")
      if (entry.athleteId !== athleteId) {
        const message = "found another athlete than the address names"
        throw new AppError("invalidInput", message, [{ pointer: "/athleteId", code: "otherAthlete", message }])
      }
      const [submitted] = await submitEntries(parts, [entry])
      if (submitted === undefined || submitted.state === "refused")
        throw submitted?.error ?? new Error("one entry has one outcome")
      return context.json(toLogged(submitted.row), submitted.state === "new" ? 201 : 200)
    })
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const { athleteId } = context.req.valid("param")
      const { athletes, entries } = parts.store.of(parts.tenant)
      if (!(await athletes.exists(athleteId))) throw new AppError("notFound", "found no athlete with this id")
      const rows = await entries.listOthers(athleteId, context.req.valid("query").limit)
      return context.json({ entries: rows.map(toLogged) }, 200)
    })
}
