import { existsSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { join } from "node:path"
import { setImmediate as nextTurn } from "node:timers/promises"
import { expect, test } from "vitest"
import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import { run } from "../../server/src/cli/testTerminal.ts"
import { openSqliteStore, type Store } from "../../server/src/store/store.ts"
import { newFolder, openTestStore } from "../support/testStore.ts"

const at = "2026-03-10T08:00:00.000Z"

async function appendOne(store: Store): Promise<void> {
  await store.inTransaction("local", async ({ audit, athletes }) => {
    const { count } = await audit.readHead()
    await athletes.insertIfAbsent({ id: `a${count}`, createdAt: at })
    await audit.append({ at, actor: "owner", action: "athlete.met", subject: `athlete:a${count}`, details: { count } })
  })
}

async function backedUp() {
  const { store, place } = await openTestStore("sqlite")
  for (let n = 0; n < 5; n++) await appendOne(store)
  const file = join(newFolder(), "backup.db")
  const ran = await run(["backup", "--to", file, "--data-dir", place])
  expect(ran).toMatchObject({ code: 0, err: [] })
  return { store, place, file, ran }
}

test("a store is backed up while it is written to, and restored as it stood at one moment", async () => {
  const { store, place } = await openTestStore("sqlite")
  await appendOne(store)
  const file = join(newFolder(), "backup.db")
  const stop = new AbortController()
  const writer = (async () => {
    while (!stop.signal.aborted) {
      await nextTurn()
      await appendOne(store)
    }
  })()
  const ran = await run(["backup", "--to", file, "--data-dir", place])
  stop.abort()
  await writer
  expect(ran).toMatchObject({ code: 0, err: [] })
  expect(statSync(file).mode & 0o777).toBe(0o600)
  const heads = join(newFolder(), "heads")
  writeFileSync(heads, ran.out.join("\n"))
  const folder = join(newFolder(), "data")
  const restored = await run(["restore", "--from", file, "--data-dir", folder, "--head", heads])
  expect(restored).toMatchObject({ code: 0, out: [expect.stringMatching(/^local: intact/), `restored to ${folder}`] })
  const again = await openSqliteStore(folder)
  const { count } = await again.of("local").audit.readHead()
  expect(await again.of("local").athletes.list("", 100_000)).toHaveLength(count)
  await appendOne(again)
  expect(await verifyChain("local", again.of("local").audit)).toMatchObject({ intact: true })
  await again.close()
})

test("a backup overwrites nothing, and neither does a restore, unless it is told to", async () => {
  const { store, place, file } = await backedUp()
  expect(await run(["backup", "--to", file, "--data-dir", place])).toMatchObject({ code: 2 })
  expect(await run(["backup", "--to", file, "--data-dir", place, "--force"])).toMatchObject({ code: 0 })
  expect(await run(["restore", "--from", file, "--data-dir", place])).toMatchObject({
    code: 2,
    err: [expect.stringContaining("found a store")],
  })
  const running = await run(["restore", "--from", file, "--data-dir", place, "--force"])
  expect(running).toMatchObject({ code: 2, err: [expect.stringContaining("found a server at work")] })
  await appendOne(store)
  await store.close()
  expect(await run(["restore", "--from", file, "--data-dir", place, "--force"])).toMatchObject({ code: 0 })
  const restored = await openSqliteStore(place)
  expect((await restored.of("local").audit.readHead()).count).toBe(5)
  await restored.close()
})

test("a backup that was tampered with, cut short, or is none is not put in place", async () => {
  const { file } = await backedUp()
  const folder = join(newFolder(), "data")
  const restore = async (from: string) => (await run(["restore", "--from", from, "--data-dir", folder])).code
  const edited = new DatabaseSync(file)
  edited.exec("update audit set at = '2020-01-01' where sequence = 3")
  edited.close()
  expect(await restore(file)).toBe(1)
  const cut = join(newFolder(), "cut.db")
  writeFileSync(cut, readFileSync(file).subarray(0, 20_000))
  expect(await restore(cut)).toBe(1)
  writeFileSync(cut, "no database at all, but long enough to be looked at")
  expect(await restore(cut)).toBe(1)
  expect(await restore(join(newFolder(), "none"))).toBe(2)
  expect(existsSync(join(folder, "barometer.db"))).toBe(false)
})

test("PostgreSQL is left to its own tools, which are named", async () => {
  const where = ["--database-url", "postgresql://postgres@127.0.0.1:1/none"]
  const file = join(newFolder(), "backup.db")
  writeFileSync(file, "")
  const restored = await run(["restore", "--from", file, ...where])
  expect(restored).toMatchObject({ code: 2, err: [expect.stringContaining("pg_restore")] })
})
