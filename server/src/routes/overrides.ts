import { externalIdSchema, localDateSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { refuseOtherDay, todayOf } from "../refuseOtherDay.ts"
import type { TenantParts } from "../tenantParts.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { layersViewSchema, overrideViewSchema, toLayersView, toOverrideView } from "../overrideView.ts"
import { newOverrideSchema, parseOverride } from "../parseOverride.ts"
import type { OverrideRow } from "../store/overrides.ts"
import {
  findOverride,
  makeOverride,
  readLayers,
  retireOverride,
  subjectsOfAthlete,
} from "../workflows/changeOverrides.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const overrideBytes = 64 * 1024

const ofAthlete = z.object({ athleteId: externalIdSchema })
const ofTeam = z.object({ teamId: externalIdSchema })
const ofOverride = z.object({ id: z.string().min(1).max(64) })
const query = z.object({
  on: localDateSchema.optional().describe("The date to show; absent: today in UTC."),
  limit: z.coerce.number().int().min(1).max(200).default(100).describe("How many overrides at most."),
})

const layersAnswer = { description: "As they stand.", content: { "application/json": { schema: layersViewSchema } } }
const overrideAnswer = (description: string) => ({
  description,
  content: { "application/json": { schema: overrideViewSchema } },
})

const listOfAthlete = createRoute({
  method: "get",
  path: "/api/athletes/{athleteId}/overrides",
  summary: "An athlete's thresholds, each with the layer it comes from, and the overrides of athlete and team",
  request: { params: ofAthlete, query },
  responses: { 200: layersAnswer, ...refusals },
})

const listOfTeam = createRoute({
  method: "get",
  path: "/api/teams/{teamId}/overrides",
  summary: "A team's thresholds, each with the layer it comes from, and the team's overrides",
  request: { params: ofTeam, query },
  responses: { 200: layersAnswer, ...refusals },
})

const effect =
  "It holds from its `from` date for decisions made from now on; what was decided stays as it was. An athlete's override " +
  "outranks the team's; within a layer the later `from` wins, then the later made. A locked rule cannot be switched off."

const makeForAthlete = createRoute({
  method: "post",
  path: "/api/athletes/{athleteId}/overrides",
  summary: "Change thresholds of the deciding ruleset for one athlete",
  description: effect,
  request: { params: ofAthlete },
  responses: { 200: overrideAnswer("Kept before; nothing was changed."), 201: overrideAnswer("Kept."), ...refusals },
})

const makeForTeam = createRoute({
  method: "post",
  path: "/api/teams/{teamId}/overrides",
  summary: "Change thresholds of the deciding ruleset for the athletes whose log names the team",
  description: effect,
  request: { params: ofTeam },
  responses: { 200: overrideAnswer("Kept before; nothing was changed."), 201: overrideAnswer("Kept."), ...refusals },
})

const get = createRoute({
  method: "get",
  path: "/api/overrides/{id}",
  summary: "An override as it stands today",
  request: { params: ofOverride },
  responses: { 200: overrideAnswer("The override."), ...refusals },
})

const retire = createRoute({
  method: "delete",
  path: "/api/overrides/{id}",
  summary: "Retire an override: it has no effect from today on, and is kept",
  description: "An override that begins later never takes effect. Retired again, it stays as it was retired first.",
  request: {
    params: ofOverride,
    query: z.object({
      today: localDateSchema.optional().describe("The date where the coach is; absent: today in UTC."),
    }),
  },
  responses: { 200: overrideAnswer("Retired."), ...refusals },
})

/** `/api/athletes/:athleteId/overrides`, `/api/teams/:teamId/overrides`, `/api/overrides` */
export function overrideRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  const body = bodyOf(newOverrideSchema)
  for (const path of ["/api/athletes/:athleteId/overrides", "/api/teams/:teamId/overrides"])
    app.post(path, jsonBody(overrideBytes), idempotent)
  return app
    .openapi(listOfAthlete, async (context) => {
      const parts = context.get("parts")
      const { on = todayOf(parts), limit } = context.req.valid("query")
      const subjects = await subjectsOfAthlete(parts, context.req.valid("param").athleteId, on)
      return context.json(toLayersView(await readLayers(parts, subjects, on), on, limit), 200)
    })
    .openapi(listOfTeam, async (context) => {
      const parts = context.get("parts")
      const { on = todayOf(parts), limit } = context.req.valid("query")
      const team = context.req.valid("param").teamId
      return context.json(toLayersView(await readLayers(parts, { team }, on), on, limit), 200)
    })
    .openapi(strictly(app, makeForAthlete, { params: ofAthlete, body }), async (context) => {
      const parts = context.get("parts")
      const { athleteId } = context.req.valid("param")
      const on = todayOf(parts)
      const layers = await readLayers(parts, await subjectsOfAthlete(parts, athleteId, on), on)
      const override = parseOverride(
        context.get("body"),
        { layer: "athlete", subject: athleteId },
        layers.published.ruleset,
      )
      const { row, isNew } = await makeOverride(parts, layers, override)
      context.header("Location", `/api/overrides/${row.id}`)
      const view = await toView(parts, row)
      return isNew ? context.json(view, 201) : context.json(view, 200)
    })
    .openapi(strictly(app, makeForTeam, { params: ofTeam, body }), async (context) => {
      const parts = context.get("parts")
      const { teamId } = context.req.valid("param")
      const layers = await readLayers(parts, { team: teamId }, todayOf(parts))
      const override = parseOverride(context.get("body"), { layer: "team", subject: teamId }, layers.published.ruleset)
      const { row, isNew } = await makeOverride(parts, layers, override)
      context.header("Location", `/api/overrides/${row.id}`)
      const view = await toView(parts, row)
      return isNew ? context.json(view, 201) : context.json(view, 200)
    })
    .openapi(get, async (context) => {
      const parts = context.get("parts")
      return context.json(await toView(parts, await findOverride(parts, context.req.valid("param").id)), 200)
    })
    .openapi(retire, async (context) => {
      const parts = context.get("parts")
      const from = context.req.valid("query").today ?? todayOf(parts)
      refuseOtherDay(from, parts.clock())
      return context.json(await toView(parts, await retireOverride(parts, context.req.valid("param").id, from)), 200)
    })
}

async function toView(parts: TenantParts, row: OverrideRow) {
  const on = todayOf(parts)
  const subjects = row.layer === "athlete" ? await subjectsOfAthlete(parts, row.subject, on) : { team: row.subject }
  return toOverrideView(await readLayers(parts, subjects, on), row, on)
}
