import type { Database } from "./tables.ts"

export interface OrganisationRow {
  readonly name: string
  readonly createdAt: string
}

/** The organisation that a tenant is; a tenant without one is one person's machine. */
export function organisationOf(db: Database, tenant: string) {
  return {
    /** Whether the tenant became an organisation now; one that is stays as it was. */
    async insertIfAbsent({ name, createdAt }: OrganisationRow): Promise<boolean> {
      const inserted = await db
        .insertInto("organisations")
        .values({ tenant_id: tenant, name, created_at: createdAt })
        .onConflict((conflict) => conflict.doNothing())
        .executeTakeFirstOrThrow()
      return inserted.numInsertedOrUpdatedRows === 1n
    },
    async find(): Promise<OrganisationRow | undefined> {
      const row = await db
        .selectFrom("organisations")
        .select(["name", "created_at"])
        .where("tenant_id", "=", tenant)
        .executeTakeFirst()
      return row === undefined ? undefined : { name: row.name, createdAt: row.created_at }
    },
  }
}
