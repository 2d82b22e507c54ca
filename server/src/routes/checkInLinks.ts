import { externalIdSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import { newCredential } from "../access/credential.ts"
import { noAthlete, reachesAthlete } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import type { CheckInLinkRow } from "../store/checkInLinks.ts"
import { makerOf } from "./keys.ts"
import { originOf } from "./originOf.ts"
import { parseBody } from "./parseBody.ts"
import { answer, idParam } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const linkSchema = z
  .object({
    id: z.string(),
    athleteId: z.string(),
    madeBy: z.string().nullable(),
    createdAt: z.string(),
    expiresAt: z.string(),
    lastUsedAt: z.string().nullable().describe("To the minute."),
    revokedAt: z.string().nullable(),
    link: z.string().optional().describe("Shown once, when it is made: for the athlete."),
  })
  .meta({ id: "CheckInLink" })
const newLinkSchema = z
  .strictObject({ athleteId: externalIdSchema, expiresInDays: z.int().min(1).max(365).default(90) })
  .meta({ id: "NewCheckInLink" })

const list = createRoute({
  method: "get",
  path: "/api/check-in-links",
  summary: "Links to the check-in pages of the athletes within reach",
  responses: { 200: answer("Newest first.", z.object({ links: z.array(linkSchema) })), ...refusals },
})
const make = createRoute({
  method: "post",
  path: "/api/check-in-links",
  summary: "Make a link to an athlete's check-in page, for an athlete without an account",
  description:
    "Whoever has it logs this athlete's check-ins and reads this athlete's decisions, and nothing else, as long as its maker could.",
  responses: { 201: answer("Made; the link is shown this once.", linkSchema), ...refusals },
})
const revoke = createRoute({
  method: "delete",
  path: "/api/check-in-links/{id}",
  summary: "Revoke a link, at once",
  request: { params: idParam },
  responses: { 200: answer("It opens nothing any more.", linkSchema), ...refusals },
})

/** `/api/check-in-links` */
export function checkInLinkRoutes(server: ServerParts) {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/check-in-links", jsonBody(8_192))
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const links = []
      for (const link of await parts.store.of(parts.tenant).checkInLinks.list())
        if (await reachesAthlete(parts, parts.reach, link.athleteId)) links.push(toView(link))
      return context.json({ links }, 200)
    })
    .openapi(strictly(app, make, { body: bodyOf(newLinkSchema) }), async (context) => {
      const parts = context.get("parts")
      const { athleteId, expiresInDays } = parseBody(context, newLinkSchema)
      const isKnown = await parts.store.of(parts.tenant).athletes.exists(athleteId)
      if (!isKnown || !(await reachesAthlete(parts, parts.reach, athleteId))) throw noAthlete()
      const now = parts.clock()
      const at = now.toISOString()
      const { id, secretDigest, text } = newCredential("link")
      const expiresAt = new Date(now.getTime() + expiresInDays * 86_400_000).toISOString()
      const madeBy = makerOf(context.get("principal"))
      const link = { id, secretDigest, athleteId, madeBy, createdAt: at, expiresAt }
      await parts.store.inTransaction(parts.tenant, async (tables) => {
        await tables.checkInLinks.insert(link)
        const change = { at, actor: parts.actor, action: "checkInLink.made", subject: `link:${id}`, athleteId }
        await tables.audit.append({ ...change, details: { expiresAt } })
      })
      const shown = `${originOf(context, server)}/check-in/${text}`
      return context.json(toView({ ...link, lastUsedAt: null, revokedAt: null }, shown), 201)
    })
    .openapi(revoke, async (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const link = await parts.store.of(parts.tenant).checkInLinks.find(id)
      if (link === undefined || !(await reachesAthlete(parts, parts.reach, link.athleteId)))
        throw new AppError("notFound", "found no link with this id")
      const at = parts.clock().toISOString()
      if (link.revokedAt === null)
        await parts.store.inTransaction(parts.tenant, async (tables) => {
          await tables.checkInLinks.revoke(id, at)
          const change = { at, actor: parts.actor, action: "checkInLink.revoked", subject: `link:${id}` }
          await tables.audit.append({ ...change, athleteId: link.athleteId, details: {} })
        })
      return context.json(toView({ ...link, revokedAt: link.revokedAt ?? at }), 200)
    })
}

function toView({ secretDigest: _, ...link }: CheckInLinkRow, shown?: string) {
  return { ...link, ...(shown !== undefined && { link: shown }) }
}
