import type { DeliveryRow } from "../store/webhookDeliveries.ts"
import type { TenantParts } from "../tenantParts.ts"
import type { Answer, SendMessage } from "../webhooks/sendMessage.ts"
import { signatureHeaders } from "../webhooks/signature.ts"

const atOnce = 20
/** How long an attempt is this process's; a process that dies in it leaves the message to the next. */
const leaseMs = 60_000
/** Seconds from a failed attempt to the next: a day and a half in all. */
const backoffSeconds = [10, 60, 300, 1_800, 7_200, 21_600, 43_200, 86_400] as const
/** How long the log of deliveries reaches back. */
const keptDays = 30

type Attempt = Pick<DeliveryRow, "state" | "attempts" | "nextAttemptAt" | "lastAnswer" | "finishedAt">

/** Sends the messages that are due, some at a time. Answers how many were tried. */
export async function deliverDue(parts: TenantParts, send: SendMessage): Promise<number> {
  const { webhookDeliveries } = parts.store.of(parts.tenant)
  const now = parts.clock()
  const due = await webhookDeliveries.listDue(now.toISOString(), atOnce)
  await Promise.all(due.map(async (delivery) => await deliver(parts, send, delivery)))
  if (due.length === 0)
    await webhookDeliveries.deleteFinishedBefore(new Date(now.getTime() - keptDays * 86_400_000).toISOString())
  return due.length
}

async function deliver(parts: TenantParts, send: SendMessage, delivery: DeliveryRow): Promise<void> {
  const { webhooks, webhookDeliveries } = parts.store.of(parts.tenant)
  const now = parts.clock()
  if (!(await webhookDeliveries.claim(delivery, new Date(now.getTime() + leaseMs).toISOString()))) return
  const webhook = await webhooks.find(delivery.webhookId)
  if (webhook === undefined) return
  const answer = await send(
    webhook.url,
    delivery.body,
    signatureHeaders(delivery.id, delivery.body, webhook.secret, now),
  )
  const after = afterAttempt(delivery.attempts + 1, answer, parts.clock())
  await webhookDeliveries.finish(delivery.id, after)
  parts.metrics.delivered(after.state === "pending" ? "failed" : after.state)
}

/** 2xx is delivered; 410 says never again; anything else is tried again, later each time, until attempts run out. */
function afterAttempt(attempts: number, answer: Answer, now: Date): Attempt {
  const lastAnswer = "status" in answer ? String(answer.status) : answer.fault
  const at = now.toISOString()
  if ("status" in answer && answer.status >= 200 && answer.status < 300)
    return { state: "delivered", attempts, nextAttemptAt: at, lastAnswer, finishedAt: at }
  const wait = "status" in answer && answer.status === 410 ? undefined : backoffSeconds[attempts - 1]
  if (wait === undefined) return { state: "givenUp", attempts, nextAttemptAt: at, lastAnswer, finishedAt: at }
  const nextAttemptAt = new Date(now.getTime() + wait * 1_000).toISOString()
  return { state: "pending", attempts, nextAttemptAt, lastAnswer, finishedAt: null }
}
