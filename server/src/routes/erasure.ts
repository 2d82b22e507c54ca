import { externalIdSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { toInvalidInput } from "../errors.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { eraseAthlete } from "../workflows/eraseAthlete.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const params = z.object({ athleteId: externalIdSchema })
const bodySchema = z.strictObject({ confirm: externalIdSchema.describe("The athlete's id once more.") })

const erasedSchema = z
  .object({
    entries: z.int(),
    decisions: z.int(),
    overrides: z.int(),
    scrubbed: z
      .boolean()
      .describe(
        "Whether freed places of the files were rewritten; if not, `barometer compact` does it in a quiet hour.",
      ),
  })
  .meta({ id: "Erasure" })

const erase = createRoute({
  method: "post",
  path: "/api/athletes/{athleteId}/erasure",
  summary: "Erase everything of an athlete",
  description:
    "Log, decisions, overrides, links, keys and account go for good, and what the audit chain says of the athlete; the chain " +
    "still verifies. Backups and archived write-ahead logs are the operator's to expire.",
  request: { params },
  responses: {
    200: { description: "Erased.", content: { "application/json": { schema: erasedSchema } } },
    ...refusals,
  },
})

/** `/api/athletes/:athleteId/erasure` */
export function erasureRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/athletes/:athleteId/erasure", jsonBody(1_024))
  return app.openapi(strictly(app, erase, { params, body: bodyOf(bodySchema) }), async (context) => {
    const { athleteId } = context.req.valid("param")
    const parsed = parseWith(bodySchema, context.get("body"))
    if (!parsed.ok) throw toInvalidInput(parsed.problems)
    if (parsed.value.confirm !== athleteId) {
      const message = "found another id than the address has; expected the same, as nothing erased comes back"
      throw toInvalidInput([{ pointer: "/confirm", code: "notConfirmed", message }])
    }
    return context.json(await eraseAthlete(context.get("parts"), athleteId), 200)
  })
}
