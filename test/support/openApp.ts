import { openPeople, type PeopleOptions } from "../../server/src/access/people.ts"
import { createApp } from "../../server/src/app.ts"
import type { ServerParts } from "../../server/src/serverParts.ts"
import type { TenantParts } from "../../server/src/tenantParts.ts"
import { toRulesetFile, type ShippedRulesets } from "../../server/src/rulesetFiles.ts"
import { rulesetLibrariesOver } from "../../server/src/rulesetLibrary.ts"
import type { Store } from "../../server/src/store/store.ts"
import { createMetrics } from "../../server/src/telemetry/metrics.ts"
import { createTenants } from "../../server/src/tenants.ts"

/** The clock of every test stands here until the test moves it. */
export const now = "2026-03-10T08:00:00.000Z"

/** A ruleset of one threshold over one signal: tired, and the session is reduced. */
export const tiredRuleset = {
  id: "tired",
  version: 1,
  title: "Tired",
  description: "For tests.",
  outcomes: ["refer", "deload", "reduce", "train", "push"],
  thresholds: { tired: { label: "Tired", unit: "of 5", value: 4, min: 1, max: 5, step: 0.5 } },
  signals: {
    fatigue: { kind: "latest", of: "fatigue" },
    pastFatigue: { kind: "latest", of: "fatigue", maxAgeDays: 7 },
  },
  rules: [
    {
      name: "T1",
      title: "Tired today",
      priority: 20,
      conditions: { all: [{ fact: "fatigue", operator: "greaterThanInclusive", value: { fact: "threshold.tired" } }] },
      event: { type: "verdict", params: { verdict: "reduce", advice: "less" } },
    },
  ],
  advice: { less: { volumePct: -33 } },
  otherwise: "train",
}

type Headers = Readonly<Record<string, string>>
export interface TestApp {
  readonly app: { readonly request: (path: string, init?: RequestInit) => Response | Promise<Response> }
  readonly server: ServerParts
  /** Aborted by a test, the server is stopping. */
  readonly stopping: AbortController
  readonly parts: TenantParts
  readonly store: Store
  readonly clock: { now: Date }
  /** Posts a body as it is, or as JSON. */
  readonly send: (path: string, body: BodyInit, headers?: Headers) => Promise<Response>
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<Response>
  readonly get: (path: string) => Promise<Response>
  /** The app of another process over the same data. */
  readonly openBeside: () => Promise<TestApp>
}

/** The rulesets that come with the app, and which of them decides. */
interface Shipped {
  readonly files: ShippedRulesets
  readonly deciding: { readonly id: string }
}

/** An app over an open store, on a clock that stands until it is moved; the ids it makes begin with `idsOf`. */
export async function openApp(
  { store, openAgain }: { readonly store: Store; readonly openAgain: () => Promise<Store> },
  idsOf: string,
  options: Partial<PeopleOptions>,
  { files, deciding }: Shipped = { files: shippedOf(tiredRuleset), deciding: { id: "tired" } },
): Promise<TestApp> {
  const clock = { now: new Date(now) }
  let ids = 0
  const stopping = new AbortController()
  const shared = {
    metrics: createMetrics(),
    stopping: stopping.signal,
    sendMail: undefined,
    allowPrivateWebhooks: false,
    store,
    clock: () => clock.now,
    newId: () => `${idsOf}-${++ids}`,
  }
  const tenants = createTenants({
    ...shared,
    deciding,
    openRulesets: rulesetLibrariesOver(store, files, shared.clock),
  })
  const people = await openPeople({ ...shared, onlyThisMachine: true, signUp: false, ...options })
  const server: ServerParts = { ...shared, tenants, people }
  const parts = await tenants.open("local")
  const app = createApp(server)
  const send: TestApp["send"] = async (path, body, headers) => {
    const init = { method: "POST", body, headers: { "content-type": "application/json", ...headers }, duplex: "half" }
    return await app.request(path, init)
  }
  const post: TestApp["post"] = async (path, body, headers) => await send(path, JSON.stringify(body), headers)
  const get: TestApp["get"] = async (path) => await app.request(path)
  const openBeside = async () =>
    await openApp({ store: await openAgain(), openAgain }, `${idsOf}-beside`, options, { files, deciding })
  return { app, server, stopping, parts, store, clock, send, post, get, openBeside }
}

/** Rulesets as if they had been shipped as files, without cases. */
export function shippedOf(
  ...documents: readonly (Readonly<Record<string, unknown>> & { readonly id: string; readonly version: number })[]
): ShippedRulesets {
  const files = documents.map((document) =>
    toRulesetFile(`${document.id}/v${document.version}.json`, JSON.stringify(document)),
  )
  return { files, cases: new Map() }
}
