import { describe, expect, test } from "vitest"
import type { NewDecision } from "../../server/src/store/decisions.ts"
import type { NewEntry } from "../../server/src/store/entries.ts"
import type { TenantStore } from "../../server/src/store/store.ts"
import { openTestStore, type StoreKind } from "../support/testStore.ts"
import { testAudit } from "./auditContract.ts"
import { testIdempotencyKeys } from "./idempotencyKeysContract.ts"
import { testOverrides } from "./overridesContract.ts"
import { testRulesets } from "./rulesetsContract.ts"

const at = "2026-03-10T08:00:00.000Z"

/** An entry that a store accepts once `ann` is known. */
export function entry(changes: Partial<NewEntry> = {}): NewEntry {
  return {
    id: "e1",
    athleteId: "ann",
    type: "checkIn",
    clientId: "c1",
    localDate: "2026-03-10",
    phase: "morning",
    receivedAt: at,
    digest: "d",
    payload: '{"note":"½ – 🏋"}',
    replaces: null,
    pending: true,
    ...changes,
  }
}

function decision(changes: Partial<NewDecision> = {}): NewDecision {
  return {
    id: "d1",
    athleteId: "ann",
    entryId: "e1",
    causedBy: "e1",
    recomputes: null,
    localDate: "2026-03-10",
    phase: "morning",
    verdict: "train",
    kind: null,
    decidedBy: null,
    sentence: "Train.",
    rulesetId: "tired",
    rulesetVersion: 1,
    decidedAt: at,
    knownSequence: 1,
    record: '{"verdict":"train"}',
    overrides: '[{"layer":"athlete"}]',
    ...changes,
  }
}

