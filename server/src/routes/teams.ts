import { externalIdSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import { reachesTeam } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { parseBody } from "./parseBody.ts"
import { answer, nameSchema } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const teamSchema = z.object({ id: z.string(), name: z.string(), createdAt: z.string() }).meta({ id: "Team" })
const newTeamSchema = z
  .strictObject({ id: externalIdSchema.describe("The word by which athletes' logs name the team."), name: nameSchema })
  .meta({ id: "NewTeam" })
const params = z.object({ teamId: externalIdSchema })

const list = createRoute({
  method: "get",
  path: "/api/teams",
  summary: "The teams: to an admin all, to a coach one's own",
  responses: { 200: answer("By id.", z.object({ teams: z.array(teamSchema) })), ...refusals },
})
const make = createRoute({
  method: "post",
  path: "/api/teams",
  summary: "Make a team",
  description:
    "An athlete is in the team that the `athlete` entries of the log name last, by their `recordedAt`; the team's coaches see the athletes whose log names it, and log and override for them.",
  responses: { 201: answer("Made.", teamSchema), ...refusals },
})
const remove = createRoute({
  method: "delete",
  path: "/api/teams/{teamId}",
  summary: "Dissolve a team: nobody coaches it any more; its athletes' logs stay as they are",
  request: { params },
  responses: { 204: { description: "Dissolved." }, ...refusals },
})

/** `/api/teams` */
export function teamRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/teams", jsonBody(8_192), idempotent)
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const teams = await parts.store.of(parts.tenant).teams.list()
      return context.json({ teams: teams.filter(({ id }) => reachesTeam(parts.reach, id)) }, 200)
    })
    .openapi(strictly(app, make, { body: bodyOf(newTeamSchema) }), async (context) => {
      const { store, tenant, clock, actor } = context.get("parts")
      const at = clock().toISOString()
      const team = { ...parseBody(context, newTeamSchema), createdAt: at }
      await store.inTransaction(tenant, async (tables) => {
        if (!(await tables.teams.insertIfAbsent(team)))
          throw new AppError("alreadyExists", `there is a team \`${team.id}\` already`)
        const details = { name: team.name }
        await tables.audit.append({ at, actor, action: "team.made", subject: `team:${team.id}`, details })
      })
      return context.json(team, 201)
    })
    .openapi(remove, async (context) => {
      const { store, tenant, clock, actor } = context.get("parts")
      const { teamId } = context.req.valid("param")
      await store.inTransaction(tenant, async (tables) => {
        if (!(await tables.teams.delete(teamId))) throw new AppError("notFound", "found no team with this id")
        const at = clock().toISOString()
        await tables.audit.append({ at, actor, action: "team.dissolved", subject: `team:${teamId}`, details: {} })
      })
      return context.body(null, 204)
    })
}
