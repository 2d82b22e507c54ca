import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { Principal } from "../access/principal.ts"
import { noAthlete, reachesAthlete } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { addressOf } from "../middleware/addressOf.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { ServerParts } from "../serverParts.ts"
import type { InvitationRow } from "../store/invitations.ts"
import { acceptInvitation, findInvitation, invite, withdrawInvitation } from "../workflows/inviteMembers.ts"
import { originOf } from "./originOf.ts"
import { parseBody } from "./parseBody.ts"
import {
  answer,
  idParam,
  invitationSchema,
  meSchema,
  nameSchema,
  newInvitationSchema,
  passwordSchema,
  roleSchema,
} from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"
import { welcome } from "./setup.ts"

const tokenField = z.string().max(200).describe("From the link that was shown to who invited.")
const lookUpSchema = z.strictObject({ token: tokenField }).meta({ id: "InvitationToken" })
const acceptanceSchema = z
  .strictObject({ token: tokenField, name: nameSchema, password: passwordSchema })
  .meta({ id: "Acceptance" })
const invitedSchema = z
  .object({ organisation: z.string(), email: z.string(), role: roleSchema, expiresAt: z.string() })
  .meta({ id: "Invited" })

const list = createRoute({
  method: "get",
  path: "/api/invitations",
  summary: "Invitations that can still be accepted: to an admin all, to a coach one's own",
  responses: { 200: answer("Newest first.", z.object({ invitations: z.array(invitationSchema) })), ...refusals },
})
const make = createRoute({
  method: "post",
  path: "/api/invitations",
  summary: "Invite somebody by address: an admin anybody, a coach one's athletes",
  description: "The link, which only this answer shows, accepts the invitation for seven days.",
  responses: { 201: answer("Invited.", invitationSchema), ...refusals },
})
const withdraw = createRoute({
  method: "delete",
  path: "/api/invitations/{id}",
  summary: "Take back an invitation",
  request: { params: idParam },
  responses: { 204: { description: "It can no longer be accepted." }, ...refusals },
})
const lookUp = createRoute({
  method: "post",
  path: "/api/invitations/look-up",
  summary: "What one is invited to",
  responses: { 200: answer("It can be accepted.", invitedSchema), ...refusals },
})
const accept = createRoute({
  method: "post",
  path: "/api/invitations/acceptance",
  summary: "Accept an invitation",
  description: "With a new account, or with the password of the account that the invited address has already.",
  responses: { 201: answer("A member; signed in by the cookie.", meSchema), ...refusals },
})

/** `/api/invitations` */
export function invitationRoutes(server: ServerParts) {
  const app = new OpenAPIHono<AppEnv>()
  for (const path of ["/api/invitations", "/api/invitations/look-up", "/api/invitations/acceptance"])
    app.post(path, jsonBody(16_384))
  return app
    .openapi(list, async (context) => {
      const { store, tenant, clock } = context.get("parts")
      const all = await store.of(tenant).invitations.list(clock().toISOString())
      const seen = all.filter((invitation) => isSeen(context.get("principal"), invitation))
      return context.json({ invitations: seen.map((invitation) => toView(invitation)) }, 200)
    })
    .openapi(strictly(app, make, { body: bodyOf(newInvitationSchema) }), async (context) => {
      const parts = context.get("parts")
      const { email, role, athleteId = null, teams = [] } = parseBody(context, newInvitationSchema)
      const principal = context.get("principal")
      if (principal.kind !== "member")
        throw new AppError("forbidden", "there is no organisation to join yet; `POST /api/setup` makes one")
      if (athleteId !== null && !(await reachesAthlete(parts, principal.reach, athleteId))) throw noAthlete()
      if (principal.role !== "admin" && role !== "athlete")
        throw new AppError("forbidden", "only an admin invites coaches and admins; expected the role `athlete`")
      const made = await invite(parts, principal.memberId, { email, role, athleteId, teams })
      const link = `${originOf(context, server)}/invitation#${made.text}`
      const mailed = await mailInvitation(server, email, link)
      return context.json({ ...toView(made.invitation, link), mailed }, 201)
    })
    .openapi(withdraw, async (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const invitation = await parts.store.of(parts.tenant).invitations.find(id)
      if (invitation === undefined || !isSeen(context.get("principal"), invitation))
        throw new AppError("notFound", "found no invitation with this id")
      await withdrawInvitation(parts, id)
      return context.body(null, 204)
    })
    .openapi(strictly(app, lookUp, { body: bodyOf(lookUpSchema) }), async (context) => {
      const { tenant, email, role, expiresAt } = await findInvitation(server, parseBody(context, lookUpSchema).token)
      const organisation = (await server.store.of(tenant).organisation.find())?.name ?? ""
      return context.json({ organisation, email, role, expiresAt }, 200)
    })
    .openapi(strictly(app, accept, { body: bodyOf(acceptanceSchema) }), async (context) => {
      const signedIn = await acceptInvitation(server, {
        ...parseBody(context, acceptanceSchema),
        from: addressOf(context),
      })
      return context.json(await welcome(context, server, signedIn), 201)
    })
}

/** Whether the invitation went out by mail: where no server is named, or it does not take it, who invited hands the link on. */
async function mailInvitation({ sendMail }: ServerParts, to: string, link: string): Promise<boolean> {
  if (sendMail === undefined) return false
  const text = `You are invited to Barometer. Within seven days, open\n\n${link}\n`
  return await sendMail({ to, subject: "You are invited to Barometer", text }).then(
    () => true,
    () => false,
  )
}

function isSeen(principal: Principal, { invitedBy }: InvitationRow): boolean {
  return principal.role === "admin" || (principal.kind === "member" && principal.memberId === invitedBy)
}

function toView({ id, email, role, athleteId, teams, createdAt, expiresAt }: InvitationRow, link?: string) {
  return { id, email, role, athleteId, teams: [...teams], createdAt, expiresAt, ...(link !== undefined && { link }) }
}
