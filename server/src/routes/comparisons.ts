import { setTimeout as wait } from "node:timers/promises"
import { externalIdSchema, localDateSchema, parseRuleset, type Ruleset } from "@barometer/engine/readiness"
import { overrideSchema, parseOverrides } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { streamSSE } from "hono/streaming"
import { z } from "zod"
import { reachesAthlete } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import type { ComparisonRow } from "../store/comparisons.ts"
import type { TenantParts } from "../tenantParts.ts"
import {
  cancelComparison,
  type ComparisonAsk,
  estimate,
  findComparison,
  listComparisons,
  startComparison,
} from "../workflows/runComparison.ts"
import { parseBody } from "./parseBody.ts"
import { answer } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const mostAthletes = 10_000
const lookEveryMs = 300

const sideSchema = z
  .strictObject({
    id: z.string().max(64).describe("The ruleset."),
    version: z.int().min(1).optional().describe("Absent: the newest that is not retired."),
    draft: z.string().max(64).optional().describe("A draft of it, in the place of a version."),
    overrides: z.array(overrideSchema).max(200).default([]),
  })
  .meta({ id: "ComparisonSide" })
const askSchema = z
  .strictObject({
    a: sideSchema,
    b: sideSchema,
    athletes: z.array(externalIdSchema).min(1).max(mostAthletes).optional().describe("Absent: everybody within reach."),
    from: localDateSchema.optional(),
    to: localDateSchema.optional(),
    outcomes: z.boolean().default(false).describe("Hold both against logged injuries, missed and modified sessions."),
    budgetSeconds: z.number().positive().max(3_600).default(600).describe("Refused when it would take longer."),
    dryRun: z.boolean().default(false).describe("Only say how much there is to do."),
  })
  .meta({ id: "ComparisonAsk" })

const comparisonSchema = z
  .object({
    id: z.string(),
    state: z.enum(["running", "done", "cancelled", "failed"]),
    done: z.int(),
    athletes: z.int(),
    message: z.string().nullable(),
    createdAt: z.string(),
    finishedAt: z.string().nullable(),
    asked: z.unknown(),
    result: z
      .unknown()
      .describe("Once it is done: both sides, totals with the matrix, flips with their blame, athletes, digest."),
    _links: z.object({ self: z.string(), events: z.string() }),
  })
  .meta({ id: "Comparison" })
const estimateSchema = z
  .object({ athletes: z.int(), checkIns: z.int(), seconds: z.number() })
  .meta({ id: "ComparisonEstimate" })

const params = z.object({ id: z.string().min(1).max(64) })
const list = createRoute({
  method: "get",
  path: "/api/comparisons",
  summary: "Comparisons that were asked for",
  responses: {
    200: answer("Newest first, without their results.", z.object({ comparisons: z.array(comparisonSchema) })),
    ...refusals,
  },
})
const start = createRoute({
  method: "post",
  path: "/api/comparisons",
  summary: "Compare two rulesets on logged history",
  description: "It runs beside the server; ask for it, or listen to its events, until it is done.",
  responses: {
    200: answer("A dry run: how much there is to do.", estimateSchema),
    202: answer("It is running.", comparisonSchema),
    ...refusals,
  },
})
const get = createRoute({
  method: "get",
  path: "/api/comparisons/{id}",
  summary: "A comparison, with its result once it is done",
  request: { params },
  responses: { 200: answer("As it stands.", comparisonSchema), ...refusals },
})
const cancel = createRoute({
  method: "delete",
  path: "/api/comparisons/{id}",
  summary: "Stop a comparison",
  request: { params },
  responses: { 200: answer("It runs no longer.", comparisonSchema), ...refusals },
})
const events = createRoute({
  method: "get",
  path: "/api/comparisons/{id}/events",
  summary: "How far a comparison is, as server-sent events, until it has ended",
  request: { params },
  responses: {
    200: {
      description: "`progress` with done, athletes and state.",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...refusals,
  },
})

/** `/api/comparisons` */
export function comparisonRoutes({ stopping }: Pick<ServerParts, "stopping">) {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/comparisons", jsonBody(1024 * 1024), idempotent)
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const mine = (await listComparisons(parts)).filter((row) => isSeen(parts, row))
      return context.json({ comparisons: mine.map((row) => toView({ ...row, result: null })) }, 200)
    })
    .openapi(strictly(app, start, { body: bodyOf(askSchema) }), async (context) => {
      const parts = context.get("parts")
      const asked = parseBody(context, askSchema)
      const ask = await toAsk(parts, asked)
      if (asked.dryRun) return context.json(await estimate(parts, ask), 200)
      const row = await startComparison(parts, ask)
      context.header("Location", `/api/comparisons/${row.id}`)
      return context.json(toView(row), 202)
    })
    .openapi(get, async (context) =>
      context.json(toView(await findSeen(context.get("parts"), context.req.valid("param").id)), 200),
    )
    .openapi(cancel, async (context) => {
      const parts = context.get("parts")
      const { id } = await findSeen(parts, context.req.valid("param").id)
      await cancelComparison(parts, id)
      return context.json(toView(await findComparison(parts, id)), 200)
    })
    .openapi(events, async (context) => {
      const parts = context.get("parts")
      const { id } = await findSeen(parts, context.req.valid("param").id)
      return streamSSE(context, async (stream) => {
        for (let last = -1; !stream.aborted && !stopping.aborted;) {
          const { state, done, athletes } = await findComparison(parts, id)
          if (done !== last || state !== "running")
            await stream.writeSSE({ event: "progress", data: JSON.stringify({ state, done, athletes }) })
          last = done
          if (state !== "running") return
          await wait(lookEveryMs, undefined, { ref: false })
        }
      })
    })
}

