import type { TestApp } from "./openApp.ts"

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

export interface Organisation {
  readonly nobody: Asker
  readonly admin: Asker
  /** Makes a member by invitation. */
  readonly join: (email: string, standing: Readonly<Record<string, unknown>>, name?: string) => Promise<Asker>
  /** Makes a key as somebody, and an asker of it. */
  readonly keyOf: (maker: Asker, key: Readonly<Record<string, unknown>>) => Promise<Asker>
  readonly linkOf: (maker: Asker, athleteId: string) => Promise<Asker>
}

/** What an answer holds; throws on another status, so that a world that is built is the one that was meant. */
export async function bodyOf<T>(answer: Response, status: number): Promise<T> {
  const text = await answer.text()
  if (answer.status !== status) throw new Error(`found ${answer.status}; expected ${status}: ${text}`)
  return JSON.parse(text) as T
}

/** The organisation of an admin. */
export function organisationOf(test: Pick<TestApp, "app">, admin: Asker): Organisation {
  const nobody = askerOf(test)
  const join: Organisation["join"] = async (email, standing, name) => {
    const invited = await admin.post("/api/invitations", { email, ...standing })
    const { link } = await bodyOf<{ link: string }>(invited, 201)
    const token = link.slice(link.indexOf("#") + 1)
    const accepted = await nobody.post("/api/invitations/acceptance", { token, name: name ?? email, password })
    await bodyOf(accepted.clone(), 201)
    return sessionOf(test, accepted)
  }
  const keyOf: Organisation["keyOf"] = async (maker, key) => {
    const made = await maker.post("/api/keys", { name: "a device", ...key })
    return bearer(test, (await bodyOf<{ key: string }>(made, 201)).key)
  }
  const linkOf: Organisation["linkOf"] = async (maker, athleteId) => {
    const made = await maker.post("/api/check-in-links", { athleteId })
    const { link } = await bodyOf<{ link: string }>(made, 201)
    return bearer(test, link.slice(link.lastIndexOf("/") + 1))
  }
  return { nobody, admin, join, keyOf, linkOf }
}
