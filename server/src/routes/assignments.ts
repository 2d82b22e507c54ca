import { externalIdSchema, localDateSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import { reachesSubject } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { isAssigned } from "../assignedRulesets.ts"
import { toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import { refuseOtherDay, todayOf } from "../refuseOtherDay.ts"
import { assignmentKinds, assignmentLayers, type AssignmentRow } from "../store/assignments.ts"
import type { TenantParts } from "../tenantParts.ts"
import { assignRuleset, endAssignment, findAssignment } from "../workflows/assignRulesets.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { rulesetIdSchema } from "./rulesetBodies.ts"

const versionName = z
  .union([z.literal("latest"), z.coerce.number().int().min(1)])
  .describe("A version, or `latest`: the newest that is not retired, whichever that is on the day.")
const ofVersion = z.object({ id: rulesetIdSchema, version: versionName })
const ofAssignment = z.object({ id: z.string().min(1).max(64) })

const assignmentSchema = z
  .object({
    id: z.string(),
    kind: z
      .enum(assignmentKinds)
      .describe("`deciding` gives the verdicts; `shadow` decides every check-in beside it, silently."),
    layer: z.enum(assignmentLayers),
    subject: z.string().nullable().describe("Id of the team or athlete; null: everyone."),
    ruleset: z.object({ id: z.string(), version: z.int().nullable().describe("Null: the latest.") }),
    from: localDateSchema.describe("First local date on which it holds, for decisions made from then on."),
    author: z.string(),
    reason: z.string(),
    createdAt: z.string(),
    endedFrom: localDateSchema.nullable().describe("From this date on it has no effect."),
    inForce: z.boolean().describe("Whether it holds today; a stronger one may still outrank it."),
    _links: z.object({ self: z.string() }),
  })
  .meta({ id: "Assignment" })

const shared = {
  kind: z.enum(assignmentKinds).default("deciding"),
  from: localDateSchema,
  reason: z.string().min(1).max(2_000),
}
const newAssignmentSchema = z
  .discriminatedUnion("layer", [
    z.strictObject({ layer: z.literal("everyone"), ...shared }),
    z.strictObject({ layer: z.enum(["team", "athlete"]), subject: externalIdSchema, ...shared }),
  ])
  .meta({ id: "NewAssignment" })

const one = (description: string) => ({ description, content: { "application/json": { schema: assignmentSchema } } })
const many = {
  description: "Newest first, ended ones too.",
  content: { "application/json": { schema: z.object({ assignments: z.array(assignmentSchema) }) } },
}

const assign = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/versions/{version}/assignments",
  summary: "Assign a version of a ruleset, or its latest, to an athlete, a team or everyone, from a date on",
  description:
    "The athlete's outranks the team's, that everyone's; within a layer the later `from` wins, then the later made. What was decided stays as it was.",
  request: { params: ofVersion },
  responses: { 200: one("Made before; nothing was changed."), 201: one("Made."), ...refusals },
})

const listOfVersion = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/versions/{version}/assignments",
  summary: "Who runs on this version, since when",
  request: { params: ofVersion },
  responses: { 200: many, ...refusals },
})

const list = createRoute({
  method: "get",
  path: "/api/assignments",
  summary: "Who runs on what, since when",
  request: { query: z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) }) },
  responses: { 200: many, ...refusals },
})

const get = createRoute({
  method: "get",
  path: "/api/assignments/{id}",
  summary: "An assignment as it stands today",
  request: { params: ofAssignment },
  responses: { 200: one("The assignment."), ...refusals },
})

const end = createRoute({
  method: "delete",
  path: "/api/assignments/{id}",
  summary: "End an assignment: it has no effect from today on, and is kept",
  request: {
    params: ofAssignment,
    query: z.object({
      today: localDateSchema.optional().describe("The date where the coach is; absent: today in UTC."),
    }),
  },
  responses: { 200: one("Ended."), ...refusals },
})

/** `/api/rulesets/:id/versions/:version/assignments`, `/api/assignments` */
export function assignmentRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/rulesets/:id/versions/:version/assignments", jsonBody(64 * 1024), idempotent)
  return app
    .openapi(strictly(app, assign, { params: ofVersion, body: bodyOf(newAssignmentSchema) }), async (context) => {
      const parts = context.get("parts")
      const parsed = parseWith(newAssignmentSchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      const { row, isNew } = await assignRuleset(parts, {
        ...referenceOf(context.req.valid("param")),
        kind: parsed.value.kind,
        layer: parsed.value.layer,
        subject: parsed.value.layer === "everyone" ? "" : parsed.value.subject,
        from: parsed.value.from,
        reason: parsed.value.reason,
      })
      context.header("Location", `/api/assignments/${row.id}`)
      return isNew ? context.json(toView(parts, row), 201) : context.json(toView(parts, row), 200)
    })
    .openapi(listOfVersion, async (context) => {
      const parts = context.get("parts")
      const { rulesetId, version } = referenceOf(context.req.valid("param"))
      const rows = await parts.store.of(parts.tenant).assignments.listOfVersion(rulesetId, version)
      return context.json({ assignments: await toViews(parts, rows) }, 200)
    })
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const rows = await parts.store.of(parts.tenant).assignments.list(context.req.valid("query").limit)
      return context.json({ assignments: await toViews(parts, rows) }, 200)
    })
    .openapi(get, async (context) => {
      const parts = context.get("parts")
      return context.json(toView(parts, await findAssignment(parts, context.req.valid("param").id)), 200)
    })
    .openapi(end, async (context) => {
      const parts = context.get("parts")
      const from = context.req.valid("query").today ?? todayOf(parts)
      refuseOtherDay(from, parts.clock())
      return context.json(toView(parts, await endAssignment(parts, context.req.valid("param").id, from)), 200)
    })
}

function referenceOf({ id, version }: z.output<typeof ofVersion>) {
  return { rulesetId: id, version: version === "latest" ? null : version }
}

async function toViews(parts: TenantParts, rows: readonly AssignmentRow[]) {
  const views: z.infer<typeof assignmentSchema>[] = []
  for (const row of rows) if (await reachesSubject(parts, row)) views.push(toView(parts, row))
  return views
}

function toView(parts: TenantParts, row: AssignmentRow): z.infer<typeof assignmentSchema> {
  const { id, kind, layer, subject, rulesetId, version, from, author, reason, createdAt, endedFrom } = row
  return {
    id,
    kind,
    layer,
    subject: subject === "" ? null : subject,
    ruleset: { id: rulesetId, version },
    from,
    author,
    reason,
    createdAt,
    endedFrom,
    inForce: isAssigned(row, todayOf(parts)),
    _links: { self: `/api/assignments/${id}` },
  }
}
