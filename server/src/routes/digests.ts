import { athleteSchema, externalIdSchema, localDateSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { Reach } from "../access/principal.ts"
import { reachesTeam } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { composeDigest, digestSchema, localTime } from "../digest/digest.ts"
import { AppError, toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import { deleteDigest, makeDigest } from "../workflows/changeDigests.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const newDigestSchema = z
  .strictObject({
    email: z.email().max(320).optional(),
    webhookId: z.string().max(64).optional(),
    team: externalIdSchema.optional().describe("Only this team's athletes."),
    hour: z.int().min(0).max(23).default(7).describe("From this hour of the day on."),
    zone: athleteSchema.shape.zone.unwrap().describe("The zone of the hour and of the date."),
  })
  .refine(({ email, webhookId }) => (email === undefined) !== (webhookId === undefined), {
    error: "expected either `email` or `webhookId`",
  })
  .meta({ id: "NewDigest" })

const subscriptionSchema = z
  .object({
    id: z.string(),
    email: z.string().nullable(),
    webhookId: z.string().nullable(),
    team: z.string().nullable(),
    hour: z.int(),
    zone: z.string(),
    sentFor: z.string().nullable().describe("The last local date that was looked at."),
    createdAt: z.string(),
  })
  .meta({ id: "DigestSubscription" })

const list = createRoute({
  method: "get",
  path: "/api/digests",
  summary: "Who gets the morning digest",
  responses: {
    200: {
      description: "Oldest first.",
      content: { "application/json": { schema: z.object({ digests: z.array(subscriptionSchema) }) } },
    },
    ...refusals,
  },
})
const make = createRoute({
  method: "post",
  path: "/api/digests",
  summary: "Send a digest each morning, by e-mail or to a webhook",
  description:
    "Exceptions only: verdicts other than train and push, and silence. On a morning without any, nothing is sent.",
  responses: {
    201: { description: "Made.", content: { "application/json": { schema: subscriptionSchema } } },
    ...refusals,
  },
})
const remove = createRoute({
  method: "delete",
  path: "/api/digests/{id}",
  summary: "Send this digest no more",
  request: { params: z.object({ id: z.string().min(1).max(64) }) },
  responses: { 204: { description: "Gone." }, ...refusals },
})
const preview = createRoute({
  method: "get",
  path: "/api/digests/preview",
  summary: "The digest of a date, as it would be sent now",
  request: { query: z.object({ date: localDateSchema.optional(), team: externalIdSchema.optional() }) },
  responses: {
    200: { description: "Maybe empty.", content: { "application/json": { schema: digestSchema } } },
    ...refusals,
  },
})

/** `/api/digests` */
export function digestRoutes({ sendMail }: Pick<ServerParts, "sendMail">) {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/digests", jsonBody(16 * 1024), idempotent)
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const { reach } = context.get("principal")
      const digests = (await parts.store.of(parts.tenant).digests.list()).filter(({ team }) => reaches(reach, team))
      return context.json({ digests }, 200)
    })
    .openapi(strictly(app, make, { body: bodyOf(newDigestSchema) }), async (context) => {
      const parsed = parseWith(newDigestSchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      if (parsed.value.email !== undefined && sendMail === undefined) {
        const message =
          "found an e-mail address, and no SMTP server to send by; expected a `webhookId`, or `SMTP_URL` set"
        throw toInvalidInput([{ pointer: "/email", code: "noMail", message }])
      }
      refuseOutOfReach(context.get("principal").reach, parsed.value.team ?? null)
      return context.json(await makeDigest(context.get("parts"), parsed.value), 201)
    })
    .openapi(remove, async (context) => {
      const parts = context.get("parts")
      const digest = await parts.store.of(parts.tenant).digests.find(context.req.valid("param").id)
      if (digest === undefined || !reaches(context.get("principal").reach, digest.team))
        throw new AppError("notFound", "found no digest with this id")
      await deleteDigest(parts, digest.id)
      return context.body(null, 204)
    })
    .openapi(preview, async (context) => {
      const parts = context.get("parts")
      const { reach } = context.get("principal")
      const { date = localTime(parts.clock(), "UTC").localDate, team } = context.req.valid("query")
      if (team !== undefined) refuseOutOfReach(reach, team)
      return context.json(
        await composeDigest(parts, date, team === undefined ? reach : { to: "teams", teams: [team] }),
        200,
      )
    })
}

/** Whether a digest about the team, or about everybody, tells only of athletes within reach. */
function reaches(reach: Reach, team: string | null): boolean {
  return team === null ? reach.to === "tenant" : reachesTeam(reach, team)
}

/** A team out of reach is answered as one that is not there. */
function refuseOutOfReach(reach: Reach, team: string | null): void {
  if (reaches(reach, team)) return
  throw new AppError("notFound", "found no team of yours with this id; expected `team` to name one")
}
