import type { HttpBindings } from "@hono/node-server"
import type { Context } from "hono"
import type { AppEnv } from "../appEnv.ts"

/** The address that the connection comes from: behind a proxy the proxy's, as headers can say anything. */
export function addressOf(context: Context<AppEnv>): string {
  const { incoming } = (context.env ?? {}) as Partial<HttpBindings>
  return incoming?.socket.remoteAddress ?? "unknown"
}
