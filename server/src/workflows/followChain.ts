import type { TenantParts } from "../tenantParts.ts"
import { isWanted, toMessage } from "../webhooks/message.ts"

const rowsAtOnce = 500

/**
 * Makes messages of what was added to the audit chain since each webhook's place in it, and moves that place, in one
 * transaction: nothing that was committed is missed, and nothing is told twice. Answers whether there may be more.
 */
export async function followChain(parts: TenantParts): Promise<boolean> {
  const { audit, webhooks } = parts.store.of(parts.tenant)
  const { count } = await audit.readHead()
  let more = false
  for (const webhook of await webhooks.list()) {
    if (webhook.followedTo >= count) continue
    const rows = await audit.listAfter(webhook.followedTo, rowsAtOnce)
    const last = rows.at(-1)?.sequence ?? webhook.followedTo
    const now = parts.clock().toISOString()
    const wanted = rows.filter(({ action, erased }) => !erased && isWanted(webhook.events, action))
    await parts.store.inTransaction(parts.tenant, async (tables) => {
      if (!(await tables.webhooks.follow(webhook.id, webhook.followedTo, last))) return
      for (const row of wanted)
        await tables.webhookDeliveries.insert({
          id: parts.newId(),
          webhookId: webhook.id,
          event: row.action,
          athleteId: row.athleteId,
          body: toMessage(row),
          state: "pending",
          attempts: 0,
          nextAttemptAt: now,
          lastAnswer: null,
          createdAt: now,
          finishedAt: null,
        })
    })
    more ||= rows.length === rowsAtOnce
  }
  return more
}
