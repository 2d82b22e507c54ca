import { expect, onTestFinished, test } from "vitest"
import { isUnavailable, openPool } from "../../server/src/store/postgres.ts"
import { openPostgresStore } from "../../server/src/store/postgresStore.ts"
import { query } from "../support/postgres.ts"
import { createDatabase, openTestStore, storeKinds } from "../support/testStore.ts"
import { describeStore, entry } from "./storeContract.ts"

const at = "2026-03-10T08:00:00.000Z"
const options = { poolSize: 3, statementTimeoutMs: 2_000 }

function testPostgres(): void {
  describeStore("postgresql")

  test("processes that start together over an empty database make its tables once", async () => {
    const url = await createDatabase({ migrated: false })
    const stores = await Promise.all([1, 2, 3].map(async () => await openPostgresStore({ ...options, url })))
    for (const store of stores) {
      onTestFinished(() => store.close())
      await store.check()
    }
    await stores[0]?.of("local").athletes.insertIfAbsent({ id: "ann", createdAt: at })
    expect(await stores[1]?.of("local").athletes.exists("ann")).toBe(true)
  })

  test("a sequence beyond 32 bits is read as the number it is", async () => {
    const { store, place } = await openTestStore("postgresql")
    await query(place, "alter table entries alter column sequence restart with 3000000000")
    const { athletes, entries } = store.of("local")
    await athletes.insertIfAbsent({ id: "ann", createdAt: at })
    expect(await entries.insert(entry())).toBe(3_000_000_000)
    expect(await entries.find("e1")).toMatchObject({ sequence: 3_000_000_000 })
    await query(place, "alter table entries alter column sequence restart with 9007199254740993")
    await expect(entries.insert(entry({ id: "e2", clientId: "c2" }))).rejects.toThrow("too large to be exact")
  })

  test("a transaction that PostgreSQL ends for a deadlock is run again", async () => {
    const { store } = await openTestStore("postgresql")
    const { athletes, entries } = store.of("local")
    await athletes.insertIfAbsent({ id: "ann", createdAt: at })
    for (const id of ["e1", "e2"]) await entries.insert(entry({ id, clientId: id }))
    let runs = 0
    const bothHold = Promise.withResolvers<void>()
    const inOrder = async (first: string, second: string) =>
      await store.inTransaction(
        "local",
        async (tables) => {
          await tables.entries.markSuperseded(first)
          if (++runs === 2) bothHold.resolve()
          await bothHold.promise
          await tables.entries.markSuperseded(second)
        },
        "besideOthers",
      )
    await Promise.all([inOrder("e1", "e2"), inOrder("e2", "e1")])
    expect(runs).toBe(3)
    expect((await entries.listKnown("ann", 0)).map(({ superseded }) => superseded)).toEqual([true, true])
  })

  test("transactions that run alone read what still holds when they write, in every process", async () => {
    const { store, openAgain } = await openTestStore("postgresql")
    const beside = await openAgain()
    const addOneMore = async (process: typeof store) =>
      await process.inTransaction("local", async ({ athletes }) => {
        const known = await athletes.list("", 99)
        await athletes.insertIfAbsent({ id: `a${known.length}`, createdAt: at })
      })
    await Promise.all(Array.from({ length: 12 }, async (_, n) => await addOneMore(n % 2 === 0 ? store : beside)))
    expect(await store.of("local").athletes.list("", 99)).toHaveLength(12)
  })

  test("an athlete's turn is held against other processes, and another athlete's is free", async () => {
    const { store, openAgain } = await openTestStore("postgresql")
    const beside = await openAgain()
    const said: string[] = []
    const [holding, done] = [Promise.withResolvers<void>(), Promise.withResolvers<void>()]
    const first = store.inTurn("local", ["ann", "bob"], async () => {
      holding.resolve()
      await done.promise
      said.push("first")
    })
    await holding.promise
    const second = beside.inTurn("local", ["bob", "dan"], () => Promise.resolve(said.push("second")))
    await beside.inTurn("local", ["cleo"], () => Promise.resolve(said.push("cleo")))
    await beside.inTurn("other", ["bob"], () => Promise.resolve(said.push("other tenant")))
    done.resolve()
    await Promise.all([first, second])
    expect(said).toEqual(["cleo", "other tenant", "first", "second"])
  })

  test("a turn that is not had in time ends as unavailable and holds up nobody afterwards", async () => {
    const { store, place } = await openTestStore("postgresql")
    const hurried = await openPostgresStore({ ...options, url: place, statementTimeoutMs: 100 })
    onTestFinished(() => hurried.close())
    await store.inTurn("local", ["ann"], async () => {
      await expect(hurried.inTurn("local", ["ann"], () => Promise.resolve())).rejects.toSatisfy(isUnavailable)
    })
    expect(await hurried.inTurn("local", ["ann"], () => Promise.resolve("ours"))).toBe("ours")
  })

  test("a statement that takes too long ends as unavailable, and so does a server that is not there", async () => {
    const { place } = await openTestStore("postgresql")
    const pool = openPool({ ...options, url: place, statementTimeoutMs: 100 }, "test")
    onTestFinished(() => pool.end())
    await expect(pool.query("select pg_sleep(5)")).rejects.toSatisfy(isUnavailable)
    const gone = openPostgresStore({ ...options, url: "postgresql://postgres@127.0.0.1:1/none" })
    await expect(gone).rejects.toSatisfy(isUnavailable)
  })
}

if (storeKinds.includes("postgresql")) testPostgres()
