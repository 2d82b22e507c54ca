import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { fromCursor, toCursor } from "../pageCursor.ts"
import { findOverrideDebt, type LookedAt } from "../workflows/findOverrideDebt.ts"
import { refusals } from "./refusals.ts"

const debtSchema = z
  .object({
    id: z.string(),
    ruleset: z.string(),
    layer: z.enum(["team", "athlete"]),
    subject: z.string(),
    from: z.string(),
    until: z.string().nullable(),
    reason: z.string(),
    athletes: z.int().describe("How many athletes' decisions were looked at."),
    days: z.int().describe("On how many of their days it held; none of them differs without it."),
    _links: z.object({ self: z.string() }),
  })
  .meta({ id: "OverrideDebt" })

const pageSchema = z.object({
  debt: z.array(debtSchema).describe("Overrides that change no decision since they began."),
  undecided: z.array(debtSchema).describe("Overrides under which nothing has been decided yet."),
  changing: z.int().describe("How many of the page do change something."),
  next: z.string().nullable(),
})

const list = createRoute({
  method: "get",
  path: "/api/overrides/debt",
  summary: "Overrides that could be retired: no decision since they began would differ without them",
  description:
    "The latest 200 moments of at most 50 athletes are decided with and without each override, over the log as it is known now: verdict, deciding rule and findings.",
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(50).default(20).describe("How many overrides to look at."),
      cursor: z.string().max(400).optional().describe("`next` of the page before."),
    }),
  },
  responses: {
    200: {
      description: "A page, in the order they were made.",
      content: { "application/json": { schema: pageSchema } },
    },
    ...refusals,
  },
})

const positionSchema = z.tuple([z.int()])

/** `/api/overrides/debt` */
export function overrideDebtRoutes() {
  return new OpenAPIHono<AppEnv>().openapi(list, async (context) => {
    const parts = context.get("parts")
    const { limit, cursor } = context.req.valid("query")
    const question = `${parts.tenant} override debt`
    const [after] = cursor === undefined ? [0] : fromCursor(cursor, question, parts.cursorSecret, positionSchema)
    const { looked, next } = await findOverrideDebt(parts, after, limit)
    const unchanging = looked.filter(({ changesSomething }) => !changesSomething)
    return context.json(
      {
        debt: unchanging.filter(({ days }) => days > 0).map(toDebt),
        undecided: unchanging.filter(({ days }) => days === 0).map(toDebt),
        changing: looked.length - unchanging.length,
        next: next === undefined ? null : toCursor([next], question, parts.cursorSecret),
      },
      200,
    )
  })
}

function toDebt({ row, days, athletes }: LookedAt): z.infer<typeof debtSchema> {
  const { id, rulesetId, layer, subject, from, until, reason } = row
  const self = `/api/overrides/${id}`
  return { id, ruleset: rulesetId, layer, subject, from, until, reason, athletes, days, _links: { self } }
}
