import { type ChainHead, genesis } from "../audit/chain.ts"
import type { Database } from "./tables.ts"

/** Where one tenant's audit chain ends; kept apart from its rows, so that missing last rows are noticed. */
export function auditHeadsOf(db: Database, tenant: string) {
  const moveBy = async (count: number) =>
    await db
      .updateTable("audit_heads")
      .set((build) => ({ count: build("count", "+", count) }))
      .where("tenant_id", "=", tenant)
      .returning(["count", "hash"])
      .executeTakeFirst()
  return {
    async read(): Promise<ChainHead> {
      const head = await db
        .selectFrom("audit_heads")
        .select(["count", "hash"])
        .where("tenant_id", "=", tenant)
        .executeTakeFirst()
      return head ?? { count: 0, hash: genesis }
    },
    /** Moves the head on by some rows and answers where it was; from here on nobody else appends until the transaction ends. */
    async reserve(count: number): Promise<ChainHead> {
      let moved = await moveBy(count)
      if (moved === undefined) {
        await db
          .insertInto("audit_heads")
          .values({ tenant_id: tenant, count: 0, hash: genesis })
          .onConflict((conflict) => conflict.doNothing())
          .execute()
        moved = await moveBy(count)
      }
      if (moved === undefined) throw new Error("a chain has a head once it is inserted")
      return { count: moved.count - count, hash: moved.hash }
    },
    /** Says what the last of the reserved rows hashes to. */
    async finish(hash: string): Promise<void> {
      await db.updateTable("audit_heads").set({ hash }).where("tenant_id", "=", tenant).execute()
    },
  }
}
