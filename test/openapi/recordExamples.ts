import type { Example } from "../../server/src/openapi/examples.ts"
import { checkIn, tiredRuleset, type TestApp } from "../http/testApp.ts"

interface Asked {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string>>
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: unknown
  /** What the body is when it is no JSON. */
  readonly text?: string
}

/** Makes a request of every route, in an order in which each finds what it is about, and keeps what was asked and answered. */
export async function recordExamples(app: TestApp): Promise<Readonly<Record<string, Example>>> {
  const recorded: Record<string, Example> = {}
  let cookie = ""
  const ask: Ask = async (route, asked = {}) => {
    const { params = {}, query = {}, headers = {}, body, text } = asked
    const [method = "", template = ""] = route.split(" ")
    const path = template.replaceAll(/:(\w+)/g, (_, name: string) => encodeURIComponent(params[name] ?? name))
    const search = Object.keys(query).length > 0 ? `?${new URLSearchParams(query).toString()}` : ""
    const sent = text ?? (body === undefined ? undefined : JSON.stringify(body))
    const type = text === undefined ? "application/json" : "text/csv"
    const response = await app.app.request(path + search, {
      method,
      headers: {
        ...(sent !== undefined && { "content-type": type }),
        ...(cookie !== "" && { cookie, origin: "http://localhost" }),
        ...headers,
      },
      ...(sent !== undefined && { body: sent }),
    })
    const isJson = /^application\/json\b/.test(response.headers.get("content-type") ?? "")
    if (response.status >= 400) throw new Error(`\`${route}\` answered ${response.status}: ${await response.text()}`)
    for (const given of response.headers.getSetCookie()) cookie = given.slice(0, given.indexOf(";"))
    const parameters = { ...params, ...query, ...headers }
    const answer: unknown = isJson ? await response.json() : (await response.body?.cancel(), undefined)
    recorded[route] = {
      ...(Object.keys(parameters).length > 0 && { parameters }),
      ...(sent !== undefined && { request: text ?? body }),
      status: response.status,
      ...(answer !== undefined && { response: answer }),
    }
    return { json: answer as Answered["json"], etag: response.headers.get("etag") ?? "" }
  }
  for (const record of [
    recordLog,
    recordOverrides,
    recordRulesets,
    recordAssignments,
    recordPublishing,
    recordMessages,
    recordServer,
    recordPeople,
  ])
    await record(ask)
  return recorded
}

interface Answered {
  readonly json: Readonly<Record<string, unknown>>
  readonly etag: string
}
type Ask = (route: string, asked?: Asked) => Promise<Answered>
const athleteId = "ann"
const ofAnn = { athleteId }

async function recordLog(ask: Ask): Promise<void> {
  const { json: decision } = await ask("POST /api/check-ins", {
    body: checkIn({ measures: { fatigue: 4.5, sleepHours: 6.5 }, joints: [{ joint: "knee", side: "left", pain: 3 }] }),
  })
  const ofDecision = { params: { id: String(decision.id) } }
  await ask("GET /api/decisions/:id", ofDecision)
  await ask("GET /api/decisions/:id/replay", ofDecision)
  await ask("GET /api/decisions/:id/receipt", ofDecision)
  await ask("GET /api/decisions/:id/counterfactuals", ofDecision)
  await ask("GET /api/check-ins", { query: { athleteId, from: "2026-03-01", to: "2026-03-31" } })
  await ask("GET /api/athletes")
  await ask("GET /api/athletes/:athleteId/timeline", { params: ofAnn, query: { from: "2026-03-01", to: "2026-03-31" } })
  const athlete = { type: "athlete", athleteId, clientId: "about", zone: "Europe/Oslo", experience: "intermediate" }
  await ask("POST /api/athletes/:athleteId/entries", { params: ofAnn, body: athlete })
  await ask("GET /api/athletes/:athleteId/entries", { params: ofAnn })
  const said: Readonly<Record<string, object>> = {
    choices: { localDate: "2026-03-10", verdict: "reduce", did: "accepted", by: "coach", reason: "looks tired" },
    annotations: { cause: "travel", from: "2026-03-08", to: "2026-03-09" },
    plan: { from: "2026-03-01", deloadEveryWeeks: 5, competitions: ["2026-06-06"] },
    outcomes: { localDate: "2026-03-10", kind: "personalRecord", note: "squat 180 kg" },
  }
  for (const [name, body] of Object.entries(said)) {
    const {
      json: { id },
    } = await ask(`POST /api/athletes/:athleteId/${name}`, { params: ofAnn, body })
    await ask(`GET /api/athletes/:athleteId/${name}`, { params: ofAnn })
    if (name === "annotations")
      await ask("DELETE /api/athletes/:athleteId/entries/:entryId", {
        params: { athleteId, entryId: String(id) },
        query: { reason: "another athlete's" },
      })
  }
  await ask("GET /api/athletes/:athleteId/log", { params: ofAnn })
  await ask("GET /api/athletes/:athleteId/own-reading", { params: ofAnn })
  const text = "Date,Fatigue,Resting HR\n2026-03-08,2,51\n2026-03-09,3,52\n"
  await ask("POST /api/imports/preview", { query: { file: "log.csv", athlete: "cleo" }, text })
  await ask("POST /api/imports", { query: { file: "log.csv", athlete: "cleo" }, text })
}

