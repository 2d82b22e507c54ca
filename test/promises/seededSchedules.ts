import { recoverPending } from "../../server/src/workflows/recoverPending.ts"
import { verifyChain } from "../../server/src/audit/verifyChain.ts"
import { seededRandom, type SeededRandom } from "../../server/src/simulate/seededRandom.ts"
import type { Store } from "../../server/src/store/store.ts"
import { AppError } from "../../server/src/errors.ts"
import { openApp, type TestApp } from "../support/openApp.ts"
import type { Place } from "./places.ts"
import { bothStores, type PromiseScript } from "./promise.ts"

const steps = 12
const together = 3

/** A store whose process ends, by chance, right before or right after a transaction: committed and not answered. */
function mortal(
  store: Store,
  random: SeededRandom,
  chance: number,
): { readonly store: Store; readonly isDead: () => boolean } {
  let dead = false
  const die = (): never => {
    dead = true
    throw new AppError("notReady", "the process ended here")
  }
  return {
    isDead: () => dead,
    store: {
      ...store,
      inTransaction: async (tenant, work, isolation) => {
        if (dead || random.chance(chance / 2)) die()
        const result = await store.inTransaction(tenant, work, isolation)
        return dead || random.chance(chance / 2) ? die() : result
      },
    },
  }
}

/** A check-in of the schedule's athlete, whose clock is a few minutes off, dated in any order. */
function someCheckIn(random: SeededRandom, athleteId: string, now: Date) {
  const day = random.whole(0, 6)
  const skewMs = random.whole(-240_000, 240_000)
  return {
    type: "checkIn",
    athleteId,
    clientId: `c${random.whole(0, 3)}`,
    localDate: new Date(now.getTime() - day * 86_400_000).toISOString().slice(0, 10),
    phase: random.pick(["morning", "postSession"]),
    recordedAt: new Date(now.getTime() + skewMs).toISOString(),
    measures: { fatigue: random.whole(1, 5) },
  }
}

const keyOf = (entry: {
  readonly localDate: string | null
  readonly phase: string | null
  readonly clientId: string | null
}) => `${entry.localDate} ${entry.phase} ${entry.clientId}`

/** One schedule; answers what it broke. */
async function runSchedule(
  place: Place,
  store: Store,
  random: SeededRandom,
  athleteId: string,
): Promise<readonly string[]> {
  const broken: string[] = []
  const acknowledged = new Map<string, string>()
  let starts = 0
  const startAgain = async (chance: number) => {
    for (;;) {
      const { store: mortalStore, isDead } = mortal(store, random, chance)
      const opening = openApp({ store: mortalStore, openAgain: place.open }, `${athleteId}-${++starts}`, {})
      const app = await opening.catch(() => undefined)
      if (app === undefined) continue
      await recoverPending(app.parts, () => undefined)
      // One that ended while it started is started again.
      if (!isDead()) return { app, isDead }
    }
  }
  let clock = new Date("2026-03-10T08:00:00.000Z")
  let process = await startAgain(0.08)
  const sent: { readonly body: ReturnType<typeof someCheckIn>; readonly key: string | undefined }[] = []
  for (let step = 0; step < steps; step++) {
    clock = new Date(clock.getTime() + random.whole(-120_000, 600_000))
    process.app.clock.now = clock
    const group = Array.from({ length: random.whole(1, together) }, () => {
      const repeated = sent[random.whole(0, sent.length * 2)]
      const key = random.chance(0.3) ? `${athleteId}-k${step}-${sent.length}` : undefined
      const made = repeated ?? { body: someCheckIn(random, athleteId, clock), key }
      if (repeated === undefined) sent.push(made)
      return made
    })
    for (const fault of await Promise.all(group.map((each) => send(process.app, each, acknowledged, process.isDead))))
      if (fault !== undefined) broken.push(fault)
    if (process.isDead()) process = await startAgain(0.08)
  }
  const { app } = await startAgain(0)
  return [...broken, ...(await findBroken(app, athleteId, acknowledged))]
}

/** Posts, and notes what was acknowledged; a fault is an answer that no client could work with. */
async function send(
  app: TestApp,
  { body, key }: { readonly body: ReturnType<typeof someCheckIn>; readonly key: string | undefined },
  acknowledged: Map<string, string>,
  isDead: () => boolean,
): Promise<string | undefined> {
  const response = await app.post("/api/check-ins", body, key === undefined ? {} : { "idempotency-key": key })
  const answer: { readonly id?: string } = await response.json()
  if (response.ok && answer.id !== undefined) {
    const before = acknowledged.get(keyOf(body))
    acknowledged.set(keyOf(body), answer.id)
    return before === undefined || before === answer.id ? undefined : `${keyOf(body)} was answered with two decisions`
  }
  return response.status < 500 || isDead() ? undefined : `answered ${response.status}`
}

/** Whatever was acknowledged is logged once and decided, everything decided replays, nothing waits. */
async function findBroken(
  app: TestApp,
  athleteId: string,
  acknowledged: ReadonlyMap<string, string>,
): Promise<readonly string[]> {
  const { entries, decisions } = app.store.of("local")
  const logged = Map.groupBy(await entries.listKnown(athleteId, 0), keyOf)
  const broken: string[] = []
  for (const [key, id] of acknowledged) {
    if (logged.get(key)?.length !== 1) broken.push(`${key} is logged ${logged.get(key)?.length ?? 0} times`)
    if ((await decisions.find(id)) === undefined) broken.push(`the decision that ${key} was answered with is lost`)
  }
  const pending = await entries.listPendingOf(athleteId)
  if (pending.length > 0) broken.push(`${pending.length} entries wait after the last start`)
  const recorded = await decisions.listAll(athleteId, { from: "0001-01-01", to: "9999-12-31" })
  const first = new Set(recorded.filter(({ recomputes }) => recomputes === null).map(({ entryId }) => entryId))
  if (first.size !== logged.size) broken.push(`${logged.size} check-ins have ${first.size} first decisions`)
  for (const { id } of recorded) {
    const answer: { identical: boolean } = await (await app.get(`/api/decisions/${id}/replay`)).json()
    if (!answer.identical) broken.push(`decision ${id} does not replay`)
  }
  return broken
}

/** Check-ins of clocks that are off, again and again, in any order, some at once, by a process that ends in the middle of it. */
export const seededSchedules: PromiseScript = {
  id: "P11",
  says: "no schedule of skewed clocks, duplicates, reordering and crashes breaks an invariant",
  small: 6,
  full: 1_000,
  stores: bothStores,
  run: async ({ size, seed, place }) => {
    const store = await place.open()
    const broken: string[] = []
    for (let n = 0; n < size; n++) {
      const faults = await runSchedule(place, store, seededRandom("P11", seed, n), `s${n}`)
      if (faults.length > 0) broken.push(`schedule ${n}: ${faults.join("; ")}`)
    }
    const { intact } = await verifyChain("local", store.of("local").audit)
    if (!intact) broken.push("the audit chain is not intact")
    return {
      kept: broken.length === 0,
      figure: `${broken.length} of ${size} schedules broke an invariant${broken.length > 0 ? `: ${broken.slice(0, 3).join(" | ")}` : ""}`,
    }
  },
}
