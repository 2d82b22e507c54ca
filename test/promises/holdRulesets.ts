import { z } from "zod"
import { checkIn, type TestApp } from "../http/testApp.ts"
import { type Held, watchLoop } from "./heldLoop.ts"
import { type HostileCase, hostileCases } from "./hostileRulesets.ts"

export interface HeldCase extends Held {
  readonly kind: string
  readonly step: string
}

export interface HostileReport {
  readonly cases: number
  readonly requests: number
  /** Answers by class, such as `4xx`. */
  readonly answers: Readonly<Record<string, number>>
  /** Requests that were answered 5xx or not at all. */
  readonly failures: readonly { readonly kind: string; readonly step: string; readonly status: number }[]
  /** The steps that held the event loop longest, the worst first. */
  readonly longest: readonly HeldCase[]
}

const draftSchema = z.looseObject({ id: z.string() })
const asOf = '{"localDate":"2026-03-10","phase":"morning"}'

/**
 * P4: sends generated hostile rulesets to evaluate, to drafts (begin, save, check, publish) and to import, and watches for
 * answers of 5xx and for how long each held the event loop.
 */
export async function holdRulesets(app: TestApp, count: number, seed: number): Promise<HostileReport> {
  const answers: Record<string, number> = {}
  const failures: HostileReport["failures"][number][] = []
  const all: HeldCase[] = []
  let requests = 0
  const entries = JSON.stringify(
    Array.from({ length: 60 }, (_, day) =>
      checkIn({ localDate: new Date(Date.UTC(2026, 0, 10 + day)).toISOString().slice(0, 10), clientId: `c${day}` }),
    ),
  )
  // What is only ever paid once, such as starting a thread, is paid before.
  await app.send("/api/evaluate", `{"entries":${entries},"ruleset":{"id":"tired"},"asOf":${asOf}}`)
  const askAll = async ({ kind, text }: HostileCase): Promise<readonly HeldCase[]> => {
    const held: HeldCase[] = []
    for (const [step, ask] of stepsOf(app, entries, text)) {
      const watch = watchLoop()
      const response = await ask()
      await response.text()
      held.push({ kind, step, ...watch.stop() })
      requests++
      const { status } = response
      const group = `${Math.floor(status / 100)}xx`
      answers[group] = (answers[group] ?? 0) + 1
      if (status >= 500) failures.push({ kind, step, status })
    }
    await dropDrafts(app)
    return held
  }
  for (const hostile of hostileCases(count, seed)) {
    let held = await askAll(hostile)
    // A collection of garbage falls where it falls; what holds the loop by itself does so every time.
    for (let again = 0; again < 2 && held.some(({ cpuMs }) => cpuMs > suspectMs); again++) {
      const repeated = await askAll(hostile)
      held = held.map((before) => {
        const after = repeated.find(({ step }) => step === before.step)
        return after !== undefined && after.cpuMs < before.cpuMs ? after : before
      })
    }
    all.push(...held)
  }
  const longest = all.toSorted((a, b) => b.cpuMs - a.cpuMs).slice(0, 10)
  return { cases: count, requests, answers, failures, longest }
}

/** Held so long, a case is asked again. */
const suspectMs = 40

type Step = readonly [name: string, ask: () => Promise<Response>]

function* stepsOf(app: TestApp, entries: string, text: HostileCase["text"]): Generator<Step> {
  const drafts = "/api/rulesets/tired/drafts"
  let draft: { readonly path: string; readonly etag: string } | undefined
  yield ["evaluate", () => app.send("/api/evaluate", `{"entries":${entries},"ruleset":${text},"asOf":${asOf}}`)]
  yield ["import", () => app.send("/api/rulesets?message=m", text)]
  yield [
    "begin",
    async () => {
      const response = await app.send(drafts, '{"basedOn":1}')
      const { id } = draftSchema.parse(await response.clone().json())
      draft = { path: `${drafts}/${id}`, etag: response.headers.get("etag") ?? "" }
      return response
    },
  ]
  yield [
    "save",
    async () => {
      const headers = { "content-type": "application/json", "if-match": draft?.etag ?? "" }
      const response = await app.app.request(draft?.path ?? "", { method: "PUT", headers, body: text })
      draft = { path: draft?.path ?? "", etag: response.headers.get("etag") ?? "" }
      return response
    },
  ]
  yield ["check", () => app.send(`${draft?.path ?? ""}/check`, "{}")]
}

async function dropDrafts({ app, get }: TestApp): Promise<void> {
  const listSchema = z.object({ drafts: z.array(draftSchema) })
  const { drafts } = listSchema.parse(await (await get("/api/rulesets/tired/drafts")).json())
  for (const { id } of drafts) await app.request(`/api/rulesets/tired/drafts/${id}`, { method: "DELETE" })
}