/** Who sees a part of the tenant sees the comparisons that they asked for. */
function isSeen({ reach, actor }: TenantParts, { author }: ComparisonRow): boolean {
  return reach.to === "tenant" || author === actor
}

async function findSeen(parts: TenantParts, id: string): Promise<ComparisonRow> {
  const row = await findComparison(parts, id)
  if (!isSeen(parts, row)) throw new AppError("notFound", "found no comparison with this id")
  return row
}

async function toAsk(parts: TenantParts, asked: z.infer<typeof askSchema>): Promise<ComparisonAsk> {
  const [a, b] = [await toSide(parts, asked.a, "/a"), await toSide(parts, asked.b, "/b")]
  return {
    a,
    b,
    athleteIds: await athletesOf(parts, asked.athletes),
    range: { ...(asked.from !== undefined && { from: asked.from }), ...(asked.to !== undefined && { to: asked.to }) },
    withOutcomes: asked.outcomes,
    budgetSeconds: asked.budgetSeconds,
    asked,
  }
}

async function toSide(parts: TenantParts, side: z.infer<typeof sideSchema>, pointer: string) {
  const document = await documentOf(parts, side)
  if (document === undefined)
    throw toInvalidInput([
      { pointer, code: "unknownReference", message: "found no such version or draft of a ruleset" },
    ])
  const parsed = parseRuleset(JSON.parse(document))
  if (!parsed.ok)
    throw toInvalidInput(parsed.problems.map((each) => ({ ...each, pointer: `${pointer}${each.pointer}` })))
  const ruleset: Ruleset = parsed.value
  const overrides = parseOverrides(side.overrides, ruleset)
  if (!overrides.ok)
    throw toInvalidInput(
      overrides.problems.map((each) => ({ ...each, pointer: `${pointer}/overrides${each.pointer}` })),
    )
  return { ruleset, overrides: overrides.value, document }
}

async function documentOf(parts: TenantParts, { id, version, draft }: z.infer<typeof sideSchema>) {
  const tables = parts.store.of(parts.tenant)
  if (draft !== undefined) {
    const row = await tables.rulesetDrafts.find(draft)
    return row?.rulesetId === id ? row.document : undefined
  }
  const published = await parts.rulesets.find({ id, version })
  return published === undefined ? undefined : JSON.stringify(published.ruleset)
}

/** The athletes that are asked for, all of whom have to be within reach; absent: everybody within it. */
async function athletesOf(parts: TenantParts, asked: readonly string[] | undefined): Promise<readonly string[]> {
  const { athletes } = parts.store.of(parts.tenant)
  if (asked === undefined) return (await athletes.list("", mostAthletes, parts.reach)).map(({ id }) => id)
  for (const [index, id] of asked.entries())
    if (!(await athletes.exists(id)) || !(await reachesAthlete(parts, parts.reach, id)))
      throw toInvalidInput([
        { pointer: `/athletes/${index}`, code: "unknownReference", message: "found no athlete with this id" },
      ])
  return [...new Set(asked)]
}

function toView(row: ComparisonRow): z.infer<typeof comparisonSchema> {
  const { id, state, done, athletes, message, createdAt, finishedAt } = row
  const self = `/api/comparisons/${id}`
  return {
    id,
    state,
    done,
    athletes,
    message,
    createdAt,
    finishedAt,
    asked: JSON.parse(row.asked),
    result: row.result === null ? null : JSON.parse(row.result),
    _links: { self, events: `${self}/events` },
  }
}
