import { type ClientRequestOptions, hc } from "hono/client"
import type { createApp } from "./app.ts"

type Client = ReturnType<typeof hc<ReturnType<typeof createApp>>>

/**
 * A typed client of the HTTP API: `createClient(url, { headers: { authorization: "Bearer bar_…" } })`. Addresses, bodies
 * and answers are checked by TypeScript; nothing is checked when it runs, so look at `response.ok`.
 * @example const response = await client.api["check-ins"].$post({ json: checkIn })
 */
export function createClient(url: string, options?: ClientRequestOptions): Client {
  return hc<ReturnType<typeof createApp>>(url, options)
}
