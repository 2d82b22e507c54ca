import { rulesetSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import type { VersionRow } from "../store/rulesets.ts"
import type { TenantParts } from "../tenantParts.ts"
import { refusals } from "./refusals.ts"

const versionSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    hash: z.string(),
    publishedAt: z.string(),
    author: z.string().nullable().describe("Who published it; null: it came with Barometer, as a file."),
    message: z.string().describe("Why it was published; empty for a file."),
    retiredAt: z.string().nullable().describe("Since when it can no longer be assigned."),
    deciding: z.boolean().describe("Whether it decides where nothing else is assigned."),
  })
  .meta({ id: "PublishedVersion" })
const idParam = z.object({ id: z.string().min(1).max(64) })
const listOfVersions = z.object({ rulesets: z.array(versionSchema) })

const list = createRoute({
  method: "get",
  path: "/api/rulesets",
  summary: "The published rulesets, each in its latest version",
  responses: {
    200: { description: "By id.", content: { "application/json": { schema: listOfVersions } } },
    ...refusals,
  },
})

const versions = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/versions",
  summary: "Every published version of a ruleset",
  request: { params: idParam },
  responses: {
    200: { description: "Newest first.", content: { "application/json": { schema: listOfVersions } } },
    ...refusals,
  },
})

const one = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/versions/{version}",
  summary: "A published ruleset; the ETag is its content hash",
  request: { params: idParam.extend({ version: z.coerce.number().int().min(1) }) },
  responses: {
    200: { description: "The ruleset.", content: { "application/json": { schema: rulesetSchema } } },
    304: { description: "Unchanged, as a published version always is." },
    ...refusals,
  },
})

/** `/api/rulesets` */
export function rulesetRoutes() {
  return new OpenAPIHono<AppEnv>()
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const byId = Map.groupBy(await parts.rulesets.list(), ({ id }) => id)
      const latest = [...byId.values()].flatMap((ofId) => ofId.find(({ retiredAt }) => retiredAt === null) ?? [])
      return context.json({ rulesets: await toVersions(parts, latest) }, 200)
    })
    .openapi(versions, async (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const found = await parts.store.of(parts.tenant).rulesets.listVersions(id)
      if (found.length === 0) throw new AppError("notFound", "found no ruleset with this id")
      return context.json({ rulesets: await toVersions(parts, found) }, 200)
    })
    .openapi(one, async (context) => {
      const found = await context.get("parts").rulesets.find(context.req.valid("param"))
      if (found === undefined) throw new AppError("notFound", "found no such version of a ruleset with this id")
      const etag = `"${found.hash}"`
      context.header("ETag", etag)
      if (context.req.header("if-none-match") === etag) return context.body(null, 304)
      return context.json(found.ruleset, 200)
    })
}

async function toVersions(parts: TenantParts, rows: readonly VersionRow[]): Promise<z.infer<typeof versionSchema>[]> {
  const deciding = await parts.rulesets.find(parts.deciding)
  return rows.map((row) => ({ ...row, deciding: deciding?.id === row.id && deciding.version === row.version }))
}
