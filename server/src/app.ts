import { disclaimer } from "@barometer/engine/readiness"
import { toProblems } from "@barometer/engine/rules"
import { OpenAPIHono } from "@hono/zod-openapi"
import type { MiddlewareHandler } from "hono"
import { requestId } from "hono/request-id"
import { secureHeaders } from "hono/secure-headers"
import { z } from "zod"
import type { AppEnv } from "./appEnv.ts"
import { AppError, respondToError, toInvalidInput } from "./errors.ts"
import { authorise } from "./middleware/authorise.ts"
import { guardBrowsers } from "./middleware/guardBrowsers.ts"
import { idempotent } from "./middleware/idempotent.ts"
import { identify } from "./middleware/identify.ts"
import { limitRate } from "./middleware/limitRate.ts"
import { measure } from "./middleware/measure.ts"
import { nameOf } from "./middleware/nameOf.ts"
import { requestLog } from "./middleware/requestLog.ts"
import { shedLoad } from "./middleware/shedLoad.ts"
import { describe, type Document } from "./openapi/describe.ts"
import { appPageRoutes } from "./routes/appPages.ts"
import { athleteEntryRoutes } from "./routes/athleteEntries.ts"
import { assignmentRoutes } from "./routes/assignments.ts"
import { athleteLogRoutes } from "./routes/athleteLog.ts"
import { athleteRoutes } from "./routes/athletes.ts"
import { authRoutes } from "./routes/auth.ts"
import { checkInLinkRoutes } from "./routes/checkInLinks.ts"
import { auditRoutes } from "./routes/audit.ts"
import { checkInRoutes } from "./routes/checkIns.ts"
import { comparisonRoutes } from "./routes/comparisons.ts"
import { decisionRoutes } from "./routes/decisions.ts"
import { demoRoutes } from "./routes/demo.ts"
import { digestRoutes } from "./routes/digests.ts"
import { documentationRoutes } from "./routes/documentation.ts"
import { draftRoutes } from "./routes/drafts.ts"
import { entryRoutes } from "./routes/entries.ts"
import { evaluateRoutes } from "./routes/evaluate.ts"
import { erasureRoutes } from "./routes/erasure.ts"
import { eventRoutes } from "./routes/events.ts"
import { goldenDayRoutes } from "./routes/goldenDays.ts"
import { exportRoutes } from "./routes/export.ts"
import { healthRoutes } from "./routes/health.ts"
import { homePageRoutes } from "./routes/homePage.ts"
import { importRoutes } from "./routes/imports.ts"
import { invitationRoutes } from "./routes/invitations.ts"
import { keyRoutes } from "./routes/keys.ts"
import { memberRoutes } from "./routes/members.ts"
import { overrideDebtRoutes } from "./routes/overrideDebt.ts"
import { overrideRoutes } from "./routes/overrides.ts"
import { publishingRoutes } from "./routes/publishing.ts"
import { ownReadingRoutes } from "./routes/ownReading.ts"
import { rulesetRoutes } from "./routes/rulesets.ts"
import { setupRoutes } from "./routes/setup.ts"
import { teamRoutes } from "./routes/teams.ts"
import { shadowRoutes } from "./routes/shadow.ts"
import { webhookRoutes } from "./routes/webhooks.ts"
import type { ServerParts } from "./serverParts.ts"

export interface AppOptions {
  /** Where a line for each request goes; absent: nowhere. */
  readonly writeLog?: (line: string) => void
  /** How many requests are answered at once; more are answered 503. */
  readonly mostInFlight?: number
  /** How many requests a minute one key or account may make; 0: any number. */
  readonly ratePerMinute?: number
  /** Makes a span of each request. */
  readonly trace?: MiddlewareHandler
  /** The folder of the page at `/`. */
  readonly homeFolder?: string
  /** The folder that the web app was built into. */
  readonly appFolder?: string
}

