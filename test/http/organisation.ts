import { expect } from "vitest"
import type { PeopleOptions } from "../../server/src/access/people.ts"
import { openTestApp, type TestApp } from "./testApp.ts"

const host = "http://barometer.example"
export const password = "a long enough password"

/** Somebody's way to ask: by a session's cookie, by a credential, or as nobody. */
export interface Asker {
  readonly request: (method: string, path: string, body?: unknown, headers?: Headers) => Promise<Response>
  readonly get: (path: string) => Promise<Response>
  readonly post: (path: string, body: unknown, headers?: Headers) => Promise<Response>
}
type Headers = Readonly<Record<string, string>>

/** An asker whose requests carry the headers. */
export function askerOf({ app }: Pick<TestApp, "app">, own: Headers = {}): Asker {
  const request: Asker["request"] = async (method, path, body, headers) => {
    const typed = body === undefined ? {} : { "content-type": "application/json" }
    return await app.request(`${host}${path}`, {
      method,
      headers: { ...typed, ...own, ...headers },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    })
  }
  return {
    request,
    get: (path) => request("GET", path),
    post: (path, body, headers) => request("POST", path, body, headers),
  }
}

/** An asker with the session that an answer gave. */
export function sessionOf(test: Pick<TestApp, "app">, answer: Response): Asker {
  const [cookie = ""] = answer.headers.getSetCookie()
  return askerOf(test, { cookie: cookie.slice(0, cookie.indexOf(";")), origin: host })
}

export const bearer = (test: Pick<TestApp, "app">, text: string) => askerOf(test, { authorization: `Bearer ${text}` })

export interface Organisation extends TestApp {
  readonly nobody: Asker
  readonly admin: Asker
  /** Makes a member by invitation. */
  readonly join: (email: string, standing: Readonly<Record<string, unknown>>) => Promise<Asker>
  /** Makes a key as somebody, and an asker of it. */
  readonly keyOf: (maker: Asker, key: Readonly<Record<string, unknown>>) => Promise<Asker>
  readonly linkOf: (maker: Asker, athleteId: string) => Promise<Asker>
}

/** A server that others reach, set up with an organisation and its first admin. */
export async function openOrganisation(options: Partial<PeopleOptions> = {}): Promise<Organisation> {
  const test = await openTestApp({ onlyThisMachine: false, ...options })
  const nobody = askerOf(test)
  const token = await test.server.people.setUpToken()
  const made = await nobody.post("/api/setup", {
    token,
    organisation: "North Barbell",
    name: "Ada",
    email: "ada@north.example",
    password,
  })
  expect(made.status, await made.clone().text()).toBe(201)
  return { ...test, ...organisationOf(test, nobody, sessionOf(test, made)) }
}

export function organisationOf(test: TestApp, nobody: Asker, admin: Asker) {
  const join: Organisation["join"] = async (email, standing) => {
    const invited = await admin.post("/api/invitations", { email, ...standing })
    expect(invited.status, await invited.clone().text()).toBe(201)
    const { link } = (await invited.json()) as { link: string }
    const token = link.slice(link.indexOf("#") + 1)
    const accepted = await nobody.post("/api/invitations/acceptance", { token, name: "Somebody", password })
    expect(accepted.status, await accepted.clone().text()).toBe(201)
    return sessionOf(test, accepted)
  }
  const keyOf: Organisation["keyOf"] = async (maker, key) => {
    const made = await maker.post("/api/keys", { name: "a device", ...key })
    expect(made.status, await made.clone().text()).toBe(201)
    return bearer(test, ((await made.json()) as { key: string }).key)
  }
  const linkOf: Organisation["linkOf"] = async (maker, athleteId) => {
    const made = await maker.post("/api/check-in-links", { athleteId })
    expect(made.status, await made.clone().text()).toBe(201)
    const { link } = (await made.json()) as { link: string }
    return bearer(test, link.slice(link.lastIndexOf("/") + 1))
  }
  return { nobody, admin, join, keyOf, linkOf }
}
