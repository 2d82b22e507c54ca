import { diffRulesets, rulesetDifferenceSchema, rulesetSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { toRulesetFileText } from "../rulesetFileText.ts"
import type { RulesetReference } from "../rulesetLibrary.ts"
import { toVersionViews, versionSchema } from "../rulesetViews.ts"
import type { TenantParts } from "../tenantParts.ts"
import { refusals } from "./refusals.ts"
import { rulesetIdSchema } from "./rulesetBodies.ts"

const idParam = z.object({ id: rulesetIdSchema })
const versionNumber = z.coerce.number().int().min(1)
const versionParam = idParam.extend({ version: versionNumber })
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
  summary: "Every published version of a ruleset, with who published it, when and why",
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
  request: { params: versionParam },
  responses: {
    200: { description: "The ruleset.", content: { "application/json": { schema: rulesetSchema } } },
    304: { description: "Unchanged, as a published version always is." },
    ...refusals,
  },
})

const file = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/versions/{version}/file",
  summary: "A published ruleset as a file: members in a fixed order, so that two files can be compared line by line",
  request: { params: versionParam },
  responses: {
    200: { description: "`<id>-v<version>.json`: to be kept under version control, or imported again." },
    ...refusals,
  },
})

const diff = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/versions/{version}/diff",
  summary: "What differs from another version, or from another ruleset, as data and in sentences",
  request: {
    params: versionParam,
    query: z.object({
      from: versionNumber.describe("The earlier version."),
      fromId: rulesetIdSchema.optional().describe("Of another ruleset; absent: the same."),
    }),
  },
  responses: {
    200: {
      description: "Differences from the earlier one to this.",
      content: { "application/json": { schema: z.object({ differences: z.array(rulesetDifferenceSchema) }) } },
    },
    ...refusals,
  },
})

/** `/api/rulesets`, read */
export function rulesetRoutes() {
  return new OpenAPIHono<AppEnv>()
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const byId = Map.groupBy(await parts.rulesets.list(), ({ id }) => id)
      const latest = [...byId.values()].flatMap((ofId) => ofId.find(({ retiredAt }) => retiredAt === null) ?? [])
      return context.json({ rulesets: await toVersionViews(parts, latest) }, 200)
    })
    .openapi(versions, async (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const found = await parts.store.of(parts.tenant).rulesets.listVersions(id)
      if (found.length === 0) throw new AppError("notFound", "found no ruleset with this id")
      return context.json({ rulesets: await toVersionViews(parts, found) }, 200)
    })
    .openapi(one, async (context) => {
      const found = await findPublished(context.get("parts"), context.req.valid("param"))
      const etag = `"${found.hash}"`
      context.header("ETag", etag)
      if (context.req.header("if-none-match") === etag) return context.body(null, 304)
      return context.json(found.ruleset, 200)
    })
    .openapi(file, async (context) => {
      const { id, version, ruleset } = await findPublished(context.get("parts"), context.req.valid("param"))
      return context.body(toRulesetFileText(ruleset), 200, {
        "content-type": "application/json",
        "content-disposition": `attachment; filename="${id}-v${version}.json"`,
      })
    })
    .openapi(diff, async (context) => {
      const parts = context.get("parts")
      const later = await findPublished(parts, context.req.valid("param"))
      const { from, fromId = later.id } = context.req.valid("query")
      const earlier = await findPublished(parts, { id: fromId, version: from })
      return context.json({ differences: [...diffRulesets(earlier.ruleset, later.ruleset)] }, 200)
    })
}

async function findPublished(parts: TenantParts, reference: RulesetReference) {
  const found = await parts.rulesets.find(reference)
  if (found === undefined) throw new AppError("notFound", "found no such version of a ruleset with this id")
  return found
}
