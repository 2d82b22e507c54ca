import { fileURLToPath } from "node:url"
import type { Entry } from "@barometer/engine/readiness"
import { readRulesetFiles } from "../../server/src/rulesetFiles.ts"
import { simulateAthlete } from "../../server/src/simulate/simulateSquad.ts"
import { simulationSchema } from "../../server/src/simulate/options.ts"
import { openApp, type TestApp } from "../support/openApp.ts"
import { bothStores, type PromiseScript } from "./promise.ts"

const rulesets = fileURLToPath(new URL("../../rulesets", import.meta.url))
const together = 100
const all = { from: "0001-01-01", to: "9999-12-31" }

/** Posts a log as its athlete logged it, with a coach's override of every third athlete and a late correction of every fourth. */
export async function logAthlete({ post }: Pick<TestApp, "post">, entries: readonly Entry[], n: number): Promise<void> {
  const first = entries[0]
  if (first === undefined) return
  const send = async (path: string, body: unknown) => {
    const response = await post(path, body)
    if (!response.ok) throw new Error(`${path}: ${response.status} ${await response.text()}`)
  }
  const checkIns = entries.filter((entry) => entry.type === "checkIn")
  for (const entry of entries)
    if (entry.type !== "checkIn") await send(`/api/athletes/${first.athleteId}/entries`, entry)
  if (n % 3 === 0)
    await send(`/api/athletes/${first.athleteId}/overrides`, {
      from: "2025-02-01",
      thresholds: { jointStop: 5 },
      reason: "an old injury",
    })
  for (let from = 0; from < checkIns.length; from += together)
    await send("/api/check-ins", { checkIns: checkIns.slice(from, from + together) })
  const corrected = n % 4 === 0 ? checkIns.at(-5) : undefined
  if (corrected !== undefined)
    await send("/api/check-ins", { ...corrected, clientId: "corrected", supersedes: corrected.clientId, joints: [] })
}

/** Simulated athletes log over HTTP until enough is decided by the default ruleset; then every decision replays from its record. */
export const replayedDecisions: PromiseScript = {
  id: "P2",
  says: "recorded decisions replay to the same digest",
  small: 60,
  full: 1_000_000,
  stores: bothStores,
  run: async ({ size, seed, place }) => {
    const shipped = { files: readRulesetFiles(rulesets), deciding: { id: "push-or-back-off" } }
    const app = await openApp({ store: await place.open(), openAgain: place.open }, "id", {}, shipped)
    const { decisions } = app.store.of("local")
    let replayed = 0
    const differing: string[] = []
    for (let n = 0; replayed < size; n++) {
      const days = Math.min(180, Math.max(30, size - replayed))
      const simulation = simulationSchema.parse({ athletes: n + 1, days, seed, overreaching: 0.5 })
      const { entries } = simulateAthlete(simulation, n)
      await logAthlete(app, entries, n)
      for (const { id } of await decisions.listAll(entries[0]?.athleteId ?? "", all)) {
        if (replayed === size) break
        const answer: { identical: boolean } = await (await app.get(`/api/decisions/${id}/replay`)).json()
        replayed += 1
        if (!answer.identical) differing.push(id)
      }
    }
    const figure = `${replayed - differing.length} of ${replayed} identical${differing.length > 0 ? `; not ${differing.slice(0, 5).join(", ")}` : ""}`
    return { kept: differing.length === 0, figure }
  },
}
