import { execFile } from "node:child_process"
import { existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import { toLoggedEntry, type Entry } from "@barometer/engine/readiness"
import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import { run } from "../../server/src/cli/testTerminal.ts"
import { openSqliteStore, type Store } from "../../server/src/store/store.ts"
import { openApp, type TestApp } from "../support/openApp.ts"
import { query, databaseUrl } from "../support/postgres.ts"
import { openPostgresStore } from "../../server/src/store/postgresStore.ts"
import type { Place } from "./places.ts"
import { bothStores, type PromiseScript } from "./promise.ts"

const together = 1_000
const mostReplayed = 1_000
const at = "2026-03-10T08:00:00.000Z"

/** Stores check-ins past the HTTP surface, each with its row of the audit, as if they had been decided long ago. */
async function fill(store: Store, count: number): Promise<void> {
  for (let from = 0; from < count; from += together)
    await store.inTransaction("local", async ({ athletes, entries, audit }) => {
      const athleteId = `bulk${from / together}`
      await athletes.insertIfAbsent({ id: athleteId, createdAt: at })
      const size = Math.min(together, count - from)
      for (let n = 0; n < size; n++) {
        const localDate = new Date(Date.UTC(2023, 0, 1 + n)).toISOString().slice(0, 10)
        const entry: Entry = {
          type: "checkIn",
          athleteId,
          clientId: `c${n}`,
          localDate,
          phase: "morning",
          measures: { fatigue: (n % 5) + 1, sleepQuality: 3, restingHr: 50 + (n % 9) },
        }
        const { digest } = toLoggedEntry(entry)
        const row = { athleteId, type: entry.type, clientId: entry.clientId, localDate, phase: entry.phase }
        const stored = { receivedAt: at, digest, payload: JSON.stringify(entry), replaces: null, pending: false }
        await entries.insert({ id: `${athleteId}-${n}`, ...row, ...stored })
      }
      await audit.appendAll(
        Array.from({ length: size }, (_, n) => ({
          at,
          actor: "owner",
          action: "entry.recorded",
          subject: `entry:${athleteId}-${n}`,
          athleteId,
          details: { type: "checkIn" },
        })),
      )
    })
}

/** Decides as many days of a few athletes over HTTP, and answers the ids of what was decided. */
async function decideSome({ app, store }: Pick<TestApp, "app" | "store">, count: number): Promise<readonly string[]> {
  const ids: string[] = []
  for (let n = 0; ids.length < count; n++) {
    const athleteId = `decided${n}`
    const checkIns = Array.from({ length: Math.min(100, count - ids.length) }, (_, day) => ({
      type: "checkIn",
      athleteId,
      clientId: `c${day}`,
      localDate: new Date(Date.UTC(2025, 10, 1 + day)).toISOString().slice(0, 10),
      phase: "morning",
      measures: { fatigue: (day % 5) + 1 },
    }))
    const headers = { "content-type": "application/json" }
    const response = await app.request("/api/check-ins", {
      method: "POST",
      headers,
      body: JSON.stringify({ checkIns }),
    })
    if (!response.ok) throw new Error(`answered ${response.status}`)
    const all = { from: "0001-01-01", to: "9999-12-31" }
    ids.push(...(await store.of("local").decisions.listAll(athleteId, all)).map(({ id }) => id))
  }
  return ids
}

interface Restored {
  readonly store: Store
  readonly remove: () => Promise<void>
}

/** Restores into a place of its own, by `backup` and `restore`, or for PostgreSQL by its own tools; undefined without them. */
async function throughBackup(place: Place, folder: string): Promise<(() => Promise<Restored>) | undefined> {
  if (place.kind === "sqlite") {
    const file = join(folder, "backup.db")
    expectDone(await run(["backup", "--to", file, "--data-dir", place.where]))
    return async () => {
      const data = join(folder, "restored")
      expectDone(await run(["restore", "--from", file, "--data-dir", data]))
      const store = await openSqliteStore(data)
      return { store, remove: () => store.close() }
    }
  }
  const bin = "/usr/lib/postgresql"
  const newest = existsSync(bin) ? readdirSync(bin).sort((a, b) => Number(b) - Number(a))[0] : undefined
  const tool = (name: string) => join(bin, newest ?? "", "bin", name)
  if (!existsSync(tool("pg_dump"))) return undefined
  const start = promisify(execFile)
  const file = join(folder, "backup.dump")
  await start(tool("pg_dump"), ["--format=custom", "--file", file, "--dbname", place.where])
  return async () => {
    const name = `barometer_restored_${process.pid}`
    await query(place.where, `create database ${name}`)
    const url = databaseUrl(place.where, name)
    await start(tool("pg_restore"), ["--dbname", url, "--jobs", "2", file])
    const store = await openPostgresStore({ url, poolSize: 4, statementTimeoutMs: 120_000 })
    const remove = async () => {
      await store.close()
      await query(place.where, `drop database ${name} with (force)`)
    }
    return { store, remove }
  }
}

function expectDone({
  code,
  out,
  err,
}: {
  readonly code: number
  readonly out: readonly string[]
  readonly err: readonly string[]
}) {
  if (code !== 0) throw new Error([...out, ...err].join("\n"))
}

/** A store is filled, backed up and restored elsewhere; there its chain verifies and a thousand decisions replay. */
export const restoredBackup: PromiseScript = {
  id: "P12",
  says: "a backup is restored, its chain verifies and 1,000 decisions replay, within 15 minutes",
  small: 2_000,
  full: 1_000_000,
  stores: bothStores,
  run: async ({ size, place }) => {
    const folder = mkdtempSync(join(tmpdir(), "barometer-restore-"))
    try {
      const app = await openApp({ store: await place.open(), openAgain: place.open }, "id", {})
      await fill(app.store, size)
      const ids = await decideSome(app, Math.min(mostReplayed, size / 50))
      const backedUp = performance.now()
      const restore = await throughBackup(place, folder)
      if (restore === undefined) return { kept: true, figure: "not shown here: no pg_dump on this machine" }
      const begin = performance.now()
      const { store, remove } = await restore()
      const { intact, head } = await verifyChain("local", store.of("local").audit)
      const again = await openApp({ store, openAgain: place.open }, "restored", {})
      let identical = 0
      for (const id of ids) {
        const answer: { identical: boolean } = await (await again.get(`/api/decisions/${id}/replay`)).json()
        if (answer.identical) identical += 1
      }
      const seconds = (performance.now() - begin) / 1_000
      await remove()
      return {
        kept: intact && identical === ids.length && seconds < 900,
        figure: `${size} check-ins backed up in ${((begin - backedUp) / 1_000).toFixed(0)} s; restored, ${head.count} rows of the chain ${intact ? "verified" : "NOT INTACT"} and ${identical} of ${ids.length} decisions replayed in ${seconds.toFixed(0)} s`,
      }
    } finally {
      rmSync(folder, { recursive: true, force: true })
    }
  },
}
