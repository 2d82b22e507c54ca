import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** An address that is told of changes. */
export interface WebhookRow {
  readonly id: string
  readonly url: string
  /** Actions of the audit chain that it is told of; `*` at the end stands for anything. */
  readonly events: readonly string[]
  /** What its messages are signed with. */
  readonly secret: string
  /** The last row of the audit chain that messages were made of. */
  readonly followedTo: number
  readonly createdAt: string
}

/** The webhooks of one tenant. */
export function webhooksOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("webhooks").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert({ id, url, events, secret, followedTo, createdAt }: WebhookRow): Promise<void> {
      await db
        .insertInto("webhooks")
        .values({
          tenant_id: tenant,
          id,
          url,
          events: JSON.stringify(events),
          secret,
          followed_to: followedTo,
          created_at: createdAt,
        })
        .execute()
    },
    async find(id: string): Promise<WebhookRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toWebhook(row)
    },
    /** Oldest first. */
    async list(): Promise<readonly WebhookRow[]> {
      return (await rows().orderBy("created_at").orderBy("id").execute()).map(toWebhook)
    },
    /** Moves its place in the chain; false: another process has moved it. */
    async follow(id: string, from: number, to: number): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("webhooks")
        .set({ followed_to: to })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where("followed_to", "=", from)
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    /** Takes the webhook away with everything that was to be sent to it; false: there is none. */
    async delete(id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("webhooks")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
}

function toWebhook(row: Selectable<Tables["webhooks"]>): WebhookRow {
  return {
    id: row.id,
    url: row.url,
    events: JSON.parse(row.events) as readonly string[],
    secret: row.secret,
    followedTo: row.followed_to,
    createdAt: row.created_at,
  }
}
