import {
  annotationSchema,
  choiceSchema,
  externalIdSchema,
  outcomeSchema,
  planSchema,
} from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { TenantParts } from "../tenantParts.ts"
import { submitEntries } from "../workflows/submitEntries.ts"
import { entryBytes, loggedSchema, toLogged } from "./loggedEntry.ts"
import { parseSubmitted } from "./parseSubmitted.ts"
import { bodyOf, refusals } from "./refusals.ts"

const params = z.object({ athleteId: externalIdSchema })
const listQuery = z.object({ limit: z.coerce.number().int().min(1).max(200).default(100) })
const named = { athleteId: true, type: true } as const

/** What a coach or an athlete says beside check-ins, each kind a resource of its own. */
const kinds = {
  choices: {
    schema: choiceSchema.omit(named).meta({ id: "NewChoice" }),
    type: "choice",
    summary: "what was done about a verdict: accepted, declined or changed, with a reason and dates",
    description:
      "Only a plan or an accepted deload makes a deload; a declined one is not called for again for seven days. The next session's decision is the first to see it.",
  },
  annotations: {
    schema: annotationSchema.omit(named).meta({ id: "NewAnnotation" }),
    type: "annotation",
    summary: "an outside cause with its dates: illness, travel, exam, heat and the like",
    description:
      "Dated earlier than decisions already recorded, it makes linked, recomputed ones of the 42 days after.",
  },
  plan: {
    schema: planSchema.omit(named).meta({ id: "NewPlan" }),
    type: "plan",
    summary: "steps, deload weeks, competitions and target sets that are planned",
    description: "Plans add up; a later one that names a date outranks an earlier one about it.",
  },
  outcomes: {
    schema: outcomeSchema.omit(named).meta({ id: "NewOutcome" }),
    type: "outcome",
    summary: "what came of it: injury, missed or modified session, competition result, personal record",
    description: "No decision reads outcomes; comparisons of rulesets are held against them.",
  },
} as const

const loggedAnswer = (description: string) => ({
  description,
  content: { "application/json": { schema: loggedSchema } },
})

const withdraw = createRoute({
  method: "delete",
  path: "/api/athletes/{athleteId}/entries/{entryId}",
  summary: "Take back what was logged by mistake, a check-in too",
  description:
    "The entry stays on record and counts no longer; decisions recorded with it stay as they were, and those of the 42 days after it are recomputed and linked. Taken back again, nothing changes.",
  request: {
    params: params.extend({ entryId: z.string().min(1).max(64) }),
    query: z.object({ reason: z.string().max(2_000).optional() }),
  },
  responses: { 200: loggedAnswer("It counts no longer."), ...refusals },
})

/** `/api/athletes/:athleteId/{choices,annotations,plan,outcomes}`, and taking back any entry */
export function athleteEntryRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  for (const [name, { schema, type, summary, description }] of Object.entries(kinds)) {
    const path = `/api/athletes/{athleteId}/${name}`
    const post = createRoute({
      method: "post",
      path,
      summary: `Log ${summary}`,
      description: `${description} A correction names the \`clientId\` of the entry it replaces in \`supersedes\`.`,
      request: { params },
      responses: { 200: loggedAnswer("Already logged."), 201: loggedAnswer("Logged."), ...refusals },
    })
    const list = createRoute({
      method: "get",
      path,
      summary: `List ${summary}`,
      request: { params, query: listQuery },
      responses: {
        200: {
          description: "Newest first.",
          content: { "application/json": { schema: z.object({ entries: z.array(loggedSchema) }) } },
        },
        ...refusals,
      },
    })
    app.openAPIRegistry.registerPath({ ...post, request: { params, body: bodyOf(schema) } })
    app.post(`/api/athletes/:athleteId/${name}`, jsonBody(entryBytes), idempotent)
    app.openapi({ ...post, hide: true }, async (context) => {
      const parts = context.get("parts")
      const { athleteId } = context.req.valid("param")
      const [submitted] = await submitEntries(parts, [await parseNamed(parts, context.get("body"), type, athleteId)])
      if (submitted === undefined || submitted.state === "refused")
        throw submitted?.error ?? new Error("one entry has one outcome")
      return context.json(toLogged(submitted.row), submitted.state === "new" ? 201 : 200)
    })
    app.openapi(list, async (context) => {
      const { athleteId } = context.req.valid("param")
      const { athletes, entries } = context.get("parts").store.of(context.get("parts").tenant)
      if (!(await athletes.exists(athleteId))) throw new AppError("notFound", "found no athlete with this id")
      const rows = await entries.listOfType(athleteId, type, context.req.valid("query").limit)
      return context.json({ entries: rows.map(toLogged) }, 200)
    })
  }
  return app.openapi(withdraw, async (context) => {
    const parts = context.get("parts")
    const { athleteId, entryId } = context.req.valid("param")
    return context.json(await withdrawEntry(parts, athleteId, entryId, context.req.valid("query").reason), 200)
  })
}

/** The body as an entry: its type and athlete come from the address; one without a client id gets one, so that it can be corrected. */
async function parseNamed(parts: TenantParts, body: unknown, type: string, athleteId: string) {
  if (typeof body !== "object" || body === null || Array.isArray(body)) return await parseSubmitted(parts, body)
  for (const name of ["type", "athleteId"])
    if (Object.hasOwn(body, name)) {
      const message = `found \`${name}\`, which the address says; expected the body without it`
      throw new AppError("invalidInput", message, [{ pointer: `/${name}`, code: "unrecognized_keys", message }])
    }
  return await parseSubmitted(parts, { clientId: parts.newId(), ...body, type, athleteId })
}

async function withdrawEntry(parts: TenantParts, athleteId: string, entryId: string, reason: string | undefined) {
  const { entries } = parts.store.of(parts.tenant)
  const row = await entries.find(entryId)
  if (row === undefined || row.athleteId !== athleteId || row.type === "withdrawal")
    throw new AppError("notFound", "found no entry of this athlete with this id")
  if (row.superseded) return toLogged(row)
  if (row.clientId === null)
    throw new AppError(
      "invalidInput",
      "the entry was logged without a `clientId`, so nothing can name it to take it back",
    )
  const clientId = parts.newId()
  const withdrawal = {
    type: "withdrawal",
    athleteId,
    clientId,
    supersedes: row.clientId,
    ...(reason !== undefined && { reason }),
  }
  const [submitted] = await submitEntries(parts, [await parseSubmitted(parts, withdrawal)])
  if (submitted === undefined || submitted.state === "refused")
    throw submitted?.error ?? new Error("one entry has one outcome")
  return toLogged({ ...row, superseded: true })
}
