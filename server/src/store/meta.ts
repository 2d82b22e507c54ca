import type { Database } from "./tables.ts"

/** Named values that one tenant's store keeps for itself. */
export function metaOf(db: Database, tenant: string) {
  return {
    /** The value of the name; the first caller's stays for good. */
    async findOrInsert(name: string, value: string): Promise<string> {
      await db
        .insertInto("meta")
        .values({ tenant_id: tenant, name, value })
        .onConflict((conflict) => conflict.doNothing())
        .execute()
      const row = await db
        .selectFrom("meta")
        .select("value")
        .where("tenant_id", "=", tenant)
        .where("name", "=", name)
        .executeTakeFirstOrThrow()
      return row.value
    },
  }
}
