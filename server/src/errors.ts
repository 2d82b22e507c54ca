import type { Problem } from "@barometer/engine/rules"
import type { Context } from "hono"
import { HTTPException } from "hono/http-exception"
import { z } from "zod"
import type { AppEnv } from "./appEnv.ts"
import { isUnavailable } from "./store/postgres.ts"

/** Every way a request can fail, with its status and title; the code is part of the API and never changes meaning. */
const kinds = {
  malformedJson: [400, "malformed JSON"],
  malformedRequest: [400, "malformed request"],
  forgedCursor: [400, "cursor not issued here"],
  unauthenticated: [401, "not signed in"],
  wrongPassword: [401, "wrong address or password"],
  forbidden: [403, "not allowed"],
  crossSite: [403, "cross-site request"],
  notFound: [404, "not found"],
  draftExists: [409, "draft exists"],
  publishedVersion: [409, "published versions never change"],
  outdatedBase: [409, "a newer version is published"],
  goldenDaysChange: [409, "golden days change"],
  alreadyPinned: [409, "already pinned"],
  lastVersion: [409, "the last version"],
  stillAssigned: [409, "still assigned"],
  retiredVersion: [409, "the version is retired"],
  alreadyLogged: [409, "already logged otherwise"],
  alreadyCorrected: [409, "already corrected"],
  alreadySetUp: [409, "already set up"],
  alreadyExists: [409, "already exists"],
  lastAdmin: [409, "the last admin"],
  keyInFlight: [409, "idempotency key in flight"],
  preconditionFailed: [412, "changed since"],
  bodyTooLarge: [413, "body too large"],
  unsupportedMediaType: [415, "unsupported media type"],
  misdirected: [421, "misdirected request"],
  invalidInput: [422, "invalid input"],
  overBudget: [422, "over the budget"],
  tooCostly: [422, "too costly"],
  keyReused: [422, "idempotency key reused"],
  preconditionRequired: [428, "precondition required"],
  tooManyRequests: [429, "too many requests"],
  tooManyAttempts: [429, "too many attempts"],
  internal: [500, "internal error"],
  notReady: [503, "not ready"],
  overloaded: [503, "overloaded"],
} as const satisfies Readonly<Record<string, readonly [number, string]>>
export type ErrorCode = keyof typeof kinds

/** What a problem is called. */
export function titleOf(code: ErrorCode): string {
  return kinds[code][1]
}

/** A refusal: `detail` is lower-case, names the thing in backticks and says what was found and what was expected. */
export class AppError extends Error {
  readonly code: ErrorCode
  readonly problems: readonly Problem[]
  /** When asking again can help; told in `Retry-After`. */
  readonly retryAfterSeconds: number | undefined

  constructor(
    code: ErrorCode,
    detail: string,
    problems: readonly Problem[] = [],
    { retryAfterSeconds }: { readonly retryAfterSeconds?: number } = {},
  ) {
    super(detail)
    this.name = "AppError"
    this.code = code
    this.problems = problems
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** RFC 9457. */
export const problemSchema = z
  .object({
    type: z.string().describe("A stable URN of the code: `urn:barometer:problem:<code>`."),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    errors: z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() })),
  })
  .meta({ id: "Problem" })

const maximumProblems = 100
/** How soon a database that did not answer may be asked again. */
const retryAfterSeconds = 2

/** The problem document of an error, as a batch item carries it. */
export function toProblem(error: AppError) {
  const [status, title] = kinds[error.code]
  const type = `urn:barometer:problem:${error.code}`
  return {
    type,
    title,
    status,
    detail: error.message,
    errors: error.problems.slice(0, maximumProblems).map((problem) => ({ ...problem })),
  }
}

/** The one place where an error becomes a response; what it does not know is told as internal, without a word of what it was. */
export function respondToError(error: Error, context: Context<AppEnv>): Response {
  const known = toAppError(error)
  if (known.code === "internal")
    console.error(JSON.stringify({ level: "error", requestId: context.get("requestId"), error: error.stack }))
  const problem = toProblem(known)
  if (problem.status === 401) context.header("WWW-Authenticate", "Bearer")
  if (known.retryAfterSeconds !== undefined) context.header("Retry-After", String(known.retryAfterSeconds))
  return context.body(JSON.stringify(problem), problem.status, { "content-type": "application/problem+json" })
}

function toAppError(error: Error): AppError {
  if (error instanceof AppError) return error
  if (error instanceof HTTPException && error.status < 500)
    return new AppError("malformedRequest", "the request could not be read")
  if (isUnavailable(error))
    return new AppError("notReady", "the database does not answer; ask again", [], { retryAfterSeconds })
  return new AppError("internal", "something went wrong here; nothing more was changed")
}

/** The error of values that a schema or the engine refused, with every problem. */
export function toInvalidInput(problems: readonly Problem[]): AppError {
  const first = problems[0]
  if (first === undefined) return new AppError("invalidInput", "the input was refused")
  const where = first.pointer === "" ? "" : ` at \`${first.pointer}\``
  const rest = problems.length > 1 ? ` (and ${problems.length - 1} more)` : ""
  return new AppError("invalidInput", `${first.message}${where}${rest}`, problems)
}
