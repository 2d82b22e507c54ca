import { AppError } from "../errors.ts"
import type { DeliveryRow } from "../store/webhookDeliveries.ts"
import type { WebhookRow } from "../store/webhooks.ts"
import type { TenantParts } from "../tenantParts.ts"
import { newSigningSecret } from "../webhooks/signature.ts"

/** A webhook for each of twenty systems is more than anybody has. */
const mostWebhooks = 20

/** Makes a webhook that is told of what is changed from now on. */
export async function makeWebhook(
  parts: TenantParts,
  { url, events }: Pick<WebhookRow, "url" | "events">,
): Promise<WebhookRow> {
  const createdAt = parts.clock().toISOString()
  return await parts.store.inTransaction(parts.tenant, async (tables) => {
    if ((await tables.webhooks.list()).length >= mostWebhooks)
      throw new AppError("invalidInput", `found ${mostWebhooks} webhooks; expected one to be taken away first`)
    const id = parts.newId()
    await tables.audit.append({
      at: createdAt,
      actor: parts.actor,
      action: "webhook.made",
      subject: `webhook:${id}`,
      details: { url, events },
    })
    const { count: followedTo } = await tables.audit.readHead()
    const webhook = { id, url, events, secret: newSigningSecret(), followedTo, createdAt }
    await tables.webhooks.insert(webhook)
    return webhook
  })
}

/** Takes a webhook away, with what was still to be sent to it. */
export async function deleteWebhook(parts: TenantParts, id: string): Promise<void> {
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (!(await tables.webhooks.delete(id))) throw new AppError("notFound", "found no webhook with this id")
    const at = parts.clock().toISOString()
    const subject = `webhook:${id}`
    await tables.audit.append({ at, actor: parts.actor, action: "webhook.deleted", subject, details: {} })
  })
}

/** Puts a message that says nothing on its way. */
export async function sendTest(parts: TenantParts, webhookId: string): Promise<DeliveryRow> {
  const now = parts.clock().toISOString()
  const event = "webhook.test"
  const delivery: DeliveryRow = {
    id: parts.newId(),
    webhookId,
    event,
    athleteId: null,
    body: JSON.stringify({ type: event, timestamp: now, data: {} }),
    state: "pending",
    attempts: 0,
    nextAttemptAt: now,
    lastAnswer: null,
    createdAt: now,
    finishedAt: null,
  }
  await parts.store.of(parts.tenant).webhookDeliveries.insert(delivery)
  return delivery
}

/** Puts a message that was sent, or given up, on its way once more, with all its attempts before it. */
export async function sendAgain(parts: TenantParts, webhookId: string, deliveryId: string): Promise<DeliveryRow> {
  const { webhookDeliveries } = parts.store.of(parts.tenant)
  const delivery = await webhookDeliveries.find(deliveryId)
  if (delivery?.webhookId !== webhookId)
    throw new AppError("notFound", "found no delivery of this webhook with this id")
  const nextAttemptAt = parts.clock().toISOString()
  const again: DeliveryRow = { ...delivery, state: "pending", attempts: 0, nextAttemptAt, finishedAt: null }
  await webhookDeliveries.finish(deliveryId, again)
  return again
}
