import { createHash } from "node:crypto"
import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { Principal } from "../access/principal.ts"
import { reachesAthlete } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { requireMatch } from "../middleware/ifMatch.ts"
import { jsonBody } from "../middleware/jsonBody.ts"
import type { MemberRow } from "../store/members.ts"
import type { TenantParts } from "../tenantParts.ts"
import { changeMember, findMember, removeMember } from "../workflows/changeMembers.ts"
import { parseBody } from "./parseBody.ts"
import { answer, idParam, memberSchema, standingSchema } from "./peopleSchemas.ts"
import { bodyOf, refusals, strictly } from "./refusals.ts"

const list = createRoute({
  method: "get",
  path: "/api/members",
  summary: "The organisation's members: to an admin all, to a coach oneself and one's athletes",
  responses: {
    200: answer("In the order they joined.", z.object({ members: z.array(memberSchema) })),
    ...refusals,
  },
})
const get = createRoute({
  method: "get",
  path: "/api/members/{id}",
  summary: "A member; the ETag is what a change must name",
  request: { params: idParam },
  responses: { 200: answer("The member.", memberSchema), ...refusals },
})
const put = createRoute({
  method: "put",
  path: "/api/members/{id}",
  summary: "Change a member's role, log or teams",
  description: "Holds from the next request on, for what the member made, too. Needs `If-Match`.",
  request: { params: idParam },
  responses: { 200: answer("Changed.", memberSchema), ...refusals },
})
const remove = createRoute({
  method: "delete",
  path: "/api/members/{id}",
  summary: "Take a member out; the keys, links and invitations that the member made end",
  request: { params: idParam },
  responses: { 204: { description: "No longer a member." }, ...refusals },
})

/** `/api/members` */
export function memberRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.put("/api/members/:id", jsonBody(16_384))
  return app
    .openapi(list, async (context) => {
      const parts = context.get("parts")
      const members = []
      for (const member of await parts.store.of(parts.tenant).members.list())
        if (await isSeen(parts, context.get("principal"), member)) members.push(toMemberView(member))
      return context.json({ members }, 200)
    })
    .openapi(get, async (context) => {
      const parts = context.get("parts")
      const member = await findMember(parts.store.of(parts.tenant), context.req.valid("param").id)
      if (!(await isSeen(parts, context.get("principal"), member)))
        throw new AppError("notFound", "found no member with this id")
      context.header("ETag", etagOf(member))
      return context.json(toMemberView(member), 200)
    })
    .openapi(strictly(app, put, { params: idParam, body: bodyOf(standingSchema) }), async (context) => {
      const parts = context.get("parts")
      const { id } = context.req.valid("param")
      const before = await findMember(parts.store.of(parts.tenant), id)
      requireMatch(context, etagOf(before))
      const { role, athleteId = null, teams = [] } = parseBody(context, standingSchema)
      const member = await changeMember(parts, id, { role, athleteId, teams })
      context.header("ETag", etagOf(member))
      return context.json(toMemberView(member), 200)
    })
    .openapi(remove, async (context) => {
      await removeMember(context.get("parts"), context.req.valid("param").id)
      return context.body(null, 204)
    })
}

async function isSeen(parts: TenantParts, principal: Principal, { id, athleteId }: MemberRow): Promise<boolean> {
  if (principal.reach.to === "tenant" || (principal.kind === "member" && principal.memberId === id)) return true
  return athleteId !== null && (await reachesAthlete(parts, principal.reach, athleteId))
}

function toMemberView({ id, name, email, role, athleteId, teams, createdAt }: MemberRow) {
  return { id, name, email, role, athleteId, teams: [...teams], createdAt }
}

function etagOf(member: MemberRow): string {
  return `"${createHash("sha256")
    .update(JSON.stringify(toMemberView(member)))
    .digest("hex")
    .slice(0, 32)}"`
}
