import { externalIdSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import { newCredential } from "../access/credential.ts"
import { type Principal, scopes } from "../access/principal.ts"
import { noAthlete, reachesAthlete } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ApiKeyRow } from "../store/apiKeys.ts"
import { parseBody } from "./parseBody.ts"
import { answer, idParam, nameSchema } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const keySchema = z
  .object({
    id: z.string(),
    name: z.string(),
    scopes: z.array(z.string()),
    athleteId: z.string().nullable().describe("The one athlete that it is for; null: all that its maker reaches."),
    madeBy: z.string().nullable().describe("The member who made it; null: the owner of this machine."),
    createdAt: z.string(),
    expiresAt: z.string(),
    lastUsedAt: z.string().nullable().describe("To the minute."),
    revokedAt: z.string().nullable(),
    key: z.string().optional().describe("Shown once, when it is made; sent as `Authorization: Bearer …`."),
  })
  .meta({ id: "ApiKey" })

const newKeySchema = z
  .strictObject({
    name: nameSchema.describe("What it is for."),
    scopes: z.array(z.enum(scopes)).min(1).max(scopes.length),
    athleteId: externalIdSchema.optional().describe("For one athlete only, in the role of that athlete."),
    expiresInDays: z.int().min(1).max(730).default(365),
  })
  .meta({ id: "NewApiKey" })

const list = createRoute({
  method: "get",
  path: "/api/keys",
  summary: "API keys: to an admin all, to others their own",
  responses: { 200: answer("Newest first.", z.object({ keys: z.array(keySchema) })), ...refusals },
})
const make = createRoute({
  method: "post",
  path: "/api/keys",
  summary: "Make an API key for a device or another program",
  description: "It does what its scopes say and its maker may do, as long as the maker may. Only a hash of it is kept.",
  responses: { 201: answer("Made; the key is shown this once.", keySchema), ...refusals },
})
const revoke = createRoute({
  method: "delete",
  path: "/api/keys/{id}",
  summary: "Revoke an API key, at once",
  request: { params: idParam },
  responses: { 200: answer("It opens nothing any more.", keySchema), ...refusals },
})

/** `/api/keys` */
export function keyRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  // No `Idempotency-Key`: the first answer would be kept, and with it the secret.
  app.post("/api/keys", jsonBody(8_192))
  return app
    .openapi(list, async (context) => {
      const { store, tenant } = context.get("parts")
      const all = await store.of(tenant).apiKeys.list()
      const seen = all.filter((key) => isSeen(context.get("principal"), key))
      return context.json({ keys: seen.map((key) => toView(key)) }, 200)
    })
    .openapi(strictly(app, make, { body: bodyOf(newKeySchema) }), async (context) => {
      const parts = context.get("parts")
      const { name, scopes: given, athleteId = null, expiresInDays } = parseBody(context, newKeySchema)
      if (athleteId !== null && !(await reachesAthlete(parts, parts.reach, athleteId))) throw noAthlete()
      const now = parts.clock()
      const at = now.toISOString()
      const { id, secretDigest, text } = newCredential("key")
      const expiresAt = new Date(now.getTime() + expiresInDays * 86_400_000).toISOString()
      const madeBy = makerOf(context.get("principal"))
      const key = { id, secretDigest, name, scopes: [...new Set(given)], athleteId, madeBy, createdAt: at, expiresAt }
      await parts.store.inTransaction(parts.tenant, async (tables) => {
        await tables.apiKeys.insert(key)
        await tables.audit.append({
          at,
          actor: parts.actor,
          action: "key.made",
          subject: `key:${id}`,
          ...(athleteId !== null && { athleteId }),
          details: { scopes: key.scopes, athleteId, expiresAt },
        })
      })
      return context.json(toView({ ...key, lastUsedAt: null, revokedAt: null }, text), 201)
    })
    .openapi(revoke, async (context) => {
      const { store, tenant, clock, actor } = context.get("parts")
      const { id } = context.req.valid("param")
      const revoked = await store.inTransaction(tenant, async (tables) => {
        const key = await tables.apiKeys.find(id)
        if (key === undefined || !isSeen(context.get("principal"), key))
          throw new AppError("notFound", "found no key with this id")
        if (key.revokedAt !== null) return key
        const at = clock().toISOString()
        await tables.apiKeys.revoke(id, at)
        await tables.audit.append({ at, actor, action: "key.revoked", subject: `key:${id}`, details: {} })
        return { ...key, revokedAt: at }
      })
      return context.json(toView(revoked), 200)
    })
}

/** The member as whom a key or link is made; the owner of this machine is none. */
export function makerOf(principal: Principal): string | null {
  return principal.kind === "member" ? principal.memberId : null
}

function isSeen(principal: Principal, { madeBy }: ApiKeyRow): boolean {
  return principal.role === "admin" || (principal.kind === "member" && principal.memberId === madeBy)
}

function toView({ secretDigest: _, ...key }: ApiKeyRow, text?: string) {
  return { ...key, scopes: [...key.scopes], ...(text !== undefined && { key: text }) }
}
