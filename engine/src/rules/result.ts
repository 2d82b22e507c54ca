/** One thing wrong with an input: where (RFC 6901 JSON Pointer), a stable code, and a sentence saying what was found and what was expected. */
export interface Problem {
  readonly pointer: string
  readonly code: string
  readonly message: string
}

/** Bad data is a value here; throwing means a bug in Barometer. */
export type Result<T> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly problems: readonly Problem[] }

export function ok<T>(value: T): Result<T> {
  return { ok: true, value }
}

export function refuse(...problems: readonly Problem[]): Result<never> {
  return { ok: false, problems }
}

/** An RFC 6901 pointer from path steps: `["rules", 3, "a/b"]` → `/rules/3/a~1b`. */
export function toPointer(path: readonly PropertyKey[]): string {
  return path.map((step) => `/${String(step).replaceAll("~", "~0").replaceAll("/", "~1")}`).join("")
}
