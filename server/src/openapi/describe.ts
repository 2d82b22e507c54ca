import { accessTable } from "../access/accessTable.ts"
import { scopes } from "../access/principal.ts"
import { type ErrorCode, titleOf } from "../errors.ts"
import { type Example, readExamples } from "./examples.ts"
import { problemExamples } from "./problemExamples.ts"

/** As much of an OpenAPI 3.1 document as is added to here. */
interface Operation {
  operationId?: string
  tags?: string[]
  security?: readonly Readonly<Record<string, readonly string[]>>[]
  parameters?: { readonly name: string; readonly in: string; example?: unknown }[]
  requestBody?: { readonly content: Record<string, Content> }
  responses?: Record<string, { readonly content?: Record<string, Content> }>
  description?: string
}
interface Content {
  example?: unknown
  examples?: Readonly<Record<string, unknown>>
}
export interface Document {
  readonly paths?: Record<string, Record<string, Operation>>
  components?: Record<string, unknown>
}

/** Codes that any route can answer. */
const common: readonly ErrorCode[] = [
  "malformedRequest",
  "unauthenticated",
  "forbidden",
  "crossSite",
  "misdirected",
  "notFound",
  "tooManyRequests",
  "overloaded",
]
const ofBodies: readonly ErrorCode[] = ["malformedJson", "bodyTooLarge", "unsupportedMediaType", "invalidInput"]
const ofKeys: readonly ErrorCode[] = ["keyReused", "keyInFlight"]

const keyParameter = {
  name: "Idempotency-Key",
  in: "header",
  required: false,
  schema: { type: "string", pattern: "^[!-~]{1,255}$" },
  description: "The same request under the same key is carried out once and answered alike, for 72 hours.",
}

/**
 * Completes the document that the routes generate, in place: an operation id, a tag, who may ask, `Idempotency-Key`
 * where it is honoured, an example of every request and answer, and of every problem. The examples were recorded.
 */
export function describe<D extends Document>(document: D, idempotentRoutes: ReadonlySet<string>): D {
  const codes = Object.entries(problemExamples).map(([code, value]) => [
    code,
    { summary: titleOf(code as ErrorCode), value },
  ])
  document.components = {
    ...document.components,
    examples: Object.fromEntries(codes) as unknown,
    securitySchemes: {
      session: { type: "apiKey", in: "cookie", name: "barometer.session_token", description: "Signed in by browser." },
      key: { type: "http", scheme: "bearer", description: `A key, with the scope named: ${scopes.join(", ")}.` },
    },
  }
  const examples = readExamples()
  for (const [path, operations] of Object.entries(document.paths ?? {}))
    for (const [method, operation] of Object.entries(operations)) {
      const route = `${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`
      describeOperation(operation, route, operationIdOf(method, path), examples[route], idempotentRoutes.has(route))
    }
  return document
}

function describeOperation(
  operation: Operation,
  route: string,
  operationId: string,
  example: Example | undefined,
  isIdempotent: boolean,
): void {
  operation.operationId = operationId
  operation.tags = [route.split("/").find((part) => part !== "api" && !part.includes(" ")) ?? "api"]
  const access = accessTable[route]
  operation.security =
    access === undefined || access === "public"
      ? []
      : [{ session: [] }, ...(access.scope === null ? [] : [{ key: [access.scope] }])]
  if (isIdempotent) operation.parameters = [...(operation.parameters ?? []), keyParameter]

  for (const parameter of operation.parameters ?? []) {
    const value = example?.parameters?.[parameter.name]
    if (value !== undefined) parameter.example = value
  }
  for (const content of Object.values(operation.requestBody?.content ?? {}).slice(0, 1))
    if (example?.request !== undefined) content.example = example.request
  for (const [status, response] of Object.entries(operation.responses ?? {})) {
    const [content] = Object.values(response.content ?? {})
    if (content === undefined) continue
    if (status === "4XX") content.examples = referTo(codesOf(operation, isIdempotent))
    else if (status === String(example?.status) && example?.response !== undefined) content.example = example.response
  }
}

function codesOf({ requestBody, parameters }: Operation, isIdempotent: boolean): readonly ErrorCode[] {
  const ofQuery: readonly ErrorCode[] = parameters === undefined ? [] : ["invalidInput"]
  const all = [...common, ...(requestBody === undefined ? ofQuery : ofBodies), ...(isIdempotent ? ofKeys : [])]
  return [...new Set(all)]
}

function referTo(codes: readonly ErrorCode[]): Readonly<Record<string, unknown>> {
  return Object.fromEntries(codes.map((code) => [code, { $ref: `#/components/examples/${code}` }]))
}

/** `post /api/athletes/{athleteId}/overrides` is `postAthletesByAthleteIdOverrides`. */
function operationIdOf(method: string, path: string): string {
  const words = path
    .replace(/^\/api\//, "/")
    .split(/[/.-]+/)
    .filter((word) => word !== "")
    .map((word) => (word.startsWith("{") ? `By${capital(word.slice(1, -1))}` : capital(word)))
  return method + words.join("")
}

function capital(word: string): string {
  return word.charAt(0).toUpperCase() + word.slice(1)
}
