import { rulesetSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import type { TenantParts } from "../tenantParts.ts"
import { AppError } from "../errors.ts"
import type { PublishedRuleset } from "../rulesetLibrary.ts"
import { refusals } from "./refusals.ts"

const versionSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    hash: z.string(),
    publishedAt: z.string(),
    deciding: z.boolean(),
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
    .openapi(list, (context) => {
      const parts = context.get("parts")
      const latest = parts.rulesets.all.filter((each) => parts.rulesets.find({ id: each.id }) === each)
      return context.json({ rulesets: latest.map((each) => toVersion(parts, each)) }, 200)
    })
    .openapi(versions, (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const found = parts.rulesets.all.filter((each) => each.id === id)
      if (found.length === 0) throw new AppError("notFound", "found no ruleset with this id")
      return context.json({ rulesets: found.map((each) => toVersion(parts, each)) }, 200)
    })
    .openapi(one, (context) => {
      const parts = context.get("parts")
      const found = parts.rulesets.find(context.req.valid("param"))
      if (found === undefined) throw new AppError("notFound", "found no such version of a ruleset with this id")
      const etag = `"${found.hash}"`
      context.header("ETag", etag)
      if (context.req.header("if-none-match") === etag) return context.body(null, 304)
      return context.json(found.ruleset, 200)
    })
}

function toVersion(parts: TenantParts, { id, version, title, hash, publishedAt }: PublishedRuleset) {
  const deciding = parts.rulesets.find(parts.deciding)?.hash === hash
  return { id, version, title, hash, publishedAt, deciding }
}
