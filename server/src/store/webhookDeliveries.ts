import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** One message to one webhook, and what became of it. */
export interface DeliveryRow {
  readonly id: string
  readonly webhookId: string
  readonly event: string
  readonly athleteId: string | null
  /** The JSON text that is sent, the same at each attempt. */
  readonly body: string
  readonly state: "pending" | "delivered" | "givenUp"
  readonly attempts: number
  readonly nextAttemptAt: string
  /** The last answer: a status, or why there was none. */
  readonly lastAnswer: string | null
  readonly createdAt: string
  readonly finishedAt: string | null
}

/** The messages to webhooks of one tenant. */
export function webhookDeliveriesOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("webhook_deliveries").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert(delivery: DeliveryRow): Promise<void> {
      await db
        .insertInto("webhook_deliveries")
        .values({
          tenant_id: tenant,
          id: delivery.id,
          webhook_id: delivery.webhookId,
          event: delivery.event,
          athlete_id: delivery.athleteId,
          body: delivery.body,
          state: delivery.state,
          attempts: delivery.attempts,
          next_attempt_at: delivery.nextAttemptAt,
          last_answer: delivery.lastAnswer,
          created_at: delivery.createdAt,
          finished_at: delivery.finishedAt,
        })
        .execute()
    },
    /** Messages whose next attempt is due, the longest due first. */
    async listDue(now: string, limit: number): Promise<readonly DeliveryRow[]> {
      const found = await rows()
        .where("state", "=", "pending")
        .where("next_attempt_at", "<=", now)
        .orderBy("next_attempt_at")
        .limit(limit)
        .execute()
      return found.map(toDelivery)
    },
    /** Takes an attempt for this process until a time at which others may try; false: another process has taken it. */
    async claim({ id, nextAttemptAt }: DeliveryRow, until: string): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("webhook_deliveries")
        .set({ next_attempt_at: until })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("state", "=", "pending")
        .where("next_attempt_at", "=", nextAttemptAt)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    /** Keeps what an attempt came to. */
    async finish(
      id: string,
      attempt: Pick<DeliveryRow, "state" | "attempts" | "nextAttemptAt" | "lastAnswer" | "finishedAt">,
    ): Promise<void> {
      await db
        .updateTable("webhook_deliveries")
        .set({
          state: attempt.state,
          attempts: attempt.attempts,
          next_attempt_at: attempt.nextAttemptAt,
          last_answer: attempt.lastAnswer,
          finished_at: attempt.finishedAt,
        })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .execute()
    },
    /** The log of a webhook, newest first. */
    async listOf(webhookId: string, limit: number): Promise<readonly DeliveryRow[]> {
      const found = await rows()
        .where("webhook_id", "=", webhookId)
        .orderBy("created_at", "desc")
        .orderBy("id", "desc")
        .limit(limit)
        .execute()
      return found.map(toDelivery)
    },
    async find(id: string): Promise<DeliveryRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toDelivery(row)
    },
    /** Forgets what was sent, or was to be, before a time; what is still to be sent stays. */
    async deleteFinishedBefore(time: string): Promise<void> {
      await db
        .deleteFrom("webhook_deliveries")
        .where("tenant_id", "=", tenant)
        .where("state", "<>", "pending")
        .where("finished_at", "<", time)
        .execute()
    },
    /** Forgets every message about an athlete. */
    async deleteOfAthlete(athleteId: string): Promise<void> {
      await db
        .deleteFrom("webhook_deliveries")
        .where("tenant_id", "=", tenant)
        .where("athlete_id", "=", athleteId)
        .execute()
    },
  }
}

function toDelivery(row: Selectable<Tables["webhook_deliveries"]>): DeliveryRow {
  return {
    id: row.id,
    webhookId: row.webhook_id,
    event: row.event,
    athleteId: row.athlete_id,
    body: row.body,
    state: row.state,
    attempts: row.attempts,
    nextAttemptAt: row.next_attempt_at,
    lastAnswer: row.last_answer,
    createdAt: row.created_at,
    finishedAt: row.finished_at,
  }
}
