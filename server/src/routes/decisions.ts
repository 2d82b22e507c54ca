import { setImmediate as nextTurn } from "node:timers/promises"
import { entriesSeenAt, findFlips, flipsSchema, receiptSchema, replayDecision } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import type { TenantParts } from "../tenantParts.ts"
import { decisionViewSchema, overridesOf, recordOf, toTracedView } from "../decisionView.ts"
import { AppError } from "../errors.ts"
import { refusals } from "./refusals.ts"

const params = z.object({ id: z.string().min(1).max(64) })

const get = createRoute({
  method: "get",
  path: "/api/decisions/{id}",
  summary: "A decision as it was recorded, with its trace",
  request: { params },
  responses: {
    200: { description: "The decision.", content: { "application/json": { schema: decisionViewSchema } } },
    ...refusals,
  },
})

const replaySchema = z
  .object({
    identical: z.boolean(),
    differences: z.array(z.object({ pointer: z.string(), was: z.unknown(), is: z.unknown() })),
    digest: z.string().describe("Of the decision as it comes out now."),
  })
  .meta({ id: "Replay" })

const getReplay = createRoute({
  method: "get",
  path: "/api/decisions/{id}/replay",
  summary: "Decide again from what was known then",
  request: { params },
  responses: {
    200: {
      description: "Whether it comes out the same, and what differs.",
      content: { "application/json": { schema: replaySchema } },
    },
    ...refusals,
  },
})

const getReceipt = createRoute({
  method: "get",
  path: "/api/decisions/{id}/receipt",
  summary: "Everything needed to replay the decision elsewhere",
  request: { params },
  responses: {
    200: {
      description: "Decision, ruleset, overrides and entries.",
      content: { "application/json": { schema: receiptSchema } },
    },
    ...refusals,
  },
})

const getCounterfactuals = createRoute({
  method: "get",
  path: "/api/decisions/{id}/counterfactuals",
  summary: "The smallest changes that would have turned the verdict",
  request: { params },
  responses: {
    200: { description: "By signal and by threshold.", content: { "application/json": { schema: flipsSchema } } },
    ...refusals,
  },
})

/** `/api/decisions` */
export function decisionRoutes() {
  return new OpenAPIHono<AppEnv>()
    .openapi(get, async (context) => {
      const parts = context.get("parts")
      const row = await findDecision(parts, context.req.valid("param").id)
      return context.json(await toTracedView(row, parts.rulesets), 200)
    })
    .openapi(getReplay, async (context) => {
      const parts = context.get("parts")
      const { decision, ruleset, overrides, entries } = await openAsKnown(parts, context.req.valid("param").id)
      const again = await replayDecision(decision, ruleset, overrides, entries)
      return context.json(
        { identical: again.identical, differences: [...again.differences], digest: again.decision.digest },
        200,
      )
    })
    .openapi(getReceipt, async (context) => {
      const parts = context.get("parts")
      const { decision, ruleset, overrides, entries } = await openAsKnown(parts, context.req.valid("param").id)
      const receipt: z.infer<typeof receiptSchema> = {
        decision,
        ruleset: { ...ruleset },
        overrides: [...overrides],
        entries: [...entries],
      }
      return context.json(receipt, 200)
    })
    .openapi(getCounterfactuals, async (context) => {
      const parts = context.get("parts")
      const { log, ruleset, overrides, decision } = await openAsKnown(parts, context.req.valid("param").id)
      return context.json(await findFlips({ log, ruleset, overrides, asOf: decision.asOf }, nextTurn), 200)
    })
}

async function findDecision(parts: TenantParts, id: string) {
  const row = await parts.store.of(parts.tenant).decisions.find(id)
  if (row === undefined) throw new AppError("notFound", "found no decision with this id")
  return row
}

/** A decision with the log and the overrides, as they were known then, and the ruleset that made it. */
async function openAsKnown(parts: TenantParts, id: string) {
  const row = await findDecision(parts, id)
  const published = await parts.rulesets.find({ id: row.rulesetId, version: row.rulesetVersion })
  if (published === undefined) throw new Error("the ruleset of a recorded decision is published")
  const log = await parts.logs.readAsKnown(row.athleteId, row.knownSequence)
  const decision = recordOf(row)
  const entries = entriesSeenAt(log, decision.asOf).map(({ entry }) => entry)
  return { log, entries, ruleset: published.ruleset, overrides: overridesOf(row), decision }
}