async function recordOverrides(ask: Ask): Promise<void> {
  const body = { from: "2026-03-10", thresholds: { tired: 3.5 }, reason: "recovers slowly" }
  await ask("POST /api/teams/:teamId/overrides", { params: { teamId: "juniors" }, body })
  await ask("GET /api/teams/:teamId/overrides", { params: { teamId: "juniors" } })
  const {
    json: { id },
  } = await ask("POST /api/athletes/:athleteId/overrides", { params: ofAnn, body })
  await ask("GET /api/athletes/:athleteId/overrides", { params: ofAnn, query: { on: "2026-03-10" } })
  await ask("GET /api/overrides/debt")
  await ask("GET /api/overrides/:id", { params: { id: String(id) } })
  await ask("DELETE /api/overrides/:id", { params: { id: String(id) } })
}

async function recordRulesets(ask: Ask): Promise<void> {
  const version = { id: "tired", version: "1" }
  await ask("GET /api/rulesets")
  await ask("GET /api/rulesets/:id/versions", { params: { id: "tired" } })
  await ask("GET /api/rulesets/:id/versions/:version", { params: version })
  const asOf = { localDate: "2026-03-10", phase: "morning" }
  const entries = [checkIn({ measures: { fatigue: 5 } })]
  await ask("POST /api/evaluate", { body: { entries, ruleset: tiredRuleset, asOf } })
}

async function recordMessages(ask: Ask): Promise<void> {
  const body = { url: "https://example.org/barometer", events: ["decision.recorded", "override.*"] }
  const {
    json: { id },
  } = await ask("POST /api/webhooks", { body })
  const ofWebhook = { params: { id: String(id) } }
  await ask("GET /api/webhooks")
  const { json: delivery } = await ask("POST /api/webhooks/:id/test", ofWebhook)
  await ask("GET /api/webhooks/:id/deliveries", ofWebhook)
  await ask("POST /api/webhooks/:id/deliveries/:deliveryId/retry", {
    params: { ...ofWebhook.params, deliveryId: String(delivery.id) },
  })
  const { json: digest } = await ask("POST /api/digests", { body: { webhookId: id, hour: 7, zone: "Europe/Oslo" } })
  await ask("GET /api/digests")
  await ask("GET /api/digests/preview", { query: { date: "2026-03-10" } })
  await ask("DELETE /api/digests/:id", { params: { id: String(digest.id) } })
  await ask("DELETE /api/webhooks/:id", ofWebhook)
  await ask("GET /api/events", { query: { types: "decision.recorded" } })
}

async function recordServer(ask: Ask): Promise<void> {
  await ask("POST /api/demo", { body: { today: "2026-03-10" } })
  const { json: comparison } = await ask("POST /api/comparisons", {
    body: { a: { id: "tired", version: 1 }, b: { id: "tired", version: 2 }, athletes: [athleteId] },
  })
  const ofComparison = { params: { id: String(comparison.id) } }
  await ask("GET /api/comparisons/:id/events", ofComparison)
  await ask("DELETE /api/comparisons/:id", ofComparison)
  await ask("GET /api/comparisons/:id", ofComparison)
  await ask("GET /api/comparisons")
  await ask("GET /api/audit", { query: { limit: "3" } })
  await ask("GET /api/audit/verify")
  await ask("GET /api/export")
  await ask("POST /api/athletes/:athleteId/erasure", { params: { athleteId: "cleo" }, body: { confirm: "cleo" } })
  for (const path of ["/healthz", "/readyz", "/metrics"]) await ask(`GET ${path}`)
}

