import { closeSync, existsSync, fsyncSync, openSync, renameSync, rmSync } from "node:fs"
import { backup, DatabaseSync } from "node:sqlite"

/** All pages in one go: a backup in several begins again whenever a server writes in between, so beside a busy one it never ends. */
const everyPage = 2_147_483_647

/** Copies a SQLite file as it stands at one moment, while a server may be writing to it; the copy is durable and its owner's alone. */
export async function copySqlite(from: string, to: string): Promise<void> {
  const partial = `${to}.partial`
  rmSync(partial, { force: true })
  // Made before anything is in it, so that at no time others can read it.
  closeSync(openSync(partial, "wx", 0o600))
  const source = new DatabaseSync(from, { readOnly: true })
  try {
    await backup(source, partial, { rate: everyPage })
  } finally {
    source.close()
  }
  const file = openSync(partial, "r+")
  fsyncSync(file)
  closeSync(file)
  renameSync(partial, to)
}

/** What a SQLite file that is not whole has to say for itself; empty when it is. Any file may be asked about. */
export function faultsOfSqlite(path: string): readonly string[] {
  let database: DatabaseSync | undefined
  try {
    database = new DatabaseSync(path, { readOnly: true })
    const integrity = database
      .prepare("pragma integrity_check")
      .all()
      .map((row) => String(row.integrity_check))
    const references = database.prepare("pragma foreign_key_check").all()
    const migrated = database.prepare("select count(*) as count from sqlite_master where name = 'entries'").get()
    return [
      ...integrity.filter((line) => line !== "ok"),
      ...references.map(
        (row) => `a row of \`${String(row.table)}\` refers to one of \`${String(row.parent)}\` that is missing`,
      ),
      ...(migrated?.count === 1 ? [] : ["it holds no log of Barometer's"]),
    ]
  } catch (error) {
    return [error instanceof Error ? error.message : String(error)]
  } finally {
    database?.close()
  }
}

/** Whether another process has the SQLite file open: the last to close it takes its write-ahead log away. */
export function isOpenElsewhere(path: string): boolean {
  const database = new DatabaseSync(path)
  database.exec("pragma journal_mode = wal")
  database.prepare("select count(*) from sqlite_master").get()
  database.close()
  return existsSync(`${path}-wal`)
}
