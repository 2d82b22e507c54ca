import { type Asker, bodyOf, type organisationOf } from "../../support/askers.ts"
import type { AthleteThing, MemberThing, PlainThing, TeamThing, TenantName, Who } from "./things.ts"

export async function athleteThing(
  admin: Asker,
  tenant: TenantName,
  athleteId: string,
  team: string | null,
  join: ReturnType<typeof organisationOf>["join"],
  address: string,
): Promise<AthleteThing> {
  const clientId = `${tenant}-said-by-${athleteId}`
  const decision = await bodyOf<{ id: string }>(
    await admin.post("/api/check-ins", checkInOf({ athleteId, clientId })),
    201,
  )
  const annotation = { cause: "travel", from: "2026-03-09", to: "2026-03-09", clientId: `${clientId}-travel` }
  const path = `/api/athletes/${athleteId}`
  const entry = await bodyOf<{ id: string }>(await admin.post(`${path}/annotations`, annotation), 201)
  await bodyOf(await admin.request("DELETE", `${path}/entries/${entry.id}`), 200)
  await bodyOf(await admin.post(`${path}/entries`, annotationOf({ athleteId, clientId })), 201)
  await bodyOf(await admin.post(`${path}/entries`, planOf({ athleteId, clientId })), 201)
  const change = { from: "2026-03-10", thresholds: { tired: 5 }, reason: `${clientId}-reason` }
  const override = await bodyOf<{ id: string }>(await admin.post(`${path}/overrides`, change), 201)
  await bodyOf(await admin.request("DELETE", `/api/overrides/${override.id}`), 200)
  const link = await bodyOf<{ id: string }>(await admin.post("/api/check-in-links", { athleteId }), 201)
  await bodyOf(await admin.request("DELETE", `/api/check-in-links/${link.id}`), 200)
  await join(address, { role: "athlete", athleteId }, address)
  const { members } = await bodyOf<{ members: { id: string; email: string }[] }>(await admin.get("/api/members"), 200)
  const memberId = members.find(({ email }) => email === address)?.id ?? ""
  const assigned = { layer: "athlete", subject: athleteId, from: "2026-03-10", reason: `${clientId}-assigned` }
  const versions = "/api/rulesets/tired/versions/1"
  const assignment = await bodyOf<{ id: string }>(await admin.post(`${versions}/assignments`, assigned), 201)
  await bodyOf(await admin.request("DELETE", `/api/assignments/${assignment.id}`), 200)
  const day = { athleteId, localDate: "2026-03-10", verdict: "train", decidedBy: null, note: `${clientId}-pinned` }
  const golden = await bodyOf<{ id: string }>(await admin.post("/api/rulesets/tired/golden-days", day), 201)
  const more = { assignmentId: assignment.id, goldenDayId: golden.id }
  const ids = {
    ...more,
    decisionId: decision.id,
    entryId: entry.id,
    overrideId: override.id,
    linkId: link.id,
    memberId,
  }
  return { kind: "athlete", tenant, athleteId, team, clientId, ...ids }
}

export async function teamThing(admin: Asker, tenant: TenantName, id: string): Promise<TeamThing> {
  const change = { from: "2026-03-10", thresholds: { tired: 5 }, reason: `${tenant}-reason-of-${id}` }
  const override = await bodyOf<{ id: string }>(await admin.post(`/api/teams/${id}/overrides`, change), 201)
  await bodyOf(await admin.request("DELETE", `/api/overrides/${override.id}`), 200)
  return { kind: "team", tenant, id, overrideId: override.id }
}

export async function memberThings(makers: readonly Who[]): Promise<readonly MemberThing[]> {
  const things: MemberThing[] = []
  for (const { asker, known, name } of makers) {
    if (known === undefined) continue
    const { tenant, standing } = known
    const key = await bodyOf<{ id: string }>(
      await asker.post("/api/keys", { name: `${name}-key`, scopes: ["audit:read"] }),
      201,
    )
    await bodyOf(await asker.request("DELETE", `/api/keys/${key.id}`), 200)
    things.push({ kind: "key", tenant, id: key.id, member: name })
    if (standing === "athlete") continue
    const invited = { email: `invited-by-${name}@${tenant}-club.example`, role: "athlete", athleteId: `${tenant}-ann` }
    const invitation = await bodyOf<{ id: string }>(await asker.post("/api/invitations", invited), 201)
    things.push({ kind: "invitation", tenant, id: invitation.id, member: name })
    const { members } = await bodyOf<{ members: { id: string; name: string }[] }>(await asker.get("/api/members"), 200)
    things.push({ kind: "member", tenant, id: members.find((each) => each.name === name)?.id ?? "", member: name })
  }
  return things
}

export async function plainThings(admin: Asker, tenant: TenantName): Promise<readonly PlainThing[]> {
  const url = { url: `https://${tenant}-hook.example/` }
  const webhook = await bodyOf<{ id: string }>(await admin.post("/api/webhooks", url), 201)
  const about = { webhookId: webhook.id, team: "red", zone: "Europe/Oslo" }
  const digest = await bodyOf<{ id: string }>(await admin.post("/api/digests", about), 201)
  const draft = await bodyOf<{ id: string }>(await admin.post("/api/rulesets/tired/drafts", {}), 201)
  return [
    { kind: "draft", tenant, id: draft.id },
    { kind: "webhook", tenant, id: webhook.id },
    { kind: "digest", tenant, id: digest.id },
  ]
}

type Named = Pick<AthleteThing, "athleteId" | "clientId">

/** The check-in of a thing's log: sent again it changes nothing. */
export function checkInOf({ athleteId, clientId }: Named) {
  const day = { localDate: "2026-03-10", phase: "morning" }
  return { type: "checkIn", athleteId, clientId, ...day, measures: { fatigue: 2 } }
}
export function annotationOf({ athleteId, clientId }: Named) {
  return {
    type: "annotation",
    athleteId,
    clientId: `${clientId}-exam`,
    cause: "exam",
    from: "2026-03-09",
    to: "2026-03-09",
  }
}
export function planOf({ athleteId, clientId }: Named) {
  return { type: "plan", athleteId, clientId: `${clientId}-plan`, from: "2026-03-01", deloadEveryWeeks: 5 }
}
