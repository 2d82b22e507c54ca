import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import { seededRandom } from "../../server/src/simulate/seededRandom.ts"
import type { Place } from "../promises/places.ts"
import { startServerProcess } from "../promises/serverProcess.ts"

export interface CrashReport {
  readonly acknowledged: number
  readonly lost: readonly string[]
  readonly doubled: readonly string[]
  readonly undecided: readonly string[]
  /** How many rounds also killed the database's processes. */
  readonly databaseKills: number
  readonly whole: boolean
  readonly chainIntact: boolean
}

const writers = 4
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/**
 * Kills the server with SIGKILL while four writers post check-ins, restarts it, and again, `rounds` times; every tenth
 * round the database's own processes too, where that can be done. Then counts acknowledged check-ins that are missing or
 * stored twice, and committed ones without a decision.
 */
export async function crashRounds(
  rounds: number,
  seed: number,
  place: Place,
  crashDatabase?: () => Promise<void>,
): Promise<CrashReport> {
  const random = seededRandom("P1", seed)
  const acknowledged = new Set<string>()
  let databaseKills = 0
  for (let round = 0; round < rounds; round++) {
    const server = await startServerProcess(place)
    const stop = new AbortController()
    const first = Promise.withResolvers<void>()
    const acknowledge = (key: string) => {
      acknowledged.add(key)
      first.resolve()
    }
    const writing = Array.from({ length: writers }, (_, writer) =>
      write(server.url, `w${writer}`, round, acknowledge, stop.signal),
    )
    // Mostly while it writes, sometimes before it has answered anybody.
    if (random.chance(0.8)) await Promise.race([first.promise, pause(5_000)])
    await pause(random.uniform() * 300)
    if (crashDatabase !== undefined && round % 10 === 9) {
      await crashDatabase()
      databaseKills += 1
    }
    await server.end("SIGKILL")
    stop.abort()
    await Promise.all(writing)
  }
  // The last start decides what the last kill left undecided; then it stops as asked.
  await (await startServerProcess(place)).end("SIGTERM")
  return { acknowledged: acknowledged.size, databaseKills, ...(await inspect(place, acknowledged)) }
}

/** Posts one check-in after the other until the server is gone; each that is answered 2xx is acknowledged. */
async function write(
  url: string,
  athleteId: string,
  round: number,
  acknowledge: (key: string) => void,
  stop: AbortSignal,
): Promise<void> {
  for (let n = 0; !stop.aborted; n++) {
    const clientId = `r${round}n${n}`
    const localDate = new Date(Date.now() - (n % 20) * 86_400_000).toISOString().slice(0, 10)
    const measures = { sleepQuality: 3, restingHr: 50 + (n % 9) }
    const checkIn = { type: "checkIn", athleteId, clientId, localDate, phase: "morning", measures }
    try {
      const response = await fetch(`${url}/api/check-ins`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify(checkIn),
      })
      await response.arrayBuffer()
      if (response.ok) acknowledge(`${athleteId} ${localDate} ${clientId}`)
      // A database that was killed is not there for a while, which is told as such.
      else if (response.status !== 503) throw new Error(`answered ${response.status}`)
    } catch (error) {
      if (error instanceof TypeError) return
      throw error
    }
  }
}

async function inspect(
  place: Place,
  acknowledged: ReadonlySet<string>,
): Promise<Omit<CrashReport, "acknowledged" | "databaseKills">> {
  const stored = await place.rows(
    "select athlete_id || ' ' || local_date || ' ' || client_id as key, count(*) as times from entries where type = 'checkIn' group by 1",
  )
  const times = new Map(stored.map((row) => [String(row.key), Number(row.times)]))
  const undecided = await place.rows(
    `select id from entries where type = 'checkIn'
      and (pending = 1 or (select count(*) from decisions where entry_id = entries.id and recomputes is null) <> 1)`,
  )
  const integrity = place.kind === "sqlite" ? await place.rows("pragma integrity_check") : []
  const store = await place.open()
  const { intact } = await verifyChain("local", store.of("local").audit)
  return {
    lost: [...acknowledged].filter((key) => !times.has(key)),
    doubled: [...times].filter(([, count]) => count > 1).map(([key]) => key),
    undecided: undecided.map(({ id }) => String(id)),
    whole: integrity.every((row) => row.integrity_check === "ok"),
    chainIntact: intact,
  }
}
