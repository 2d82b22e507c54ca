import { randomUUID } from "node:crypto"
import { fileURLToPath } from "node:url"
import { openPeople, type People } from "./access/people.ts"
import { createApp } from "./app.ts"
import type { Config } from "./config.ts"
import { startBackgroundJobs } from "./jobs/backgroundJobs.ts"
import type { Repeated } from "./jobs/repeat.ts"
import { listen, type RunningServer } from "./listen.ts"
import { readRulesetFiles } from "./rulesetFiles.ts"
import { namesOfPublished, rulesetLibrariesOver } from "./rulesetLibrary.ts"
import { createSendMail } from "./mail/sendMail.ts"
import { openStore, placeOfStore } from "./store/openStore.ts"
import type { ServerParts } from "./serverParts.ts"
import { createMetrics } from "./telemetry/metrics.ts"
import { startTracing } from "./telemetry/tracing.ts"
import { createTenants } from "./tenants.ts"
import { recoverPending } from "./workflows/recoverPending.ts"

const rulesetsFolder = fileURLToPath(new URL("../../rulesets", import.meta.url))
const appFolder = fileURLToPath(new URL("../../editor/dist", import.meta.url))
const homeFolder = fileURLToPath(new URL("../../editor/home", import.meta.url))

/**
 * Opens the store, publishes new ruleset files, decides what a fault left undecided, and listens. Stops on SIGTERM and
 * SIGINT. Rejects, with a message for a person, when a ruleset is refused or the port is taken.
 */
export async function startServer(config: Config): Promise<RunningServer> {
  const store = await openStore(config)
  try {
    const clock = () => new Date()
    const stopping = new AbortController()
    const shared = {
      store,
      clock,
      newId: randomUUID,
      metrics: createMetrics({ process: true }),
      stopping: stopping.signal,
      sendMail: config.mail === undefined ? undefined : createSendMail(config.mail),
      allowPrivateWebhooks: config.allowPrivateWebhooks,
    }
    const tenants = createTenants({
      ...shared,
      deciding: config.ruleset,
      openRulesets: rulesetLibrariesOver(store, readRulesetFiles(rulesetsFolder), clock),
    })
    const parts = await tenants.open("local")
    if ((await parts.rulesets.find(config.ruleset)) === undefined)
      throw new Error(
        `\`RULESET\`: found no published ruleset \`${config.ruleset.id}\`; expected one of ${await namesOfPublished(parts.rulesets)}`,
      )
    for (const tenant of new Set([parts.tenant, ...(await store.identities.listTenants())]))
      await recoverPending(await tenants.open(tenant), (athleteId, error) =>
        console.error(`could not decide what athlete \`${athleteId}\` logged:`, error),
      )
    const { onlyThisMachine, publicUrl, signUp } = config
    const people = await openPeople({ store, clock, onlyThisMachine, publicUrl, signUp })
    const server: ServerParts = { ...shared, tenants, people }
    const tracing = await startTracing(process.env)
    const app = createApp(server, {
      homeFolder,
      appFolder,
      mostInFlight: config.mostInFlight,
      ratePerMinute: config.ratePerMinute,
      ...(tracing !== undefined && { trace: tracing.middleware }),
      ...(config.logRequests && { writeLog: console.error }),
    })
    let jobs: Repeated | undefined
    const running = await listen(app, config, {
      onStopping: () => stopping.abort(),
      close: async () => {
        await jobs?.stop()
        await tracing?.stop()
        await store.close()
      },
    })
    await announce(running.url, config, people)
    jobs = startBackgroundJobs(server)
    return running
  } catch (error) {
    await store.close()
    throw error
  }
}

async function announce(url: string, config: Config, people: People): Promise<void> {
  const who = config.onlyThisMachine ? " (this machine only)" : ""
  console.log(`Barometer listens on ${url}${who}; its data is in ${placeOfStore(config)}`)
  const token = await people.setUpToken()
  if (token === undefined) return
  console.log(
    `Nobody can sign in yet. Make the first admin, once, at ${config.publicUrl?.origin ?? url}/setup#${token}`,
  )
}
