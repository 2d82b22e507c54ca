import { readFileSync } from "node:fs"

/** A request that was made of a test server, and what it answered. */
export interface Example {
  readonly parameters?: Readonly<Record<string, unknown>>
  readonly request?: unknown
  readonly status: number
  readonly response?: unknown
}

/** By method and template; `npm run examples` records them anew. */
export function readExamples(): Readonly<Record<string, Example>> {
  const file = new URL("examples.json", import.meta.url)
  return JSON.parse(readFileSync(file, "utf8")) as Readonly<Record<string, Example>>
}
