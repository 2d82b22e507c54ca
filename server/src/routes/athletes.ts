import { externalIdSchema, fromDay, localDateSchema, phaseSchema, toDay } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { linksOf } from "../decisionView.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import type { DecisionSummary } from "../store/decisions.ts"
import { suspectDays, toTimelineDays } from "../timeline.ts"
import { refusals } from "./refusals.ts"

const maximumDays = 731

const summarySchema = z
  .object({
    id: z.string(),
    localDate: localDateSchema,
    phase: phaseSchema,
    verdict: z.string(),
    kind: z.string().nullable(),
    decidedBy: z.string().nullable(),
    sentence: z.string(),
    checkInId: z.string(),
    recomputes: z.object({ of: z.string() }).nullable(),
    decidedAt: z.string(),
    _links: z.object({ self: z.string() }),
  })
  .meta({ id: "DecisionSummary" })

const rosterSchema = z
  .object({
    athletes: z.array(
      z.object({
        id: z.string(),
        createdAt: z.string(),
        team: z.string().nullable().describe("The team that the athlete's log names."),
        latest: summarySchema.nullable().describe("The latest day's verdict."),
      }),
    ),
    next: z.string().nullable().describe("Pass as `after` for the next page."),
  })
  .meta({ id: "Roster" })

const list = createRoute({
  method: "get",
  path: "/api/athletes",
  summary: "The athletes, each with the latest day's verdict",
  request: {
    query: z.object({
      limit: z.coerce.number().int().min(1).max(200).default(100),
      after: externalIdSchema.optional(),
    }),
  },
  responses: {
    200: { description: "A page, by id.", content: { "application/json": { schema: rosterSchema } } },
    ...refusals,
  },
})

const timelineSchema = z
  .object({
    athleteId: z.string(),
    days: z.array(
      z.object({
        localDate: localDateSchema,
        verdict: z
          .string()
          .nullable()
          .describe("Of the day's last decision about its own session; null: only the next session was decided on."),
        decidingId: z.string().nullable(),
        suspect: z.boolean().describe("Within 21 days before a reactive deload."),
        decisions: z
          .array(summarySchema)
          .describe("Every decision ever recorded of the day, in order of phase and time."),
      }),
    ),
  })
  .meta({ id: "Timeline" })

const timeline = createRoute({
  method: "get",
  path: "/api/athletes/{athleteId}/timeline",
  summary: "An athlete's verdicts by day",
  request: {
    params: z.object({ athleteId: externalIdSchema }),
    query: z.object({ from: localDateSchema, to: localDateSchema }),
  },
  responses: {
    200: { description: "The days that have a decision.", content: { "application/json": { schema: timelineSchema } } },
    ...refusals,
  },
})

/** `/api/athletes` */
export function athleteRoutes() {
  return new OpenAPIHono<AppEnv>()
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const { limit, after = "" } = context.req.valid("query")
      const { athletes: table, decisions } = parts.store.of(parts.tenant)
      const rows = await table.list(after, limit, context.get("principal").reach)
      const athletes = []
      for (const { id, createdAt, team } of rows) {
        const latest = await decisions.findLatestDay(id)
        athletes.push({ id, createdAt, team, latest: latest === undefined ? null : toSummaryView(latest) })
      }
      return context.json({ athletes, next: rows.length < limit ? null : (rows.at(-1)?.id ?? null) }, 200)
    })
    .openapi(timeline, async (context) => {
      const parts = context.get("parts")
      const { athleteId } = context.req.valid("param")
      const { from, to } = context.req.valid("query")
      const message = `expected \`from\` before or at \`to\`, at most ${maximumDays} days in all`
      if (from > to || toDay(to) - toDay(from) >= maximumDays)
        throw toInvalidInput([{ pointer: "/query/to", code: "invalidRange", message }])
      const { athletes, decisions } = parts.store.of(parts.tenant)
      if (!(await athletes.exists(athleteId))) throw new AppError("notFound", "found no athlete with this id")
      // A deload just after the range makes days in it suspect.
      const standing = await decisions.listStanding(athleteId, { from, to: fromDay(toDay(to) + suspectDays) })
      const verdicts = new Map(toTimelineDays(standing).map((day) => [day.localDate, day]))
      const all = await decisions.listAll(athleteId, { from, to })
      const days = [...Map.groupBy(all, (decision) => decision.localDate)].map(([localDate, ofDay]) => {
        const day = verdicts.get(localDate)
        const verdict = day?.verdict
        return {
          localDate,
          verdict: verdict?.verdict ?? null,
          decidingId: verdict?.id ?? null,
          suspect: day?.suspect ?? false,
          decisions: ofDay.map(toSummaryView),
        }
      })
      return context.json({ athleteId, days }, 200)
    })
}

function toSummaryView(row: DecisionSummary): z.infer<typeof summarySchema> {
  const { id, localDate, phase, verdict, kind, decidedBy, sentence, decidedAt } = row
  const recomputes = row.recomputes === null ? null : { of: row.recomputes }
  return {
    id,
    localDate,
    phase,
    verdict,
    kind,
    decidedBy,
    sentence,
    checkInId: row.entryId,
    recomputes,
    decidedAt,
    _links: { self: linksOf(id).self },
  }
}
