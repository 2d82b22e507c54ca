import { setTimeout as wait } from "node:timers/promises"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { streamSSE } from "hono/streaming"
import { z } from "zod"
import { findPrincipal } from "../access/findPrincipal.ts"
import type { Reach } from "../access/principal.ts"
import { reachesAthlete } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { toInvalidInput } from "../errors.ts"
import type { ServerParts } from "../serverParts.ts"
import type { AuditRow } from "../store/audit.ts"
import type { TenantParts } from "../tenantParts.ts"
import { isWanted, toMessage } from "../webhooks/message.ts"
import { refusals } from "./refusals.ts"

const lookEveryMs = 1_000
/** So that whatever stands between keeps the connection. */
const beatEveryMs = 15_000
const rowsAtOnce = 100

const events = createRoute({
  method: "get",
  path: "/api/events",
  summary: "Changes as they are made, as server-sent events",
  description:
    "Each event is named by its action and holds what a webhook is told; its id is its place in the audit chain. A client that comes back with `Last-Event-ID` misses nothing; without it the stream begins now.",
  request: {
    query: z.object({
      types: z
        .string()
        .max(400)
        .default("*")
        .describe("Actions parted by commas, such as `decision.recorded,override.*`."),
    }),
    headers: z.object({ "last-event-id": z.string().max(20).optional() }),
  },
  responses: {
    200: {
      description: "A stream that ends when the client goes.",
      content: { "text/event-stream": { schema: z.string() } },
    },
    ...refusals,
  },
})

/** `/api/events` */
export function eventRoutes(server: ServerParts) {
  const { stopping } = server
  return new OpenAPIHono<AppEnv>().openapi(events, async (context) => {
    const parts = context.get("parts")
    const { headers } = context.req.raw
    const { audit } = parts.store.of(parts.tenant)
    const wanted = context.req.valid("query").types.split(",")
    const lastId = context.req.valid("header")["last-event-id"]
    if (lastId !== undefined && !/^\d{1,15}$/.test(lastId))
      throw toInvalidInput([
        { pointer: "/header/Last-Event-ID", code: "invalidId", message: "expected the id of an event, or none" },
      ])
    let after = lastId === undefined ? (await audit.readHead()).count : Number(lastId)
    return streamSSE(context, async (stream) => {
      const gone = new AbortController()
      stream.onAbort(() => gone.abort())
      const signal = AbortSignal.any([gone.signal, stopping])
      await stream.write(": listening\n\n")
      for (let quietMs = 0; !signal.aborted;) {
        const rows = await audit.listAfter(after, rowsAtOnce)
        // Who was removed, or lost a team, meanwhile is told no more.
        const reach = rows.length === 0 ? undefined : await reachNow(server, headers, parts.tenant)
        if (rows.length > 0 && reach === undefined) return
        for (const row of rows) {
          after = row.sequence
          if (
            row.erased ||
            !isWanted(wanted, row.action) ||
            reach === undefined ||
            !(await isWithin(parts, reach, row))
          )
            continue
          await stream.writeSSE({ id: String(row.sequence), event: row.action, data: toMessage(row) })
          quietMs = 0
        }
        if (rows.length === rowsAtOnce) continue
        if (quietMs >= beatEveryMs) await stream.write(": still here\n\n")
        quietMs = quietMs >= beatEveryMs ? 0 : quietMs + lookEveryMs
        await wait(lookEveryMs, undefined, { signal, ref: false }).catch(() => undefined)
      }
    })
  })
}

/** What whoever began the stream reaches now; undefined once they may not listen. */
async function reachNow(server: ServerParts, headers: Headers, tenant: string): Promise<Reach | undefined> {
  const principal = await findPrincipal(server, headers).then(
    (found) => found.principal,
    () => undefined,
  )
  return principal?.tenant === tenant && principal.role !== "athlete" ? principal.reach : undefined
}

/** Of a part of the tenant only what is about its athletes is told. */
async function isWithin(parts: TenantParts, reach: Reach, { athleteId }: AuditRow): Promise<boolean> {
  if (athleteId === null || athleteId === "") return reach.to === "tenant"
  return await reachesAthlete(parts, reach, athleteId)
}
