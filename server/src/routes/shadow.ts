import { externalIdSchema, localDateSchema, phaseSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { linksOf } from "../decisionView.ts"
import { fromCursor, toCursor } from "../pageCursor.ts"
import type { ShadowCount, ShadowRow } from "../store/shadowDecisions.ts"
import { refusals } from "./refusals.ts"

const sideSchema = z.object({ verdict: z.string(), decidedBy: z.string().nullable() })
const disagreementSchema = z
  .object({
    assignmentId: z.string(),
    athleteId: z.string(),
    localDate: localDateSchema,
    phase: phaseSchema,
    outcome: z
      .enum(["otherRule", "otherVerdict", "fault"])
      .describe("`otherRule`: the same verdict for another reason; `fault`: the challenger came to none."),
    champion: sideSchema,
    challenger: sideSchema
      .extend({ verdict: z.string().nullable(), ruleset: z.object({ id: z.string(), version: z.int() }) })
      .describe("Verdict null: it came to none."),
    _links: z.object({ decision: z.string() }),
  })
  .meta({ id: "ShadowDisagreement" })

const pageSchema = z
  .object({
    counts: z
      .array(
        z.object({
          assignmentId: z.string(),
          decided: z.int(),
          same: z.int(),
          otherRule: z.int(),
          otherVerdict: z.int(),
          faults: z.int(),
          verdicts: z
            .array(z.object({ champion: z.string(), challenger: z.string().nullable(), count: z.int() }))
            .describe("How often which verdict met which."),
        }),
      )
      .describe("Of every check-in in the range, by assignment."),
    disagreements: z.array(disagreementSchema).describe("The latest day first."),
    next: z.string().nullable(),
  })
  .meta({ id: "ShadowDisagreements" })

const querySchema = z.object({
  assignmentId: z.string().min(1).max(64).optional(),
  athleteId: externalIdSchema.optional(),
  from: localDateSchema.default("0001-01-01"),
  to: localDateSchema.default("9999-12-31"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional().describe("`next` of the page before."),
})

const positionSchema = z.tuple([z.string(), z.int()])

const list = createRoute({
  method: "get",
  path: "/api/shadow/disagreements",
  summary: "Where challengers would have decided otherwise than the rulesets that give the verdicts",
  request: { query: querySchema },
  responses: {
    200: { description: "A page, with the counts of all.", content: { "application/json": { schema: pageSchema } } },
    ...refusals,
  },
})

/** `/api/shadow` */
export function shadowRoutes() {
  return new OpenAPIHono<AppEnv>().openapi(list, async (context) => {
    const { store, tenant, reach, cursorSecret } = context.get("parts")
    const { assignmentId, athleteId, from, to, limit, cursor } = context.req.valid("query")
    const filter = { reach, assignmentId, athleteId, from, to }
    const question = `${tenant} shadow ${JSON.stringify(filter)}`
    const before =
      cursor === undefined ? undefined : toPlace(fromCursor(cursor, question, cursorSecret, positionSchema))
    const { shadowDecisions } = store.of(tenant)
    const rows = await shadowDecisions.listDiffering(filter, before, limit)
    const last = rows.length < limit ? undefined : rows.at(-1)
    const next = last === undefined ? null : toCursor([last.localDate, last.sequence], question, cursorSecret)
    const counts = toCounts(await shadowDecisions.count(filter))
    return context.json({ counts, disagreements: rows.flatMap(toDisagreement), next }, 200)
  })
}

function toPlace([localDate, sequence]: z.infer<typeof positionSchema>) {
  return { localDate, sequence }
}

function toDisagreement(row: ShadowRow): z.infer<typeof disagreementSchema>[] {
  if (row.outcome === "same") return []
  const { assignmentId, athleteId, localDate, phase, outcome } = row
  return [
    {
      assignmentId,
      athleteId,
      localDate,
      phase,
      outcome,
      champion: { verdict: row.championVerdict, decidedBy: row.championDecidedBy },
      challenger: {
        verdict: row.verdict,
        decidedBy: row.decidedBy,
        ruleset: { id: row.rulesetId, version: row.version },
      },
      _links: { decision: linksOf(row.decisionId).self },
    },
  ]
}

function toCounts(rows: readonly ShadowCount[]): z.infer<typeof pageSchema>["counts"] {
  const sum = (some: readonly ShadowCount[]) => some.reduce((days, row) => days + row.days, 0)
  return [...Map.groupBy(rows, ({ assignmentId }) => assignmentId)].map(([assignmentId, ofAssignment]) => {
    const of = (outcome: ShadowRow["outcome"]) => sum(ofAssignment.filter((row) => row.outcome === outcome))
    const met = Map.groupBy(ofAssignment, ({ championVerdict, verdict }) => `${championVerdict} ${verdict ?? ""}`)
    return {
      assignmentId,
      decided: sum(ofAssignment),
      same: of("same"),
      otherRule: of("otherRule"),
      otherVerdict: of("otherVerdict"),
      faults: of("fault"),
      verdicts: [...met.values()].flatMap((some) =>
        some.slice(0, 1).map(({ championVerdict, verdict }) => ({
          champion: championVerdict,
          challenger: verdict,
          count: sum(some),
        })),
      ),
    }
  })
}
