import { readdirSync, readFileSync, statSync } from "node:fs"
import { join } from "node:path"
import { seededRandom } from "../../server/src/simulate/seededRandom.ts"
import type { Place } from "./places.ts"
import { bothStores, type PromiseScript } from "./promise.ts"
import { startServerProcess } from "./serverProcess.ts"

const today = () => new Date().toISOString().slice(0, 10)
type Post = (path: string, body: unknown, headers?: Readonly<Record<string, string>>) => Promise<void>

/** Places where something of an athlete can stand; each plants a canary of its own. */
const plantings: readonly ((post: Post, athleteId: string, canary: string) => Promise<void>)[] = [
  (post, athleteId, note) => post("/api/check-ins", checkIn(athleteId, note, { note })),
  (post, athleteId, clientId) => post("/api/check-ins", checkIn(athleteId, clientId, {})),
  (post, athleteId, canary) =>
    post("/api/check-ins", checkIn(athleteId, canary, {}), { "idempotency-key": `key-${canary}` }),
  (post, athleteId, canary) =>
    post("/api/check-ins", checkIn(athleteId, canary, { sources: { fatigue: canary }, measures: { fatigue: 3 } })),
  (post, athleteId, exercise) =>
    post("/api/check-ins", {
      ...checkIn(athleteId, exercise, {}),
      phase: "postSession",
      session: { sets: [{ exercise, loadKg: 100, reps: 5 }] },
    }),
  (post, athleteId, note) =>
    post(`/api/athletes/${athleteId}/annotations`, { cause: "illness", from: today(), note, clientId: note }),
  (post, athleteId, note) =>
    post(`/api/athletes/${athleteId}/outcomes`, { localDate: today(), kind: "injury", note, clientId: note }),
  (post, athleteId, reason) =>
    post(`/api/athletes/${athleteId}/choices`, {
      localDate: today(),
      verdict: "train",
      did: "declined",
      reason,
      clientId: reason,
    }),
  (post, athleteId, reason) =>
    post(`/api/athletes/${athleteId}/overrides`, { from: today(), thresholds: { jointStop: 5 }, reason }),
]

function checkIn(athleteId: string, clientId: string, changes: Readonly<Record<string, unknown>>) {
  const measures = { fatigue: 2, sleepQuality: 3 }
  return { type: "checkIn", athleteId, clientId, localDate: today(), phase: "morning", measures, ...changes }
}

/** The folders that hold the database's files, when they are on this machine; not PostgreSQL's write-ahead log, which is the operator's. */
async function foldersOf(place: Place): Promise<readonly string[]> {
  if (place.kind === "sqlite") return [place.where]
  const [row] = await place.rows("select current_setting('data_directory') as folder")
  return [join(String(row?.folder), "base"), join(String(row?.folder), "global")]
}

function findInFiles(folders: readonly string[], canaries: readonly string[]): ReadonlyMap<string, string> {
  const found = new Map<string, string>()
  for (const folder of folders)
    for (const name of readdirSync(folder, { recursive: true, encoding: "utf8" })) {
      const path = join(folder, name)
      if (!statSync(path).isFile()) continue
      const bytes = readFileSync(path)
      for (const canary of canaries) if (bytes.includes(canary)) found.set(canary, path)
    }
  return found
}

const findInText = (text: string, canaries: readonly string[]) => canaries.filter((canary) => text.includes(canary))

/** Plants canaries in everything an athlete can say and be told, erases the athlete, and looks for them everywhere. */
export const erasedCanaries: PromiseScript = {
  id: "P13",
  says: "an erased athlete's canaries are in no database file, log or export",
  small: 10,
  full: 50,
  stores: bothStores,
  run: async ({ size, seed, place }) => {
    const random = seededRandom("P13", seed)
    const canaries = Array.from({ length: size }, (_, n) => `canary${n}x${random.uniform().toString(36).slice(2)}`)
    const [athleteId = "", ...planted] = canaries
    const server = await startServerProcess(place, { LOG_REQUESTS: "on" })
    try {
      const ask = async (method: string, path: string, body?: unknown, headers = {}) =>
        await fetch(`${server.url}${path}`, {
          method,
          headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
          ...(body !== undefined && { body: JSON.stringify(body) }),
        })
      const post: Post = async (path, body, headers) => {
        const response = await ask("POST", path, body, headers)
        if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
      }
      await post("/api/check-ins", checkIn(athleteId, "first", {}))
      await post("/api/check-ins", checkIn("bystander", "first", { note: "stays" }))
      for (const [n, canary] of planted.entries()) await plantings[n % plantings.length]?.(post, athleteId, canary)
      // That they are found while the athlete is there shows that the search would find them.
      const before = findInText(await (await ask("GET", "/api/export")).text(), canaries)
      const folders = await foldersOf(place)
      // The planner's samples hold values of the tables, as they do some time after every busy hour.
      if (place.kind === "postgresql") await place.execute("analyze")
      const erased = await ask("POST", `/api/athletes/${athleteId}/erasure`, { confirm: athleteId })
      if (!erased.ok) throw new Error(`the erasure was answered ${erased.status}`)
      // Files that were rewritten are unlinked by the next checkpoint.
      if (place.kind === "postgresql") await place.execute("checkpoint")
      const files = findInFiles(folders, canaries)
      const exports = await Promise.all(
        ["/api/export", "/api/export?table=checkIns", "/api/export?table=decisions", "/api/audit"].map(
          async (path) => await (await ask("GET", path)).text(),
        ),
      )
      const left = [
        ...files.keys(),
        ...findInText(exports.join(""), canaries),
        ...findInText(server.said.join("\n"), canaries),
      ]
      const verified: { intact: boolean } = await (await ask("GET", "/api/audit/verify")).json()
      const stays = exports[0]?.includes("stays") === true
      return {
        kept: left.length === 0 && before.length === size && verified.intact && stays,
        figure: `${new Set(left).size} of ${size} found in files, exports and logs (${before.length} before the erasure), chain ${verified.intact ? "intact" : "NOT INTACT"}, another athlete's log ${stays ? "whole" : "LOST"}${[...files].map(([canary, path]) => `; ${canary} in ${path}`).join("")}`,
      }
    } finally {
      await server.end("SIGTERM")
    }
  },
}
