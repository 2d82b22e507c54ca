import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import { passwordLength } from "../access/accounts.ts"
import { principalOfSession } from "../access/findPrincipal.ts"
import { toMeView } from "../access/meView.ts"
import { changePassword, signIn } from "../access/signIn.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { addressOf } from "../middleware/addressOf.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import { parseBody } from "./parseBody.ts"
import { answer, emailSchema, meSchema, passwordSchema } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { setCookies } from "./setCookies.ts"
import { welcome } from "./setup.ts"

const credentialsSchema = z
  .strictObject({ email: emailSchema, password: z.string().min(1).max(passwordLength.max) })
  .meta({ id: "Credentials" })
const passwordChangeSchema = z
  .strictObject({ current: z.string().min(1).max(passwordLength.max), next: passwordSchema })
  .meta({ id: "PasswordChange" })
const choiceSchema = z.strictObject({ id: z.string().min(1).max(64) }).meta({ id: "OrganisationChoice" })

const signInRoute = createRoute({
  method: "post",
  path: "/api/auth/sign-in",
  summary: "Sign in with an address and a password",
  description:
    "An unknown address and a wrong password are answered alike. Ten failures in a quarter of an hour, and 429.",
  responses: { 200: answer("Signed in by the cookie.", meSchema), ...refusals },
})
const signOutRoute = createRoute({
  method: "post",
  path: "/api/auth/sign-out",
  summary: "End the session",
  responses: { 204: { description: "It is over." }, ...refusals },
})
const passwordRoute = createRoute({
  method: "post",
  path: "/api/auth/password",
  summary: "Change one's password, which ends every other session",
  responses: { 204: { description: "Changed." }, ...refusals },
})
const meRoute = createRoute({
  method: "get",
  path: "/api/me",
  summary: "Who asks, and what they may reach",
  responses: { 200: answer("As session, key or link say.", meSchema), ...refusals },
})
const chooseRoute = createRoute({
  method: "post",
  path: "/api/me/organisation",
  summary: "Choose which of one's organisations the session is in",
  responses: { 200: answer("In that organisation from now on.", meSchema), ...refusals },
})

/** `/api/auth`, `/api/me` */
export function authRoutes(server: ServerParts) {
  const { people, store } = server
  const app = new OpenAPIHono<AppEnv>()
  for (const path of ["/api/auth/sign-in", "/api/auth/password", "/api/me/organisation"])
    app.post(path, jsonBody(8_192))
  return app
    .openapi(strictly(app, signInRoute, { body: bodyOf(credentialsSchema) }), async (context) => {
      const signedIn = await signIn(people, addressOf(context), parseBody(context, credentialsSchema))
      return context.json(await welcome(context, server, signedIn), 200)
    })
    .openapi(signOutRoute, async (context) => {
      setCookies(context, await people.accounts.signOut(context.req.raw.headers))
      return context.body(null, 204)
    })
    .openapi(strictly(app, passwordRoute, { body: bodyOf(passwordChangeSchema) }), async (context) => {
      const change = parseBody(context, passwordChangeSchema)
      const { email } = sessionOf(context.get("principal"))
      const who = { email, from: addressOf(context), headers: context.req.raw.headers }
      setCookies(context, await changePassword(people, who, change))
      return context.body(null, 204)
    })
    .openapi(meRoute, async (context) => context.json(await toMeView(server, context.get("principal")), 200))
    .openapi(strictly(app, chooseRoute, { body: bodyOf(choiceSchema) }), async (context) => {
      const { id } = parseBody(context, choiceSchema)
      const session = sessionOf(context.get("principal"))
      const memberships = await store.identities.listMemberships(session.userId)
      const principal = await principalOfSession(server, { ...session, activeTenant: id })
      if (principal === undefined || !memberships.some(({ tenant }) => tenant === id))
        throw new AppError("notFound", "found no organisation of yours with this id")
      await store.identities.setActiveTenant(session.token, id)
      return context.json(await toMeView(server, principal), 200)
    })
}

function sessionOf(principal: AppEnv["Variables"]["principal"]) {
  if (principal.kind === "member") return principal.session
  throw new AppError("forbidden", "expected somebody who is signed in")
}
