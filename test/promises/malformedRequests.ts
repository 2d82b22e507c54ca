import * as fc from "fast-check"
import type { TestApp } from "../http/testApp.ts"
import { arbitraryFromSchema } from "../openapi/arbitraryFromSchema.ts"

interface Operation {
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly schema?: object }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly schema: object }>> }
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: { readonly schemas: Readonly<Record<string, object>> }
}
interface Made {
  readonly method: string
  readonly path: string
  readonly body: string | undefined
  readonly headers: Readonly<Record<string, string>>
}

export interface MalformedReport {
  readonly requests: number
  /** Answers by hundreds: how many 2xx, 4xx and so on. */
  readonly answers: Readonly<Record<string, number>>
  /** Requests that were answered 5xx: the promise is none. */
  readonly failures: readonly string[]
}

/** Things that name something in the test's store, beside what the schema allows. */
const known = fc.constantFrom("ann", "tired", "1", "id-1", "id-2", "id-3", "juniors", "none")
const junk = fc.oneof(
  fc.string({ unit: "binary", maxLength: 12 }),
  fc.json({ maxDepth: 2 }),
  fc.constantFrom("__proto__", "1e999", "-0", "\u0000", "\ud800", "NaN", "[[[[", '"'),
)

/**
 * Makes requests of every operation out of the API's own description: some as described, most with a piece of body, path
 * or query replaced by something else; and counts what they were answered.
 */
export async function malformedRequests(app: TestApp, requests: number, seed: number): Promise<MalformedReport> {
  const document: Document = await (await app.get("/api/openapi.json")).json()
  const operations = Object.entries(document.paths).flatMap(([path, ofPath]) =>
    Object.entries(ofPath)
      // The demo squad is ten seconds of deciding for a body of one date.
      .filter(() => path !== "/api/demo")
      .map(([method, operation]) => toRequests(document, method.toUpperCase(), path, operation)),
  )
  const answers: Record<string, number> = {}
  const failures: string[] = []
  for (const { method, path, body, headers } of fc.sample(fc.oneof(...operations), { numRuns: requests, seed })) {
    const response = await app.app.request(path, { method, headers, ...(body !== undefined && { body }) })
    await response.body?.cancel()
    const hundred = `${Math.floor(response.status / 100)}xx`
    answers[hundred] = (answers[hundred] ?? 0) + 1
    if (response.status >= 500) failures.push(`${response.status} ${method} ${path} ${body ?? ""}`.slice(0, 2_000))
  }
  return { requests, answers, failures }
}

function toRequests(document: Document, method: string, template: string, operation: Operation): fc.Arbitrary<Made> {
  const { schemas } = document.components
  const value = (schema: object | undefined) =>
    fc.oneof(
      { weight: 4, arbitrary: known },
      { weight: 4, arbitrary: arbitraryFromSchema(schema ?? {}, schemas).map(String) },
      { weight: 1, arbitrary: junk },
    )
  const ofKind = (kind: string) =>
    fc.record(
      Object.fromEntries(
        (operation.parameters ?? []).flatMap((each) => (each.in === kind ? [[each.name, value(each.schema)]] : [])),
      ),
      {
        requiredKeys: kind === "path" ? [...template.matchAll(/\{(\w+)\}/g)].flatMap(([, name]) => name ?? []) : [],
      },
    )
  const [type, content] = Object.entries(operation.requestBody?.content ?? {})[0] ?? []
  const body = content === undefined ? fc.constant(undefined) : toBodies(arbitraryFromSchema(content.schema, schemas))
  return fc.tuple(ofKind("path"), ofKind("query"), body, fc.boolean()).map(([path, query, sent, isKeyed]) => {
    const filled = template.replaceAll(/\{(\w+)\}/g, (_, name: string) =>
      encodeURIComponent(toWellFormed(path[name] ?? "x")),
    )
    const search = new URLSearchParams(
      Object.entries(query).map(([name, each]) => [name, toWellFormed(each)]),
    ).toString()
    return {
      method,
      path: search === "" ? filled : `${filled}?${search}`,
      body: sent,
      headers: {
        ...(type !== undefined && { "content-type": type }),
        ...(isKeyed && { "idempotency-key": "k", "if-match": '"x"' }),
      },
    }
  })
}

/** A described body as it is, or with a piece of its text replaced. */
function toBodies(described: fc.Arbitrary<unknown>): fc.Arbitrary<string> {
  const place = fc.record({ at: fc.nat(255), length: fc.nat(12), by: junk })
  return fc.tuple(described, fc.option(place)).map(([value, broken]) => {
    const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "")
    if (broken === null) return text
    const start = Math.floor((broken.at / 256) * text.length)
    return text.slice(0, start) + broken.by + text.slice(start + broken.length)
  })
}

/** Lone surrogates cannot be written into an address. */
function toWellFormed(text: string): string {
  return text.toWellFormed()
}
