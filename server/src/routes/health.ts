import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import type { ServerParts } from "../serverParts.ts"
import { refusals } from "./refusals.ts"

const okSchema = z.object({ status: z.literal("ok") })

const healthz = createRoute({
  method: "get",
  path: "/healthz",
  summary: "The process answers",
  responses: { 200: { description: "It does.", content: { "application/json": { schema: okSchema } } } },
})

const readyz = createRoute({
  method: "get",
  path: "/readyz",
  summary: "The store answers, what was committed before the start is decided, and the server is not stopping",
  responses: {
    200: { description: "Ready.", content: { "application/json": { schema: okSchema } } },
    503: { description: "Not ready; the document says what is missing.", content: refusals["4XX"].content },
  },
})

const metrics = createRoute({
  method: "get",
  path: "/metrics",
  summary: "What the process counts, for Prometheus",
  responses: {
    200: { description: "Prometheus text.", content: { "text/plain": { schema: z.string() } } },
    ...refusals,
  },
})

/** `/healthz`, `/readyz` and `/metrics` */
export function healthRoutes(server: ServerParts) {
  return new OpenAPIHono<AppEnv>()
    .openapi(healthz, (context) => context.json({ status: "ok" as const }, 200))
    .openapi(readyz, async (context) => {
      if (server.stopping.aborted) throw new AppError("notReady", "the server is stopping")
      await server.store.check().catch(() => {
        throw new AppError("notReady", "the store does not answer")
      })
      return context.json({ status: "ok" as const }, 200)
    })
    .openapi(metrics, async (context) =>
      context.text(await server.metrics.text(), 200, { "content-type": server.metrics.contentType }),
    )
}