async function recordPublishing(ask: Ask): Promise<void> {
  const params = { id: "tired" }
  const { json: draft, etag } = await ask("POST /api/rulesets/:id/drafts", { params, body: {} })
  const ofDraft = { id: "tired", draftId: String(draft.id) }
  await ask("GET /api/rulesets/:id/drafts", { params })
  await ask("GET /api/rulesets/:id/drafts/:draftId", { params: ofDraft })
  const eager = { ...tiredRuleset, thresholds: { tired: { ...tiredRuleset.thresholds.tired, value: 3.5 } } }
  const saved = await ask("PUT /api/rulesets/:id/drafts/:draftId", {
    params: ofDraft,
    headers: { "If-Match": etag },
    body: eager,
  })
  const golden = { athleteId, localDate: "2026-03-10", verdict: "reduce", decidedBy: "T1", note: "clearly tired" }
  const { json: day } = await ask("POST /api/rulesets/:id/golden-days", { params, body: golden })
  await ask("GET /api/rulesets/:id/golden-days", { params })
  await ask("POST /api/rulesets/:id/drafts/:draftId/check", { params: ofDraft })
  await ask("POST /api/rulesets/:id/drafts/:draftId/publish", {
    params: ofDraft,
    headers: { "If-Match": saved.etag },
    body: { message: "earlier rest for everybody" },
  })
  await ask("GET /api/rulesets/:id/versions/:version/diff", {
    params: { ...params, version: "2" },
    query: { from: "1" },
  })
  await ask("GET /api/rulesets/:id/versions/:version/file", { params: { ...params, version: "2" } })
  await ask("POST /api/rulesets/:id/rollback", { params, body: { to: 1, message: "too eager" } })
  await ask("POST /api/rulesets/:id/versions/:version/retire", { params: { ...params, version: "2" } })
  await ask("POST /api/rulesets", {
    query: { message: "a second opinion" },
    body: { ...tiredRuleset, id: "second-opinion", title: "Second opinion" },
  })
  await ask("DELETE /api/rulesets/:id/golden-days/:dayId", { params: { ...params, dayId: String(day.id) } })
  const { json: again } = await ask("POST /api/rulesets/:id/drafts", { params, body: {} })
  await ask("DELETE /api/rulesets/:id/drafts/:draftId", { params: { ...params, draftId: String(again.id) } })
}

async function recordAssignments(ask: Ask): Promise<void> {
  const params = { id: "tired", version: "1" }
  const everyone = { kind: "shadow", layer: "everyone", from: "2026-03-01", reason: "try the eager one in silence" }
  const {
    json: { id },
  } = await ask("POST /api/rulesets/:id/versions/:version/assignments", { params, body: everyone })
  await ask("GET /api/rulesets/:id/versions/:version/assignments", { params })
  await ask("GET /api/assignments")
  await ask("GET /api/assignments/:id", { params: { id: String(id) } })
  await ask("GET /api/shadow/disagreements", { query: { from: "2026-03-01", to: "2026-03-31" } })
  await ask("DELETE /api/assignments/:id", { params: { id: String(id) } })
}

async function recordPeople(ask: Ask): Promise<void> {
  const password = "a long enough password"
  const email = "ada@north.example"
  await ask("GET /api/setup")
  await ask("POST /api/setup", { body: { organisation: "North Barbell", name: "Ada", email, password } })
  await ask("GET /api/me")
  await ask("POST /api/teams", { body: { id: "juniors", name: "Juniors" } })
  await ask("GET /api/teams")
  await recordCredentials(ask)
  await recordMembers(ask, email, password)
  await ask("DELETE /api/teams/:teamId", { params: { teamId: "juniors" } })
  const next = "an even longer password"
  await ask("POST /api/auth/password", { body: { current: password, next } })
  const own = { organisation: "Garage", name: "Cleo", email: "cleo@garage.example", password }
  const { json: made } = await ask("POST /api/organisations", { body: own })
  const { organisation } = made as { organisation: { id: string } }
  await ask("POST /api/me/organisation", { body: { id: organisation.id } })
  await ask("POST /api/auth/sign-out")
}

async function recordCredentials(ask: Ask): Promise<void> {
  const key = { name: "scale at the door", scopes: ["checkIns:write"], expiresInDays: 90 }
  const { json: madeKey } = await ask("POST /api/keys", { body: key })
  await ask("GET /api/keys")
  await ask("DELETE /api/keys/:id", { params: { id: String(madeKey.id) } })
  const { json: madeLink } = await ask("POST /api/check-in-links", { body: { athleteId, expiresInDays: 30 } })
  await ask("GET /api/check-in-links")
  await ask("DELETE /api/check-in-links/:id", { params: { id: String(madeLink.id) } })
}

async function recordMembers(ask: Ask, email: string, password: string): Promise<void> {
  const coach = { email: "bo@north.example", role: "coach", teams: ["juniors"] }
  const { json: taken } = await ask("POST /api/invitations", { body: coach })
  await ask("GET /api/invitations")
  await ask("DELETE /api/invitations/:id", { params: { id: String(taken.id) } })
  const { json: invited } = await ask("POST /api/invitations", { body: coach })
  const token = String(invited.link).split("#")[1] ?? ""
  await ask("POST /api/invitations/look-up", { body: { token } })
  await ask("POST /api/invitations/acceptance", { body: { token, name: "Bo", password } })
  await ask("POST /api/auth/sign-in", { body: { email, password } })
  const { json: listed } = await ask("GET /api/members")
  const { members } = listed as { members: readonly { readonly id: string; readonly role: string }[] }
  const id = members.find(({ role }) => role === "coach")?.id ?? ""
  const { etag } = await ask("GET /api/members/:id", { params: { id } })
  await ask("PUT /api/members/:id", {
    params: { id },
    headers: { "If-Match": etag },
    body: { role: "coach", teams: [] },
  })
  await ask("DELETE /api/members/:id", { params: { id } })
}
