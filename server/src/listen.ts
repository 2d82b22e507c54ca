import type { AddressInfo } from "node:net"
import { createAdaptorServer } from "@hono/node-server"
import type { Config } from "./config.ts"

/** How long a request in flight may keep a stopping server. */
const finishWithinMs = 10_000

export interface RunningServer {
  readonly url: string
  /** Resolves when the server has stopped, by a signal or by `stop`. */
  readonly stopped: Promise<void>
  /** Takes no new requests, finishes those in flight, and closes what `startServer` opened. */
  stop(): Promise<void>
}

/** Listens where the settings say until SIGTERM, SIGINT or `stop`: `onStopping` is told at once, `close` when no request is in flight. */
export async function listen(
  app: { readonly fetch: Parameters<typeof createAdaptorServer>[0]["fetch"] },
  config: Config,
  { onStopping, close }: { readonly onStopping: () => void; readonly close: () => Promise<void> },
): Promise<RunningServer> {
  const server = createAdaptorServer({ fetch: app.fetch })
  const listening = Promise.withResolvers<void>()
  server.once("error", listening.reject)
  server.listen(config.port, config.host, listening.resolve)
  await listening.promise

  const stopped = Promise.withResolvers<void>()
  let stopping = false
  const stop = () => {
    if (stopping) return stopped.promise
    stopping = true
    onStopping()
    process.off("SIGTERM", onSignal).off("SIGINT", onSignal)
    // Closing waits for requests in flight and drops connections that only idle.
    server.close(() => close().then(stopped.resolve, stopped.reject))
    const dropStragglers = () => "closeAllConnections" in server && server.closeAllConnections()
    setTimeout(dropStragglers, finishWithinMs).unref()
    return stopped.promise
  }
  const onSignal = () => void stop()
  process.on("SIGTERM", onSignal).on("SIGINT", onSignal)

  const url = `http://${config.host.includes(":") ? `[${config.host}]` : config.host}:${portOf(server.address())}`
  return { url, stopped: stopped.promise, stop }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server listens on a TCP port")
  return address.port
}
