import { expect, test } from "vitest"
import type { ChainHead } from "../../server/src/audit/chain.ts"
import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import type { AuditFilter, Change } from "../../server/src/store/audit.ts"
import type { Store, TenantStore } from "../../server/src/store/store.ts"

const at = "2026-03-10T08:00:00.000Z"
const everything = Number.MAX_SAFE_INTEGER

function change(changes: Partial<Change> = {}): Change {
  return {
    at,
    actor: "owner",
    action: "override.made",
    subject: "override:o1",
    athleteId: "ann",
    details: { reason: "½ – 🏋", from: "2026-03-01" },
    ...changes,
  }
}

/** What every store has to hold of the audit chain. */
export function testAudit(open: () => Promise<{ readonly store: Store; readonly tables: TenantStore }>): void {
  const openWithChain = async () => {
    const { store, tables } = await open()
    const append = async (...changes: readonly Change[]) =>
      await store.inTransaction("local", async ({ audit }) => await audit.appendAll(changes))
    await append(
      change(),
      change({ subject: "team:juniors", athleteId: undefined }),
      change({ actor: "athlete:bob", action: "entry.recorded", subject: "athlete:bob", athleteId: "bob" }),
    )
    await append(change({ action: "override.retired" }))
    const list = async (filter: AuditFilter = {}, before = everything, limit = 9) =>
      (await tables.audit.list(filter, before, limit)).map(({ sequence }) => sequence)
    const verify = async (expected?: ChainHead) => await verifyChain("local", tables.audit, expected)
    return { store, tables, append, list, verify }
  }

  test("a change is read as it was appended, newest first, by subject, athlete and action, in pages", async () => {
    const { tables, list } = await openWithChain()
    const [newest, ofBob] = await tables.audit.list({}, everything, 2)
    expect(newest).toMatchObject({ ...change({ action: "override.retired" }), sequence: 4, erased: false })
    expect(ofBob).toMatchObject({ actor: "athlete:bob", subject: "athlete:bob", athleteId: "bob" })
    expect(newest?.previous).toBe(ofBob?.hash)
    expect(await list()).toEqual([4, 3, 2, 1])
    expect(await list({}, 3, 1)).toEqual([2])
    expect(await list({ athleteId: "ann" })).toEqual([4, 1])
    expect(await list({ subject: "athlete:bob" })).toEqual([3])
    expect(await list({ subject: "team:juniors" })).toEqual([2])
    expect(await list({ action: "override.made" })).toEqual([2, 1])
    expect(await list({ athleteId: "cleo" })).toEqual([])
  })

  test("the chain of what was appended is intact, and ends at its head", async () => {
    const { tables, verify } = await openWithChain()
    const head = await tables.audit.readHead()
    expect(head.count).toBe(4)
    expect(await verify(head)).toEqual({ intact: true, head, erasedRows: 0, faults: [] })
    const other = { count: 4, hash: "0".repeat(64) }
    expect(await verify(other)).toMatchObject({ intact: false, faults: [{ sequence: 4 }] })
    expect(await verify({ ...head, count: 5 })).toMatchObject({ intact: false, faults: [{ sequence: 4 }] })
  })

  test("an athlete's erasure takes details, key and name, is recorded, and leaves the chain intact", async () => {
    const { store, tables, append, list, verify } = await openWithChain()
    const erase = async (athleteId: string) =>
      await store.inTransaction(
        "local",
        async ({ audit }) =>
          await audit.erase(athleteId, { at, actor: `athlete:${athleteId}`, details: { entries: 1 } }),
      )
    const before = await tables.audit.readHead()
    expect([await erase("bob"), await erase("cleo")]).toEqual([true, false])
    const links = await tables.audit.listLinks(0, 9)
    expect(JSON.stringify(links)).not.toContain("bob")
    expect(links[2]).toMatchObject({ details: null, key: null, athleteId: null })
    expect(await list({ athleteId: "bob" })).toEqual([])
    expect(await tables.audit.list({}, 4, 1)).toMatchObject([{ athleteId: null, details: null, erased: true }])
    expect(await tables.audit.list({}, everything, 1)).toMatchObject([
      { action: "athlete.erased", details: { entries: 1 } },
    ])
    expect(await verify(before)).toMatchObject({ intact: true, erasedRows: 1 })
    // Somebody who comes back under the id is somebody else to the chain.
    await append(change({ athleteId: "bob" }))
    expect(await list({ athleteId: "bob" })).toEqual([6])
    expect(await verify(before)).toMatchObject({ intact: true, erasedRows: 1 })
  })

  test("a change outside of a transaction is refused, and one of a transaction that rejects is not kept", async () => {
    const { store, tables, verify } = await openWithChain()
    await expect(tables.audit.append(change())).rejects.toThrow("transaction")
    const undone = store.inTransaction("local", async ({ audit }) => {
      await audit.append(change())
      throw new Error("undone")
    })
    await expect(undone).rejects.toThrow("undone")
    expect(await verify()).toMatchObject({ intact: true, head: { count: 4 } })
  })

  test("changes appended at once follow each other", async () => {
    const { append, verify } = await openWithChain()
    await Promise.all(Array.from({ length: 8 }, async () => await append(change())))
    expect(await verify()).toMatchObject({ intact: true, head: { count: 12 } })
  })

  test("one tenant sees and moves nothing of another's chain", async () => {
    const { store, tables } = await openWithChain()
    const other = store.of("other").audit
    expect(await other.list({}, everything, 9)).toEqual([])
    expect(await other.listLinks(0, 9)).toEqual([])
    expect((await other.readHead()).count).toBe(0)
    await store.inTransaction("other", async ({ audit }) => {
      expect(await audit.erase("ann", { at, actor: "owner", details: {} })).toBe(false)
      await audit.append(change())
    })
    expect((await tables.audit.readHead()).count).toBe(4)
    expect((await other.readHead()).count).toBe(1)
  })
}
