import { externalIdSchema, localDateSchema, outcomeNames, phaseSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { goldenDaySchema, toGoldenDayView } from "../rulesetViews.ts"
import { listGoldenDays, pinGoldenDay, unpinGoldenDay } from "../workflows/goldenDays.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { rulesetIdSchema } from "./rulesetBodies.ts"

const ofRuleset = z.object({ id: rulesetIdSchema })
const ofDay = ofRuleset.extend({ dayId: z.string().min(1).max(64) })
const newGoldenDaySchema = z
  .strictObject({
    athleteId: externalIdSchema,
    localDate: localDateSchema,
    phase: phaseSchema.default("morning"),
    verdict: z.enum(outcomeNames),
    decidedBy: z
      .string()
      .regex(/^[A-Za-z][A-Za-z0-9]{0,31}$/, "a rule id is 1 to 32 letters and digits, starting with a letter")
      .nullable()
      .describe("The rule that has to decide; null: none, the ruleset's `otherwise`."),
    note: z.string().min(1).max(2_000).describe("Why this verdict is right."),
  })
  .meta({ id: "NewGoldenDay" })

const list = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/golden-days",
  summary: "The days whose verdicts a ruleset has to keep giving",
  request: { params: ofRuleset },
  responses: {
    200: {
      description: "By athlete and date.",
      content: { "application/json": { schema: z.object({ goldenDays: z.array(goldenDaySchema) }) } },
    },
    ...refusals,
  },
})

const pin = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/golden-days",
  summary: "Pin a day: every later version is held to its verdict",
  request: { params: ofRuleset },
  responses: {
    201: { description: "Pinned.", content: { "application/json": { schema: goldenDaySchema } } },
    ...refusals,
  },
})

const unpin = createRoute({
  method: "delete",
  path: "/api/rulesets/{id}/golden-days/{dayId}",
  summary: "Unpin a day",
  request: { params: ofDay },
  responses: { 204: { description: "Gone." }, ...refusals },
})

/** `/api/rulesets/:id/golden-days` */
export function goldenDayRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/rulesets/:id/golden-days", jsonBody(64 * 1024), idempotent)
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const rows = await listGoldenDays(parts, context.req.valid("param").id)
      return context.json({ goldenDays: rows.map(toGoldenDayView) }, 200)
    })
    .openapi(strictly(app, pin, { params: ofRuleset, body: bodyOf(newGoldenDaySchema) }), async (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const parsed = parseWith(newGoldenDaySchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      if ((await parts.rulesets.find({ id })) === undefined)
        throw new AppError("notFound", "found no ruleset with this id")
      return context.json(toGoldenDayView(await pinGoldenDay(parts, id, parsed.value)), 201)
    })
    .openapi(unpin, async (context) => {
      const { id, dayId } = context.req.valid("param")
      await unpinGoldenDay(context.get("parts"), id, dayId)
      return context.body(null, 204)
    })
}
