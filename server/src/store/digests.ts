import type { Selectable } from "kysely"
import type { Database, Tables } from "./tables.ts"

/** A morning message about the athletes who need somebody, by e-mail or by webhook. */
export interface DigestRow {
  readonly id: string
  readonly email: string | null
  readonly webhookId: string | null
  /** Only this team's athletes; null: everybody. */
  readonly team: string | null
  /** From this hour of the day, 0 to 23, in the zone. */
  readonly hour: number
  readonly zone: string
  /** The last local date that it was sent for, or found nothing to send. */
  readonly sentFor: string | null
  readonly createdAt: string
}

/** The morning messages of one tenant. */
export function digestsOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("digests").selectAll().where("tenant_id", "=", tenant)
  return {
    async insert(digest: DigestRow): Promise<void> {
      await db
        .insertInto("digests")
        .values({
          tenant_id: tenant,
          id: digest.id,
          email: digest.email,
          webhook_id: digest.webhookId,
          team: digest.team,
          hour: digest.hour,
          zone: digest.zone,
          sent_for: digest.sentFor,
          created_at: digest.createdAt,
        })
        .execute()
    },
    async find(id: string): Promise<DigestRow | undefined> {
      const row = await rows().where("id", "=", id).executeTakeFirst()
      return row === undefined ? undefined : toDigest(row)
    },
    /** Oldest first. */
    async list(): Promise<readonly DigestRow[]> {
      return (await rows().orderBy("created_at").orderBy("id").execute()).map(toDigest)
    },
    /** Notes the date it was sent for; false: another process was first. */
    async markSent(id: string, before: string | null, localDate: string | null): Promise<boolean> {
      const { numUpdatedRows } = await db
        .updateTable("digests")
        .set({ sent_for: localDate })
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .where((build) => (before === null ? build("sent_for", "is", null) : build("sent_for", "=", before)))
        .executeTakeFirst()
      return numUpdatedRows === 1n
    },
    async delete(id: string): Promise<boolean> {
      const { numDeletedRows } = await db
        .deleteFrom("digests")
        .where("tenant_id", "=", tenant)
        .where("id", "=", id)
        .executeTakeFirst()
      return numDeletedRows === 1n
    },
  }
}

function toDigest(row: Selectable<Tables["digests"]>): DigestRow {
  return {
    id: row.id,
    email: row.email,
    webhookId: row.webhook_id,
    team: row.team,
    hour: row.hour,
    zone: row.zone,
    sentFor: row.sent_for,
    createdAt: row.created_at,
  }
}
