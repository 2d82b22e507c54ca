import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { createInterface } from "node:readline"
import { DatabaseSync } from "node:sqlite"
import { fileURLToPath } from "node:url"

export interface CrashReport {
  readonly rounds: number
  readonly acknowledged: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly undecided: readonly string[]
  readonly integrity: string
}

const serve = fileURLToPath(new URL("serve.ts", import.meta.url))
const writers = 4

/**
 * Kills the server with SIGKILL while four writers post check-ins, restarts it, and again, `rounds` times; then counts
 * acknowledged check-ins that are missing or stored twice, and committed ones without a decision.
 */
export async function crashRounds(rounds: number, seed: number): Promise<CrashReport> {
  const folder = mkdtempSync(join(tmpdir(), "barometer-crash-"))
  const random = seeded(seed)
  const acknowledged = new Set<string>()
  try {
    for (let round = 0; round < rounds; round++) {
      const { child, url } = await start(folder)
      const writing = Array.from({ length: writers }, (_, writer) => write(url, `w${writer}`, round, acknowledged))
      await new Promise((resolve) => setTimeout(resolve, 60 + random() * 300))
      child.kill("SIGKILL")
      await once(child, "exit")
      await Promise.all(writing)
    }
    // The last start decides what the last kill left undecided; then it stops as asked.
    const { child } = await start(folder)
    child.kill("SIGTERM")
    await once(child, "exit")
    return { rounds, acknowledged: acknowledged.size, ...inspect(folder, acknowledged) }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

async function start(folder: string): Promise<{ readonly child: ChildProcess; readonly url: string }> {
  const child = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", serve], {
    env: { ...process.env, PORT: "0", HOST: "127.0.0.1", DATA_DIR: folder, LOG_REQUESTS: "off" },
    stdio: ["ignore", "pipe", "inherit"],
  })
  if (child.stdout === null) throw new Error("no output")
  for await (const line of createInterface(child.stdout))
    if (line.startsWith("READY ")) return { child, url: line.slice("READY ".length) }
  throw new Error("the server did not start")
}

/** Posts one check-in after the other until the server is gone; each that is answered 2xx is acknowledged. */
async function write(url: string, athleteId: string, round: number, acknowledged: Set<string>): Promise<void> {
  for (let n = 0; ; n++) {
    const clientId = `r${round}n${n}`
    const localDate = new Date(Date.now() - (n % 20) * 86_400_000).toISOString().slice(0, 10)
    const checkIn = {
      type: "checkIn",
      athleteId,
      clientId,
      localDate,
      phase: "morning",
      measures: { sleepQuality: 3, restingHr: 50 + (n % 9) },
    }
    try {
      const response = await fetch(`${url}/api/check-ins`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(checkIn),
      })
      await response.arrayBuffer()
      if (!response.ok) throw new Error(`answered ${response.status}`)
      acknowledged.add(`${athleteId} ${localDate} ${clientId}`)
    } catch (error) {
      if (error instanceof TypeError) return
      throw error
    }
  }
}

function inspect(
  folder: string,
  acknowledged: ReadonlySet<string>,
): Pick<CrashReport, "lost" | "doubled" | "undecided" | "integrity"> {
  const database = new DatabaseSync(join(folder, "barometer.db"))
  try {
    const stored = database
      .prepare(
        "select athlete_id || ' ' || local_date || ' ' || client_id as key, count(*) as times from entries where type = 'checkIn' group by 1",
      )
      .all()
    const times = new Map(stored.map((row) => [String(row.key), Number(row.times)]))
    const undecided = database
      .prepare(
        "select id from entries where type = 'checkIn' and (pending = 1 or id not in (select entry_id from decisions))",
      )
      .all()
    return {
      lost: [...acknowledged].filter((key) => !times.has(key)),
      doubled: [...times].filter(([, count]) => count > 1).map(([key]) => key),
      undecided: undecided.map(({ id }) => String(id)),
      integrity: String(database.prepare("pragma integrity_check").get()?.integrity_check),
    }
  } finally {
    database.close()
  }
}

/** A small repeatable generator (mulberry32): numbers in [0, 1). */
function seeded(seed: number): () => number {
  let state = seed
  return () => {
    state = (state + 0x6d2b79f5) | 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}
