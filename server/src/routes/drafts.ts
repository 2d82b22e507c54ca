import { rulesetSchema } from "@barometer/engine/readiness"
import { parseWith } from "@barometer/engine/rules"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { toInvalidInput } from "../errors.ts"
import { idempotent } from "../middleware/idempotent.ts"
import { requireMatch } from "../middleware/ifMatch.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import {
  checkedSchema,
  draftAddress,
  draftEtag,
  draftSchema,
  draftSummarySchema,
  toCheckedView,
  toDraftSummary,
  toDraftView,
  toVersionViews,
  versionAddress,
  versionSchema,
} from "../rulesetViews.ts"
import type { DraftRow } from "../store/rulesetDrafts.ts"
import { checkRuleset } from "../workflows/checkRuleset.ts"
import { beginDraft, deleteDraft, findDraft, refuseOthers, saveDraft } from "../workflows/editDrafts.ts"
import { publishRuleset } from "../workflows/publishRuleset.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { publicationShape, rulesetBytes, rulesetIdSchema } from "./rulesetBodies.ts"

const ofRuleset = z.object({ id: rulesetIdSchema })
const ofDraft = ofRuleset.extend({ draftId: z.string().min(1).max(64) })
const etag = { ETag: { description: "The draft's revision, for `If-Match`.", schema: { type: "string" as const } } }
const draftAnswer = (description: string) => ({
  description,
  headers: etag,
  content: { "application/json": { schema: draftSchema } },
})

const beginningSchema = z
  .strictObject({
    basedOn: z.int().min(1).optional().describe("The version to begin from; absent: the newest that is not retired."),
    ruleset: z
      .unknown()
      .optional()
      .describe("What to begin with instead of that version's content; a new id needs it."),
  })
  .meta({ id: "NewDraft" })
const publicationSchema = z.strictObject(publicationShape).meta({ id: "Publication" })

const list = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/drafts",
  summary: "Everybody's drafts of a ruleset",
  request: { params: ofRuleset },
  responses: {
    200: {
      description: "By author.",
      content: { "application/json": { schema: z.object({ drafts: z.array(draftSummarySchema) }) } },
    },
    ...refusals,
  },
})

const begin = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/drafts",
  summary: "Begin your draft of a ruleset; there is one an author",
  request: { params: ofRuleset },
  responses: { 201: draftAnswer("Begun."), ...refusals },
})

const get = createRoute({
  method: "get",
  path: "/api/rulesets/{id}/drafts/{draftId}",
  summary: "A draft with what is wrong with it",
  request: { params: ofDraft },
  responses: { 200: draftAnswer("The draft."), ...refusals },
})

const save = createRoute({
  method: "put",
  path: "/api/rulesets/{id}/drafts/{draftId}",
  summary: "Save what is written so far, whether it parses or not",
  description: "Needs `If-Match`: 428 without, 412 when the draft was changed since. The body is the ruleset.",
  request: {
    params: ofDraft,
    query: z.object({
      basedOn: z.coerce.number().int().min(1).optional().describe("The version that the draft was brought onto."),
    }),
  },
  responses: { 200: draftAnswer("Saved."), ...refusals },
})

const remove = createRoute({
  method: "delete",
  path: "/api/rulesets/{id}/drafts/{draftId}",
  summary: "Delete your draft",
  request: { params: ofDraft },
  responses: { 204: { description: "Gone." }, ...refusals },
})

const check = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/drafts/{draftId}/check",
  summary: "What is wrong with a draft, what it changes, and whether cases and golden days hold",
  request: { params: ofDraft },
  responses: {
    200: { description: "Nothing is stored.", content: { "application/json": { schema: checkedSchema } } },
    ...refusals,
  },
})

const publish = createRoute({
  method: "post",
  path: "/api/rulesets/{id}/drafts/{draftId}/publish",
  summary: "Publish your draft as the next version, for good",
  description:
    "Needs `If-Match`. 409 when a version was published since the one that it is based on, and when a golden day changes that is not accepted.",
  request: { params: ofDraft },
  responses: {
    201: { description: "Published; the draft is gone.", content: { "application/json": { schema: versionSchema } } },
    ...refusals,
  },
})

const draftPath = "/api/rulesets/:id/drafts/:draftId"

/** `/api/rulesets/:id/drafts` */
export function draftRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.post("/api/rulesets/:id/drafts", jsonBody(rulesetBytes), idempotent)
  app.put(draftPath, jsonBody(rulesetBytes))
  app.post(`${draftPath}/publish`, jsonBody(64 * 1024), idempotent)
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const rows = await parts.store.of(parts.tenant).rulesetDrafts.list(context.req.valid("param").id)
      return context.json({ drafts: rows.map(toDraftSummary) }, 200)
    })
    .openapi(strictly(app, begin, { params: ofRuleset, body: bodyOf(beginningSchema) }), async (context) => {
      const parsed = parseWith(beginningSchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      const { basedOn, ruleset } = parsed.value
      const draft = await beginDraft(context.get("parts"), context.req.valid("param").id, {
        basedOn,
        document: ruleset,
      })
      context.header("Location", draftAddress(draft))
      return context.json(await toDraftView(draft), 201, { ETag: draftEtag(draft) })
    })
    .openapi(get, async (context) => {
      const draft = await draftOf(context)
      return context.json(await toDraftView(draft), 200, { ETag: draftEtag(draft) })
    })
    .openapi(strictly(app, save, { ...save.request, body: bodyOf(rulesetSchema) }), async (context) => {
      const draft = await draftOf(context)
      requireMatch(context, draftEtag(draft))
      const saved = await saveDraft(
        context.get("parts"),
        draft,
        context.get("body"),
        context.req.valid("query").basedOn,
      )
      return context.json(await toDraftView(saved), 200, { ETag: draftEtag(saved) })
    })
    .openapi(remove, async (context) => {
      await deleteDraft(context.get("parts"), await draftOf(context))
      return context.body(null, 204)
    })
    .openapi(check, async (context) => {
      const { rulesetId, document, basedOn } = await draftOf(context)
      return context.json(toCheckedView(await checkRuleset(context.get("parts"), rulesetId, document, basedOn)), 200)
    })
    .openapi(strictly(app, publish, { params: ofDraft, body: bodyOf(publicationSchema) }), async (context) => {
      const parts = context.get("parts")
      const draft = await draftOf(context)
      refuseOthers(parts, draft)
      requireMatch(context, draftEtag(draft))
      const parsed = parseWith(publicationSchema, context.get("body"))
      if (!parsed.ok) throw toInvalidInput(parsed.problems)
      const { rulesetId: id, basedOn } = draft
      const row = await publishRuleset(parts, {
        ...parsed.value,
        id,
        basedOn,
        document: draft.document,
        draft,
      })
      const [view] = await toVersionViews(parts, [row])
      if (view === undefined) throw new Error("one version has one view")
      context.header("Location", versionAddress(row))
      return context.json(view, 201)
    })
}

interface DraftRequest {
  readonly get: (name: "parts") => AppEnv["Variables"]["parts"]
  readonly req: { readonly valid: (target: "param") => z.output<typeof ofDraft> }
}

async function draftOf({ get: read, req }: DraftRequest): Promise<DraftRow> {
  const { id, draftId } = req.valid("param")
  return await findDraft(read("parts"), id, draftId)
}