const contentSecurityPolicy = {
  defaultSrc: ["'none'"],
  scriptSrc: ["'self'"],
  // The web app's components set styles of their own.
  styleSrc: ["'self'", "'unsafe-inline'"],
  workerSrc: ["'self'"],
  connectSrc: ["'self'"],
  imgSrc: ["'self'", "data:"],
  baseUri: ["'none'"],
  formAction: ["'none'"],
  frameAncestors: ["'none'"],
}

/** The whole HTTP surface over the server's parts; it opens nothing and listens nowhere. */
export function createApp(
  server: ServerParts,
  { writeLog, mostInFlight = 64, ratePerMinute = 0, trace, homeFolder, appFolder }: AppOptions = {},
) {
  const app = new OpenAPIHono<AppEnv>({
    defaultHook: (result) => {
      if (result.success) return
      const { target, error } = result
      const problems = toProblems(error.issues, z.unknown(), "data" in result ? result.data : undefined)
      throw toInvalidInput(problems.map((problem) => ({ ...problem, pointer: `/${target}${problem.pointer}` })))
    },
  })
  app.onError(respondToError)
  app.notFound((context) => respondToError(new AppError("notFound", "found nothing at this address"), context))
  app.use(requestId())
  if (trace !== undefined) app.use(trace)
  app.use(measure(server.metrics))
  if (writeLog !== undefined) app.use(requestLog(writeLog))
  app.use(secureHeaders({ contentSecurityPolicy, xFrameOptions: "DENY", strictTransportSecurity: false }))
  app.use(guardBrowsers(server))
  app.use("/api/*", shedLoad(mostInFlight, server.metrics))
  for (const path of ["/api/*", "/metrics"]) app.use(path, identify(server))
  if (ratePerMinute > 0) app.use("/api/*", limitRate(ratePerMinute, nameOf))
  for (const path of ["/api/*", "/metrics"]) app.use(path, authorise)

  const routed = app
    .route("/", checkInRoutes())
    .route("/", evaluateRoutes())
    .route("/", decisionRoutes())
    .route("/", athleteRoutes())
    .route("/", athleteLogRoutes())
    .route("/", entryRoutes())
    .route("/", athleteEntryRoutes())
    .route("/", ownReadingRoutes())
    .route("/", overrideDebtRoutes())
    .route("/", overrideRoutes())
    .route("/", rulesetRoutes())
    .route("/", draftRoutes())
    .route("/", publishingRoutes())
    .route("/", goldenDayRoutes())
    .route("/", assignmentRoutes())
    .route("/", shadowRoutes())
    .route("/", comparisonRoutes(server))
    .route("/", importRoutes())
    .route("/", auditRoutes())
    .route("/", exportRoutes())
    .route("/", erasureRoutes())
    .route("/", webhookRoutes(server))
    .route("/", digestRoutes(server))
    .route("/", eventRoutes(server))
    .route("/", demoRoutes())
    .route("/", setupRoutes(server))
    .route("/", authRoutes(server))
    .route("/", memberRoutes())
    .route("/", teamRoutes())
    .route("/", invitationRoutes(server))
    .route("/", keyRoutes())
    .route("/", checkInLinkRoutes(server))
    .route("/", healthRoutes(server))
    .route("/", documentationRoutes())
  if (appFolder !== undefined) app.route("/", appPageRoutes(appFolder))
  if (homeFolder !== undefined) app.route("/", homePageRoutes(homeFolder))
  const openapi = describeOnce(app)
  app.get("/api/openapi.json", (context) => context.json(openapi()))
  return routed
}

/** The API's description, made when it is first asked for. */
function describeOnce(app: OpenAPIHono<AppEnv>) {
  const info = { title: "Barometer", version: "0.1.0", description: disclaimer }
  let made: object | undefined
  return () => {
    const idempotentRoutes = app.routes.filter(({ handler }) => handler === idempotent)
    made ??= describe(
      toJson(app.getOpenAPI31Document({ openapi: "3.1.0", info, servers: [{ url: "/" }] })),
      new Set(idempotentRoutes.map(({ method, path }) => `${method} ${path}`)),
    )
    return made
  }
}

/** The document as it is sent, which is all that is completed of it. */
function toJson(document: object): Document {
  return JSON.parse(JSON.stringify(document)) as Document
}
