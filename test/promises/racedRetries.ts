import { seededRandom } from "../../server/src/simulate/seededRandom.ts"
import { checkIn, type TestApp } from "../http/testApp.ts"

export interface RaceReport {
  readonly races: number
  /** Races of which every answer had the same body and the store one effect: the promise is all of them. */
  readonly held: number
  readonly failures: readonly string[]
}

type Race = (n: number) => {
  readonly path: string
  readonly body: object
  readonly headers?: Readonly<Record<string, string>>
  /** How many effects the store has of it. */
  readonly effects: (app: TestApp) => Promise<number>
}

const entriesOf =
  (athleteId: string) =>
  async ({ parts }: TestApp) =>
    (await parts.store.of(parts.tenant).entries.listKnown(athleteId, 0)).length

const kinds: readonly [Race, ...Race[]] = [
  // Without a key a check-in is known by athlete, date, phase and client id.
  (n) => ({ path: "/api/check-ins", body: checkIn({ athleteId: `natural${n}` }), effects: entriesOf(`natural${n}`) }),
  (n) => ({
    path: "/api/check-ins",
    body: checkIn({ athleteId: `keyed${n}` }),
    headers: { "idempotency-key": `check-in-${n}` },
    effects: entriesOf(`keyed${n}`),
  }),
  (n) => ({
    path: `/api/teams/team${n}/overrides`,
    body: { from: "2026-03-10", thresholds: { tired: 3 }, reason: "raced" },
    headers: { "idempotency-key": `override-${n}` },
    effects: async ({ get }) => {
      const layers: { overrides: readonly unknown[] } = await (await get(`/api/teams/team${n}/overrides`)).json()
      return layers.overrides.length
    },
  }),
]

/** Sends each request two to five times at once, asks again where it is told that the first is in flight, and compares. */
export async function racedRetries(app: TestApp, races: number, seed: number): Promise<RaceReport> {
  const random = seededRandom(seed)
  const failures: string[] = []
  for (let n = 0; n < races; n++) {
    const { path, body, headers = {}, effects } = random.pick(kinds)(n)
    const times = random.whole(2, 5)
    const bodies = await Promise.all(Array.from({ length: times }, () => ask(app, path, body, headers)))
    const count = await effects(app)
    if (new Set(bodies).size !== 1 || count !== 1)
      failures.push(`${path} ×${times}: ${new Set(bodies).size} bodies, ${count} effects: ${bodies[0]?.slice(0, 200)}`)
  }
  return { races, held: races - failures.length, failures }
}

async function ask(app: TestApp, path: string, body: object, headers: Readonly<Record<string, string>>) {
  for (let tries = 0; tries < 1_000; tries++) {
    const response = await app.post(path, body, headers)
    const text = await response.text()
    if (response.status < 300) return text
    if (response.status !== 409 || !text.includes("keyInFlight")) return `${response.status} ${text}`
    await new Promise((resolve) => setImmediate(resolve))
  }
  return "in flight for ever"
}
