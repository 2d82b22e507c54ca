import type { ServerParts } from "../serverParts.ts"
import { createSendMessage } from "../webhooks/sendMessage.ts"
import { deliverDue } from "../workflows/deliverDue.ts"
import { followChain } from "../workflows/followChain.ts"
import { sendDigests } from "../workflows/sendDigests.ts"
import { type Repeated, repeat } from "./repeat.ts"

const deliverEveryMs = 1_000
const digestEveryMs = 30_000

/** What the server does by itself: messages to webhooks, and morning digests. Several processes may do it on one store. */
export function startBackgroundJobs(server: ServerParts): Repeated {
  const send = createSendMessage({ allowPrivate: server.allowPrivateWebhooks })
  const jobs = [
    repeat(
      deliverEveryMs,
      async () => {
        for (const tenant of await server.store.tenantsWith("webhooks")) {
          const parts = await server.tenants.open(tenant)
          while (await followChain(parts));
          await deliverDue(parts, send)
        }
      },
      (error) => tell("could not deliver to webhooks", error),
    ),
    repeat(
      digestEveryMs,
      async () => {
        for (const tenant of await server.store.tenantsWith("digests"))
          await sendDigests(await server.tenants.open(tenant), server.sendMail, (digestId, error) =>
            tell(`could not send digest \`${digestId}\``, error),
          )
      },
      (error) => tell("could not send digests", error),
    ),
  ]
  return {
    stop: async () => {
      await Promise.all(jobs.map(async (job) => await job.stop()))
    },
  }
}

function tell(what: string, error: unknown): void {
  console.error(JSON.stringify({ level: "error", what, error: error instanceof Error ? error.stack : String(error) }))
}
