import type { Decision } from "@barometer/engine/readiness"

export interface RecordedDecision extends Decision {
  readonly id: string
  readonly _links: Readonly<Record<"self" | "replay" | "receipt" | "counterfactuals", string>>
}

export interface DecisionSummary {
  readonly id: string
  readonly localDate: string
  readonly phase: string
  readonly verdict: string
  readonly sentence: string
}

export interface RosterAthlete {
  readonly id: string
  readonly latest: DecisionSummary | null
}

export interface TimelineDay {
  readonly localDate: string
  readonly verdict: string | null
}

/** RFC 9457, as the API tells every refusal. */
export interface Problem {
  readonly type?: string
  readonly status: number
  readonly title: string
  readonly detail: string
  readonly errors: readonly { readonly pointer: string; readonly message: string }[]
}

/** A refusal by the API, or `status` 0 when it could not be reached. */
export class Refused extends Error {
  readonly problem: Problem
  constructor(problem: Problem) {
    super(problem.detail)
    this.problem = problem
  }
}

/** What the API answers to a GET; rejects with `Refused`. */
export async function get<T>(path: string): Promise<T> {
  return await ask<T>(path, {})
}

/** What the API answers to a POST of JSON, or of a file as it is; rejects with `Refused`. */
export async function post<T>(path: string, body: Blob | object, type = "application/json"): Promise<T> {
  return await ask<T>(path, {
    method: "POST",
    headers: { "content-type": type },
    body: body instanceof Blob ? body : JSON.stringify(body),
  })
}

/** What the API answers to another method; undefined for an answer without contents; rejects with `Refused`. */
export async function send<T>(method: "PUT" | "DELETE", path: string, body?: object, etag?: string): Promise<T> {
  return await ask<T>(path, {
    method,
    headers: { ...(body && { "content-type": "application/json" }), ...(etag !== undefined && { "if-match": etag }) },
    ...(body && { body: JSON.stringify(body) }),
  })
}

let credential: string | undefined
/** Shows a credential with every request from now on, in place of a session's cookie. */
export function askWith(text: string): void {
  credential = text
}

/** The athletes with their latest verdicts, page after page. */
export async function listAthletes(): Promise<readonly RosterAthlete[]> {
  const all: RosterAthlete[] = []
  for (let after: string | null = ""; after !== null;) {
    const query = after === "" ? "" : `&after=${encodeURIComponent(after)}`
    const page: { athletes: RosterAthlete[]; next: string | null } = await get(`/api/athletes?limit=200${query}`)
    all.push(...page.athletes)
    after = page.next
  }
  return all
}

async function ask<T>(path: string, init: RequestInit): Promise<T> {
  const headers = new Headers(init.headers)
  if (credential !== undefined) headers.set("authorization", `Bearer ${credential}`)
  const response = await fetch(path, { ...init, headers }).catch(() => null)
  if (response === null) throw new Refused(local("Barometer cannot be reached. Is it still running?"))
  if (response.status === 204) return undefined as T
  const json: unknown = await response.json().catch(() => null)
  if (response.ok && json !== null) return json as T
  // On a page of its own, asking who one is is all there is to do.
  if (isProblem(json) && json.type === "urn:barometer:problem:unauthenticated" && credential === undefined)
    location.assign("/sign-in")
  throw new Refused(isProblem(json) ? json : local("Barometer answered in a way this page does not understand."))
}

function isProblem(json: unknown): json is Problem {
  return typeof json === "object" && json !== null && "detail" in json && "errors" in json
}

function local(detail: string): Problem {
  return { status: 0, title: "no answer", detail, errors: [] }
}
