import { externalIdSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { refusals } from "./refusals.ts"

const log = createRoute({
  method: "get",
  path: "/api/athletes/{athleteId}/log",
  summary: "An athlete's whole log, as the command line reads it",
  description: "JSON Lines, an entry a line in order of arrival, corrections and what they replace included.",
  request: { params: z.object({ athleteId: externalIdSchema }) },
  responses: {
    200: {
      description: "The log; the ETag changes with each entry.",
      content: { "application/jsonl": { schema: z.string() } },
    },
    304: { description: "Nothing was logged since." },
    ...refusals,
  },
})

/** `/api/athletes/:athleteId/log` */
export function athleteLogRoutes() {
  return new OpenAPIHono<AppEnv>().openapi(log, async (context) => {
    const parts = context.get("parts")
    const { athleteId } = context.req.valid("param")
    const { athletes, entries } = parts.store.of(parts.tenant)
    if (!(await athletes.exists(athleteId))) throw new AppError("notFound", "found no athlete with this id")
    const rows = await entries.listKnown(athleteId, 0)
    const etag = `"${rows.at(-1)?.sequence ?? 0}"`
    context.header("ETag", etag)
    if (context.req.header("if-none-match") === etag) return context.body(null, 304)
    return context.text(rows.map(({ payload }) => `${payload}\n`).join(""), 200, {
      "content-type": "application/jsonl",
    })
  })
}
