import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import type { Context } from "hono"
import { z } from "zod"
import type { SignedIn } from "../access/accounts.ts"
import { principalOfSession } from "../access/findPrincipal.ts"
import { toMeView } from "../access/meView.ts"
import { firstTenant } from "../access/people.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { addressOf } from "../middleware/addressOf.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import { makeOrganisation } from "../workflows/makeOrganisation.ts"
import { parseBody } from "./parseBody.ts"
import { accountFields, answer, meSchema, nameSchema } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { setCookies } from "./setCookies.ts"

const stateSchema = z
  .object({
    mode: z
      .enum(["singlePerson", "needsSetUp", "organisation"])
      .describe("One person's machine without accounts; a store that waits for its first admin; organisations."),
    signUp: z.boolean().describe("Whether anyone may make an organisation here."),
  })
  .meta({ id: "SetUpState" })
const organisationFields = { organisation: nameSchema, ...accountFields }
const setUpSchema = z
  .strictObject({
    token: z.string().max(200).optional().describe("From the link that the server printed; on one's own machine none."),
    ...organisationFields,
  })
  .meta({ id: "SetUp" })
const newOrganisationSchema = z.strictObject(organisationFields).meta({ id: "NewOrganisation" })

const state = createRoute({
  method: "get",
  path: "/api/setup",
  summary: "Whether there are accounts yet",
  responses: { 200: answer("How the server knows people.", stateSchema) },
})
const setUp = createRoute({
  method: "post",
  path: "/api/setup",
  summary: "Make the first organisation and its first admin",
  description:
    "What was logged before stays as it is; from then on everybody signs in. An address that has an account already comes with that account's password.",
  responses: { 201: answer("Made; the cookie signs the admin in.", meSchema), ...refusals },
})
const signUp = createRoute({
  method: "post",
  path: "/api/organisations",
  summary: "Make an organisation of one's own, where the operator allows it",
  description: "It shares nothing with the others here, except that one account may belong to several.",
  responses: { 201: answer("Made; the cookie signs its admin in.", meSchema), ...refusals },
})

/** `/api/setup`, `/api/organisations` */
export function setupRoutes(server: ServerParts) {
  const { people, newId } = server
  const app = new OpenAPIHono<AppEnv>()
  for (const path of ["/api/setup", "/api/organisations"]) app.post(path, jsonBody(8_192))
  return app
    .openapi(state, async (context) => context.json({ mode: await people.mode(), signUp: people.signUp }, 200))
    .openapi(strictly(app, setUp, { body: bodyOf(setUpSchema) }), async (context) => {
      const { token, organisation, ...admin } = parseBody(context, setUpSchema)
      const mode = await people.mode()
      if (mode === "organisation")
        throw new AppError("alreadySetUp", "there is an organisation already; its admins invite whoever is to join")
      if (mode === "needsSetUp" && (token === undefined || !people.isSetUpToken(token)))
        throw new AppError("forbidden", "found no `token` of this server; expected the one it printed when it started")
      const made = { tenant: firstTenant, name: organisation, admin, from: addressOf(context) }
      return context.json(await welcome(context, server, await makeOrganisation(server, made)), 201)
    })
    .openapi(strictly(app, signUp, { body: bodyOf(newOrganisationSchema) }), async (context) => {
      const { organisation, ...admin } = parseBody(context, newOrganisationSchema)
      if (!people.signUp || (await people.mode()) !== "organisation")
        throw new AppError("forbidden", "the operator of this server lets nobody make organisations")
      const made = { tenant: newId(), name: organisation, admin, from: addressOf(context) }
      return context.json(await welcome(context, server, await makeOrganisation(server, made)), 201)
    })
}

/** Signs in on the answer, and says as whom; 403 when the person belongs to no organisation. */
export async function welcome(context: Context<AppEnv>, server: ServerParts, { session, cookies }: SignedIn) {
  const principal = await principalOfSession(server, session)
  if (principal === undefined)
    throw new AppError("forbidden", "the account belongs to no organisation; expected an invitation to one")
  setCookies(context, cookies)
  return await toMeView(server, principal)
}
