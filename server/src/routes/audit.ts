import { externalIdSchema } from "@barometer/engine/readiness"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { fromHeadText, toHeadText } from "../audit/chain.ts"
import { verifyChain } from "../audit/verifyChain.ts"
import { toInvalidInput } from "../errors.ts"
import { fromCursor, toCursor } from "../pageCursor.ts"
import { refusals } from "./refusals.ts"

const querySchema = z.object({
  subject: z.string().min(1).max(300).optional().describe("What was changed: `override:<id>`, `athlete:<id>` …"),
  athleteId: externalIdSchema.optional().describe("The athlete whom the change is about."),
  action: z.string().min(1).max(100).optional().describe("What was done: `override.made`, `decision.recorded` …"),
  limit: z.coerce.number().int().min(1).max(200).default(50),
  cursor: z.string().max(400).optional().describe("`next` of the page before."),
})

const changeSchema = z
  .object({
    sequence: z.int(),
    at: z.string(),
    actor: z.string().describe("Who made it; `barometer` when nobody did."),
    action: z.string(),
    subject: z.string(),
    athleteId: z.string().nullable(),
    details: z.unknown().describe("What was changed; null once the athlete is erased."),
    erased: z.boolean(),
    commitment: z.string().describe("HMAC-SHA-256 of the details, with a key that an erasure deletes."),
    previous: z.string(),
    hash: z.string().describe("SHA-256 of everything but the details, and of `previous`."),
  })
  .meta({ id: "Change" })

const headSchema = z
  .string()
  .describe("Where the chain ends, `count:hash`: keep it elsewhere, and verify against it later.")

const list = createRoute({
  method: "get",
  path: "/api/audit",
  summary: "Who changed what, when and why, newest first",
  request: { query: querySchema },
  responses: {
    200: {
      description: "A page.",
      content: {
        "application/json": {
          schema: z
            .object({ changes: z.array(changeSchema), next: z.string().nullable(), head: headSchema })
            .meta({ id: "ChangePage" }),
        },
      },
    },
    ...refusals,
  },
})

const verifiedSchema = z
  .object({
    intact: z.boolean(),
    head: headSchema,
    erasedRows: z.int().describe("Rows whose details went with an athlete, as the chain records."),
    faults: z
      .array(z.object({ sequence: z.int(), message: z.string() }))
      .describe("The first twenty of what a chain that nobody touched would not have."),
  })
  .meta({ id: "VerifiedChain" })

const verify = createRoute({
  method: "get",
  path: "/api/audit/verify",
  summary: "Walk the whole audit chain and tell whether anything was edited, taken out, moved or cut off",
  request: {
    query: z.object({
      head: z
        .string()
        .max(100)
        .optional()
        .describe("A `head` that was kept elsewhere; the chain has to go through it."),
    }),
  },
  responses: {
    200: { description: "The answer.", content: { "application/json": { schema: verifiedSchema } } },
    ...refusals,
  },
})

/** `/api/audit` */
export function auditRoutes() {
  return new OpenAPIHono<AppEnv>()
    .openapi(list, async (context) => {
      const { tenant, store, cursorSecret } = context.get("parts")
      const { limit, cursor, ...filter } = context.req.valid("query")
      const question = JSON.stringify([tenant, "audit", filter])
      const [before] =
        cursor === undefined
          ? [Number.MAX_SAFE_INTEGER]
          : fromCursor(cursor, question, cursorSecret, z.tuple([z.int()]))
      const { audit } = store.of(tenant)
      const changes = await audit.list(filter, before, limit)
      const last = changes.length < limit ? undefined : changes.at(-1)
      const next = last === undefined ? null : toCursor([last.sequence], question, cursorSecret)
      return context.json({ changes: [...changes], next, head: toHeadText(await audit.readHead()) }, 200)
    })
    .openapi(verify, async (context) => {
      const { tenant, store } = context.get("parts")
      const { head } = context.req.valid("query")
      const expected = head === undefined ? undefined : fromHeadText(head)
      if (head !== undefined && expected === undefined) {
        const message = "found no head; expected `count:hash`, as the chain's `head` was told"
        throw toInvalidInput([{ pointer: "/query/head", code: "invalidHead", message }])
      }
      const verified = await verifyChain(tenant, store.of(tenant).audit, expected)
      const { intact, erasedRows, faults } = verified
      return context.json({ intact, head: toHeadText(verified.head), erasedRows, faults: [...faults] }, 200)
    })
}