/** What every store has to hold. */
export function describeStore(kind: StoreKind): void {
  const openWithAnn = async () => {
    const { store, openAgain } = await openTestStore(kind)
    const tables = store.of("local")
    await tables.athletes.insertIfAbsent({ id: "ann", createdAt: at })
    return { store, openAgain, tables }
  }
  const all = { from: "0001-01-01", to: "9999-12-31" }

  describe(`the ${kind} store`, () => {
    test("an athlete is made once and listed by id in pages", async () => {
      const { tables } = await openWithAnn()
      await tables.athletes.insertIfAbsent({ id: "ann", createdAt: "later" })
      await tables.athletes.insertIfAbsent({ id: "bob", createdAt: at })
      expect(await tables.athletes.list("", 1)).toEqual([{ id: "ann", createdAt: at, team: null }])
      expect(await tables.athletes.list("ann", 9)).toEqual([{ id: "bob", createdAt: at, team: null }])
      expect([await tables.athletes.exists("ann"), await tables.athletes.exists("cleo")]).toEqual([true, false])
    })

    test("athletes are listed by the bytes of their ids, whatever the language of the database", async () => {
      const { tables } = await openWithAnn()
      for (const id of ["é", "b", "a b", "Z", "_", "a"]) await tables.athletes.insertIfAbsent({ id, createdAt: at })
      expect((await tables.athletes.list("", 9)).map(({ id }) => id)).toEqual(["Z", "_", "a", "a b", "ann", "b", "é"])
      expect((await tables.athletes.list("a b", 1)).map(({ id }) => id)).toEqual(["ann"])
    })

    test("an entry is read as it was written, and sequences ascend", async () => {
      const { tables } = await openWithAnn()
      const first = await tables.entries.insert(entry())
      const second = await tables.entries.insert(entry({ id: "e2", phase: "postSession" }))
      expect(second).toBeGreaterThan(first)
      expect(await tables.entries.find("e1")).toEqual({ ...entry(), sequence: first, superseded: false })
      expect((await tables.entries.listKnown("ann", 0)).map(({ id }) => id)).toEqual(["e1", "e2"])
      expect((await tables.entries.listKnown("ann", first)).map(({ id }) => id)).toEqual(["e2"])
      expect((await tables.entries.listKnown("ann", 0, first)).map(({ id }) => id)).toEqual(["e1"])
    })

    test("a natural key is taken once: athlete, date, phase and client id of a check-in", async () => {
      const { tables } = await openWithAnn()
      await tables.entries.insert(entry())
      await expect(tables.entries.insert(entry({ id: "e2" }))).rejects.toThrow()
      await tables.entries.insert(entry({ id: "e3", localDate: "2026-03-11" }))
      await tables.entries.insert(entry({ id: "e4", clientId: "c2" }))
      expect((await tables.entries.findCheckIn("ann", "2026-03-10", "morning", "c1"))?.id).toBe("e1")
      expect((await tables.entries.listByClientId("ann", "c1")).map(({ id }) => id)).toEqual(["e1", "e3"])
    })

    test("another entry's client id is taken once by type, and entries without one are free", async () => {
      const { tables } = await openWithAnn()
      const note = { type: "annotation", phase: null }
      await tables.entries.insert(entry({ ...note }))
      await expect(tables.entries.insert(entry({ ...note, id: "e2" }))).rejects.toThrow()
      await tables.entries.insert(entry({ ...note, id: "e3", clientId: null }))
      await tables.entries.insert(entry({ ...note, id: "e4", clientId: null }))
      expect((await tables.entries.listOthers("ann", 2)).map(({ id }) => id)).toEqual(["e4", "e3"])
    })

    test("an entry of an athlete who is not known is refused", async () => {
      const { tables } = await openWithAnn()
      await expect(tables.entries.insert(entry({ athleteId: "bob" }))).rejects.toThrow()
    })

    test("check-ins are listed by date, phase and arrival, from a position on", async () => {
      const { tables } = await openWithAnn()
      const places = [
        ["e1", "2026-03-10", "postSession"],
        ["e2", "2026-03-10", "morning"],
        ["e3", "2026-03-09", "afterWarmup"],
        ["e4", "2026-03-09", "preSession"],
      ] as const
      for (const [id, localDate, phase] of places) await tables.entries.insert(entry({ id, localDate, phase }))
      const listed = await tables.entries.listCheckIns("ann", all, undefined, 9)
      expect(listed.map(({ id }) => id)).toEqual(["e4", "e3", "e2", "e1"])
      const after = { localDate: "2026-03-09", phaseRank: 2, sequence: listed[1]?.sequence ?? 0 }
      expect((await tables.entries.listCheckIns("ann", all, after, 1)).map(({ id }) => id)).toEqual(["e2"])
      const range = { from: "2026-03-10", to: "2026-03-10" }
      expect((await tables.entries.listCheckIns("ann", range, undefined, 9)).map(({ id }) => id)).toEqual(["e2", "e1"])
    })

    test("an entry is pending until it is decided, and superseded when it is marked so", async () => {
      const { tables } = await openWithAnn()
      const sequence = await tables.entries.insert(entry())
      await tables.entries.insert(entry({ id: "e2", clientId: "c2", replaces: "e1" }))
      expect((await tables.entries.listPending(0, 9)).map(({ id }) => id)).toEqual(["e1", "e2"])
      expect((await tables.entries.listPending(sequence, 9)).map(({ id }) => id)).toEqual(["e2"])
      expect((await tables.entries.listPendingOf("ann")).map(({ id }) => id)).toEqual(["e1", "e2"])
      expect(await tables.entries.listPendingOf("bob")).toEqual([])
      expect([await tables.entries.markDecided("e1"), await tables.entries.markDecided("e1")]).toEqual([true, false])
      await tables.entries.markSuperseded("e1")
      expect(await tables.entries.listPending(0, 9)).toMatchObject([{ id: "e2", replaces: "e1" }])
      expect(await tables.entries.find("e1")).toMatchObject({ pending: false, superseded: true })
    })

    test("decisions of a check-in are kept in order; the first and the newest are found", async () => {
      const { tables } = await openWithAnn()
      await tables.entries.insert(entry())
      await tables.decisions.insert(decision())
      await tables.decisions.insert(decision({ id: "d2", recomputes: "d1", verdict: "reduce" }))
      expect(await tables.decisions.find("d1")).toMatchObject(decision())
      expect(await tables.decisions.findFirstOf("e1")).toMatchObject({ id: "d1", record: '{"verdict":"train"}' })
      expect(await tables.decisions.findNewestOf("e1")).toMatchObject({ id: "d2", recomputes: "d1" })
      expect((await tables.decisions.listAll("ann", all)).map(({ id }) => id)).toEqual(["d1", "d2"])
      await expect(tables.decisions.insert(decision())).rejects.toThrow()
      await expect(tables.decisions.insert(decision({ id: "d3", entryId: "none" }))).rejects.toThrow()
    })

    test("decisions about a replaced check-in stand no longer and are still listed among all", async () => {
      const { tables } = await openWithAnn()
      await tables.entries.insert(entry())
      await tables.entries.insert(entry({ id: "e2", clientId: "c2" }))
      await tables.decisions.insert(decision())
      await tables.decisions.insert(decision({ id: "d2", entryId: "e2" }))
      await tables.entries.markSuperseded("e1")
      expect((await tables.decisions.listStanding("ann", all)).map(({ id }) => id)).toEqual(["d2"])
      expect((await tables.decisions.listAll("ann", all)).map(({ id }) => id)).toEqual(["d1", "d2"])
    })

    test("the latest day is decided by its last decision about its own session", async () => {
      const { tables } = await openWithAnn()
      expect(await tables.decisions.findLatestDay("ann")).toBeUndefined()
      const rows = [
        ["1", "2026-03-09", "afterWarmup"],
        ["2", "2026-03-10", "preSession"],
        ["3", "2026-03-10", "postSession"],
        ["4", "2026-03-10", "morning"],
      ] as const
      for (const [id, localDate, phase] of rows) {
        await tables.entries.insert(entry({ id: `e${id}`, localDate, phase }))
        await tables.decisions.insert(decision({ id: `d${id}`, entryId: `e${id}`, localDate, phase }))
      }
      expect((await tables.decisions.findLatestDay("ann"))?.id).toBe("d2")
      await tables.entries.insert(entry({ id: "e5", localDate: "2026-03-11", phase: "postSession" }))
      await tables.decisions.insert(
        decision({ id: "d5", entryId: "e5", localDate: "2026-03-11", phase: "postSession" }),
      )
      expect((await tables.decisions.findLatestDay("ann"))?.id).toBe("d5")
    })

    testIdempotencyKeys(openWithAnn)

    testRulesets(openWithAnn)
    testOverrides(openWithAnn)
    testAudit(openWithAnn)

    test("the first value of a name stays", async () => {
      const { tables } = await openWithAnn()
      expect(await tables.meta.findOrInsert("secret", "a")).toBe("a")
      expect(await tables.meta.findOrInsert("secret", "b")).toBe("a")
    })

    test("a transaction that rejects leaves nothing, also when others run beside it", async () => {
      const { store, tables } = await openWithAnn()
      const failing = store.inTransaction("local", async (inside) => {
        await inside.entries.insert(entry())
        throw new Error("undone")
      })
      const passing = store.inTransaction(
        "local",
        async (inside) => await inside.entries.insert(entry({ id: "e2", clientId: "c2" })),
      )
      await expect(failing).rejects.toThrow("undone")
      await passing
      expect((await tables.entries.listKnown("ann", 0)).map(({ id }) => id)).toEqual(["e2"])
    })

    test("one tenant sees, changes and blocks nothing of another", async () => {
      const { store, tables } = await openWithAnn()
      await tables.entries.insert(entry())
      await tables.decisions.insert(decision())
      await tables.meta.findOrInsert("secret", "a")
      const other = store.of("other")
      await other.entries.markSuperseded("e1")
      await other.entries.markDecided("e1")
      expect(await tables.entries.find("e1")).toMatchObject({ superseded: false, pending: true })
      expect(await readAll(other)).toEqual([
        [],
        false,
        undefined,
        undefined,
        [],
        [],
        [],
        [],
        undefined,
        undefined,
        undefined,
        [],
        [],
        undefined,
      ])
      expect(await other.meta.findOrInsert("secret", "b")).toBe("b")
      await expect(other.entries.insert(entry({ id: "e9" }))).rejects.toThrow()
      await other.athletes.insertIfAbsent({ id: "ann", createdAt: at })
      await other.entries.insert(entry())
    })

    test("what was committed is there when the store is opened again", async () => {
      const { store, openAgain, tables } = await openWithAnn()
      await tables.entries.insert(entry())
      await store.close()
      const again = await openAgain()
      expect(await again.of("local").entries.find("e1")).toMatchObject(entry())
      await again.check()
    })
  })

  async function readAll({ athletes, entries, decisions }: TenantStore): Promise<readonly unknown[]> {
    return await Promise.all([
      athletes.list("", 9),
      athletes.exists("ann"),
      entries.find("e1"),
      entries.findCheckIn("ann", "2026-03-10", "morning", "c1"),
      entries.listByClientId("ann", "c1"),
      entries.listKnown("ann", 0),
      entries.listCheckIns("ann", all, undefined, 9),
      entries.listPending(0, 9),
      decisions.find("d1"),
      decisions.findFirstOf("e1"),
      decisions.findNewestOf("e1"),
      decisions.listStanding("ann", all),
      decisions.listAll("ann", all),
      decisions.findLatestDay("ann"),
    ])
  }
}
