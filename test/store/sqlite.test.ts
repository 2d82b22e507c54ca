import { statSync } from "node:fs"
import { DatabaseSync } from "node:sqlite"
import { join } from "node:path"
import { expect, onTestFinished, test } from "vitest"
import { openSqliteStore } from "../../server/src/store/store.ts"
import { newFolder } from "../support/testStore.ts"
import { describeStore } from "./storeContract.ts"

describeStore("sqlite")

test("the SQLite file survives power loss and is its owner's alone", async () => {
  const folder = join(newFolder(), "data")
  const store = await openSqliteStore(folder)
  onTestFinished(() => store.close())
  const file = join(folder, "barometer.db")
  const database = new DatabaseSync(file)
  expect(database.prepare("pragma journal_mode").get()).toEqual({ journal_mode: "wal" })
  database.close()
  expect(statSync(folder).mode & 0o777).toBe(0o700)
})
