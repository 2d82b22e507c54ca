import { randomUUID } from "node:crypto"
import type { AddressInfo } from "node:net"
import { fileURLToPath } from "node:url"
import { createAdaptorServer } from "@hono/node-server"
import { createApp } from "./app.ts"
import type { TenantParts } from "./tenantParts.ts"
import { createTenants } from "./tenants.ts"
import type { Config } from "./config.ts"
import { publishFiles } from "./rulesetLibrary.ts"
import { openSqliteStore } from "./store/store.ts"
import { recoverPending } from "./workflows/recoverPending.ts"

const rulesetsFolder = fileURLToPath(new URL("../../rulesets", import.meta.url))
const homeFolder = fileURLToPath(new URL("../../editor/home", import.meta.url))

/** How long a request in flight may keep a stopping server. */
const finishWithinMs = 10_000

export interface RunningServer {
  readonly url: string
  /** Resolves when the server has stopped, by a signal or by `stop`. */
  readonly stopped: Promise<void>
  /** Takes no new requests, finishes those in flight, and closes the store. */
  stop(): Promise<void>
}

/**
 * Opens the store, publishes new ruleset files, decides what a fault left undecided, and listens. Stops on SIGTERM and
 * SIGINT. Rejects, with a message for a person, when a ruleset is refused or the port is taken.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const store = await openSqliteStore(config.dataDir)
  try {
    const clock = () => new Date()
    const tenants = createTenants({
      store,
      deciding: config.ruleset,
      openRulesets: (tenant) => publishFiles(store, tenant, rulesetsFolder, clock().toISOString()),
      clock,
      newId: randomUUID,
    })
    const parts = await tenants.open("local")
    if (parts.rulesets.find(config.ruleset) === undefined)
      throw new Error(
        `\`RULESET\`: found no published ruleset \`${config.ruleset.id}\`; expected one of ${namesOf(parts)}`,
      )
    await recoverPending(parts, (athleteId, error) =>
      console.error(`could not decide what athlete \`${athleteId}\` logged:`, error),
    )
    const app = createApp(
      { store, tenants, clock, newId: randomUUID },
      { homeFolder, ...(config.logRequests && { writeLog: console.error }) },
    )
    return await listen(app, config, () => store.close())
  } catch (error) {
    await store.close()
    throw error
  }
}

async function listen(
  app: ReturnType<typeof createApp>,
  config: Config,
  close: () => Promise<void>,
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
  console.log(
    `Barometer listens on ${url} (this machine only: there is no sign-in yet); its data is in ${config.dataDir}`,
  )
  return { url, stopped: stopped.promise, stop }
}

function portOf(address: AddressInfo | string | null): number {
  if (address === null || typeof address === "string") throw new Error("the server listens on a TCP port")
  return address.port
}

function namesOf(parts: TenantParts): string {
  const names = parts.rulesets.all.map((each) => `\`${each.id}@${each.version}\``)
  return names.length === 0 ? "none, as there are no files" : names.join(", ")
}
