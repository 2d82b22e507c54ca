import { rulesetSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { toVersionViews, versionAddress, versionSchema } from "../rulesetViews.ts"
import type { VersionRow } from "../store/rulesets.ts"
import type { TenantParts } from "../tenantParts.ts"
import { publishRuleset, retireVersion, rollBack, saysTheSame } from "../workflows/publishRuleset.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { publicationShape, rulesetBytes, rulesetIdSchema } from "./rulesetBodies.ts"

const ofRuleset = z.object({ id: rulesetIdSchema })
const ofVersion = ofRuleset.extend({ version: z.coerce.number().int().min(1) })
const rollbackSchema = z
  .strictObject({ to: z.int().min(1).describe("The version whose content is to hold again."), ...publicationShape })
  .meta({ id: "Rollback" })
const published = (description: string) => ({
  description,
  content: { "application/json": { schema: versionSchema } },
})

const importQuery = z.object({
  message: publicationShape.message,
  basedOn: z.coerce
    .number()
    .int()
    .min(0)
    .optional()
    .describe("The version that the file was made from, 0 for none; absent: the version that the file names."),
  accept: z
    .string()
    .max(8_000)
    .default("")
    .describe("Ids of golden days whose new verdicts are meant, parted by commas."),
})

const importFile = createRoute({
  method: "post",
  path: "/api/rulesets",
  summary: "Publish a ruleset file as the next version of its id",
  description: "The version that the file names says what it was made from, and is replaced by the next.",
  request: { query: importQuery },
  responses: {
    200: published("The newest version holds the same already; nothing was published."),
    201: published("Published."),
    ...refusals,
  },
})

const rollback = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/rollback",
  summary: "Publish an older version's content as the next version",
  request: { params: ofRuleset },
  responses: { 201: published("Published."), ...refusals },
})

const retire = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/versions/{version}/retire",
  summary: "Retire a version: nothing new can be assigned to it, and what it decided replays for ever",
  request: { params: ofVersion },
  responses: { 200: published("Retired."), ...refusals },
})

/** `/api/rulesets`, changed */
export function publishingRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/rulesets", jsonBody(rulesetBytes), idempotent)
  app.post("/api/rulesets/:id/rollback", jsonBody(64 * 1024), idempotent)
  app.on(["PUT", "PATCH", "DELETE"], "/api/rulesets/:id/versions/:version", () => {
    throw new AppError("publishedVersion", "a published version never changes; publish the change as the next version")
  })
  return app
    .openapi(strictly(app, importFile, { query: importQuery, body: bodyOf(rulesetSchema) }), async (context) => {
      const parts = context.get("parts")
      const { message, basedOn, accept } = context.req.valid("query")
      const { id, version } = nameOf(context.get("body"))
      const document = JSON.stringify(context.get("body"))
      const [newest] = await parts.store.of(parts.tenant).rulesets.listVersions(id)
      const made = newest === undefined ? 0 : (basedOn ?? version)
      if (newest !== undefined && (await saysTheSame(document, newest)))
        return context.json(await toView(parts, newest), 200)
      const row = await publishRuleset(parts, {
        id,
        document,
        basedOn: made === 0 ? null : made,
        message,
        acceptedGoldenDays: accept.split(",").filter((each) => each !== ""),
      })
      context.header("Location", versionAddress(row))
      return context.json(await toView(parts, row), 201)
    })
    .openapi(strictly(app, rollback, { params: ofRuleset, body: bodyOf(rollbackSchema) }), async (context) => {
      const parts = context.get("parts")
      const parsed = parseWith(rollbackSchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      const row = await rollBack(parts, context.req.valid("param").id, parsed.value)
      context.header("Location", versionAddress(row))
      return context.json(await toView(parts, row), 201)
    })
    .openapi(retire, async (context) => {
      const parts = context.get("parts")
      const { id, version } = context.req.valid("param")
      return context.json(await toView(parts, await retireVersion(parts, id, version)), 200)
    })
}

const namedSchema = z.looseObject({ id: rulesetIdSchema, version: z.int().min(1).max(1_000_000) })

/** What the file says it is; the rest is parsed when it is published. */
function nameOf(document: unknown): { readonly id: string; readonly version: number } {
  const parsed = parseWith(namedSchema, document)
  if (!parsed.ok) throw toInvalidInput(parsed.problems)
  return parsed.value
}

async function toView(parts: TenantParts, row: VersionRow): Promise<z.infer<typeof versionSchema>> {
  const [view] = await toVersionViews(parts, [row])
  if (view === undefined) throw new Error("one version has one view")
  return view
}
