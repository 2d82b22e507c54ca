import { localDateSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { demoPrefix, demoSquad } from "../demoSquad.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { refuseFuture } from "../refuseFuture.ts"
import { submitEntries } from "../workflows/submitEntries.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const bodySchema = z
  .strictObject({ today: localDateSchema.describe("The date where the visitor is.") })
  .meta({ id: "Demo" })

const fill = createRoute({
  method: "post",
  path: "/api/demo",
  summary: `Log ten weeks of a simulated squad, its athletes named \`${demoPrefix}…\``,
  responses: {
    201: {
      description: "Logged and decided.",
      content: { "application/json": { schema: z.object({ athletes: z.int(), entries: z.int() }) } },
    },
    ...refusals,
  },
})

/** `/api/demo` */
export function demoRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/demo", jsonBody(1_024))
  return app.openapi(strictly(app, fill, { body: bodyOf(bodySchema) }), async (context) => {
    const parts = context.get("parts")
    const parsed = parseWith(bodySchema, context.get("body"))
    if (!parsed.ok) throw toInvalidInput(parsed.problems)
    const entries = demoSquad(parsed.value.today)
    for (const entry of entries) refuseFuture(entry, parts.clock())
    const byAthlete = Map.groupBy(entries, ({ athleteId }) => athleteId)
    const { athletes } = parts.store.of(parts.tenant)
    for (const athleteId of byAthlete.keys())
      if (await athletes.exists(athleteId))
        throw new AppError(
          "alreadyLogged",
          "there is a demo squad already; a second one would be told apart from it by nothing",
        )
    for (const ofAthlete of byAthlete.values()) await submitEntries(parts, ofAthlete)
    return context.json({ athletes: byAthlete.size, entries: entries.length }, 201)
  })
}
