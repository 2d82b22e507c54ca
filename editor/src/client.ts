/** A refusal of the server, as RFC 9457 has it. */
export interface Problem {
  readonly type: string
  readonly title: string
  readonly status: number
  readonly detail: string
  readonly errors: readonly { readonly pointer: string; readonly code: string; readonly message: string }[]
}

/** Thrown by every request that is not answered well; `problem` says why. */
export class Refused extends Error {
  readonly problem: Problem

  constructor(problem: Problem) {
    super(problem.detail)
    this.name = "Refused"
    this.problem = problem
  }

  /** The code at the end of the problem's type: `preconditionFailed`. */
  get code(): string {
    return this.problem.type.split(":").at(-1) ?? ""
  }
}

export interface Answer<T> {
  readonly value: T
  readonly etag: string | null
}

/** Asks the server and reads its answer as JSON; rejects with `Refused`, also when the server cannot be reached. */
export async function ask<T>(
  method: "GET" | "POST" | "PUT" | "DELETE",
  path: string,
  body?: unknown,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer<T>> {
  const response = await fetch(path, {
    method,
    headers: { ...(body !== undefined && { "content-type": "application/json" }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  }).catch(() => {
    throw new Refused({
      type: "unreachable",
      title: "",
      status: 0,
      detail: "The server cannot be reached.",
      errors: [],
    })
  })
  if (response.status === 401)
    location.assign(`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`)
  if (!response.ok) throw new Refused(await readProblem(response))
  const text = await response.text()
  // What the server answers is described by its schemas; it is not checked again here.
  return { value: (text === "" ? undefined : JSON.parse(text)) as T, etag: response.headers.get("etag") }
}

export async function get<T>(path: string): Promise<T> {
  return (await ask<T>("GET", path)).value
}

async function readProblem(response: Response): Promise<Problem> {
  const title = response.statusText
  const unreadable = {
    type: "unreadable",
    title,
    status: response.status,
    detail: "The server answered with an error.",
    errors: [],
  }
  return await response.json().catch(() => unreadable)
}
