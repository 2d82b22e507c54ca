import { type Role, roles, type Scope } from "./principal.ts"

/** How the object of a request is found, so that what the principal may not see is answered as if it were not there. */
export type About =
  /** No one's log. */
  | "nothing"
  /** Whatever the handler lists it cuts to the principal's reach. */
  | "reach"
  /** The body names whose log it is; the handler refuses each item by itself. */
  | "body"
  | "athleteParam"
  | "athleteQuery"
  | "teamParam"
  | "decisionParam"
  | "overrideParam"

export interface Access {
  readonly roles: readonly Role[]
  /** What a key needs; null: a key may not. */
  readonly scope: Scope | "any" | null
  readonly about: About
  /** Whether the link to an athlete's check-in page will do. */
  readonly link: boolean
}

const coaches = ["coach", "admin"] as const
const admins = ["admin"] as const

function open(to: readonly Role[], scope: Access["scope"], about: About = "nothing", link = false): Access {
  return { roles: to, scope, about, link }
}

/** Who may do what: every route of the API, by method and template. What is missing here is answered to nobody. */
export const accessTable: Readonly<Record<string, Access | "public">> = {
  "POST /api/check-ins": open(roles, "checkIns:write", "body", true),
  "GET /api/check-ins": open(roles, "athletes:read", "athleteQuery"),
  "POST /api/evaluate": open(roles, "rulesets:read"),
  "POST /api/imports": open(roles, "athletes:write", "body"),
  "POST /api/imports/preview": open(roles, "rulesets:read"),
  "POST /api/demo": open(admins, null),

  "GET /api/athletes": open(roles, "athletes:read", "reach"),
  "GET /api/athletes/:athleteId/timeline": open(roles, "athletes:read", "athleteParam"),
  "GET /api/athletes/:athleteId/log": open(roles, "athletes:read", "athleteParam"),
  "GET /api/athletes/:athleteId/own-reading": open(roles, "athletes:read", "athleteParam"),
  "GET /api/athletes/:athleteId/entries": open(roles, "athletes:read", "athleteParam"),
  "POST /api/athletes/:athleteId/entries": open(roles, "athletes:write", "body"),
  "DELETE /api/athletes/:athleteId/entries/:entryId": open(roles, "athletes:write", "athleteParam"),
  "GET /api/athletes/:athleteId/choices": open(roles, "athletes:read", "athleteParam"),
  "POST /api/athletes/:athleteId/choices": open(roles, "athletes:write", "athleteParam"),
  "GET /api/athletes/:athleteId/annotations": open(roles, "athletes:read", "athleteParam"),
  "POST /api/athletes/:athleteId/annotations": open(roles, "athletes:write", "athleteParam"),
  "GET /api/athletes/:athleteId/plan": open(roles, "athletes:read", "athleteParam"),
  "POST /api/athletes/:athleteId/plan": open(coaches, "athletes:write", "athleteParam"),
  "GET /api/athletes/:athleteId/outcomes": open(roles, "athletes:read", "athleteParam"),
  "POST /api/athletes/:athleteId/outcomes": open(roles, "athletes:write", "athleteParam"),
  "GET /api/athletes/:athleteId/overrides": open(roles, "athletes:read", "athleteParam"),
  "POST /api/athletes/:athleteId/overrides": open(coaches, "overrides:write", "athleteParam"),
  "GET /api/teams/:teamId/overrides": open(coaches, "athletes:read", "teamParam"),
  "POST /api/teams/:teamId/overrides": open(coaches, "overrides:write", "teamParam"),
  "GET /api/overrides/debt": open(coaches, "athletes:read", "reach"),
  "GET /api/overrides/:id": open(roles, "athletes:read", "overrideParam"),
  "DELETE /api/overrides/:id": open(coaches, "overrides:write", "overrideParam"),

  "GET /api/decisions/:id": open(roles, "decisions:read", "decisionParam", true),
  "GET /api/decisions/:id/replay": open(roles, "decisions:read", "decisionParam", true),
  "GET /api/decisions/:id/receipt": open(roles, "decisions:read", "decisionParam"),
  "GET /api/decisions/:id/counterfactuals": open(roles, "decisions:read", "decisionParam", true),

  "GET /api/rulesets": open(roles, "rulesets:read"),
  "GET /api/rulesets/:id/versions": open(roles, "rulesets:read"),
  "GET /api/rulesets/:id/versions/:version": open(roles, "rulesets:read"),
  "GET /api/rulesets/:id/versions/:version/file": open(roles, "rulesets:read"),
  "GET /api/rulesets/:id/versions/:version/diff": open(roles, "rulesets:read"),
  "POST /api/rulesets": open(coaches, "rulesets:write"),
  "POST /api/rulesets/:id/rollback": open(coaches, "rulesets:write"),
  "POST /api/rulesets/:id/versions/:version/retire": open(coaches, "rulesets:write"),
  "PUT /api/rulesets/:id/versions/:version": open(coaches, "rulesets:write"),
  "PATCH /api/rulesets/:id/versions/:version": open(coaches, "rulesets:write"),
  "DELETE /api/rulesets/:id/versions/:version": open(coaches, "rulesets:write"),
  "GET /api/rulesets/:id/drafts": open(coaches, "rulesets:read"),
  "POST /api/rulesets/:id/drafts": open(coaches, "rulesets:write"),
  "GET /api/rulesets/:id/drafts/:draftId": open(coaches, "rulesets:read"),
  "PUT /api/rulesets/:id/drafts/:draftId": open(coaches, "rulesets:write"),
  "DELETE /api/rulesets/:id/drafts/:draftId": open(coaches, "rulesets:write"),
  "POST /api/rulesets/:id/drafts/:draftId/check": open(coaches, "rulesets:write"),
  "POST /api/rulesets/:id/drafts/:draftId/publish": open(coaches, "rulesets:write"),
  "GET /api/rulesets/:id/versions/:version/assignments": open(coaches, "rulesets:read", "reach"),
  "POST /api/rulesets/:id/versions/:version/assignments": open(coaches, "rulesets:write", "body"),
  "GET /api/assignments": open(coaches, "rulesets:read", "reach"),
  "GET /api/assignments/:id": open(coaches, "rulesets:read", "reach"),
  "DELETE /api/assignments/:id": open(coaches, "rulesets:write", "reach"),
  "GET /api/shadow/disagreements": open(coaches, "decisions:read", "reach"),
  "GET /api/rulesets/:id/golden-days": open(coaches, "rulesets:read", "reach"),
  "POST /api/rulesets/:id/golden-days": open(coaches, "rulesets:write", "body"),
  "DELETE /api/rulesets/:id/golden-days/:dayId": open(coaches, "rulesets:write", "reach"),

  "GET /api/comparisons": open(coaches, "athletes:read", "reach"),
  "POST /api/comparisons": open(coaches, "athletes:read", "reach"),
  "GET /api/comparisons/:id": open(coaches, "athletes:read", "reach"),
  "DELETE /api/comparisons/:id": open(coaches, "athletes:read", "reach"),
  "GET /api/comparisons/:id/events": open(coaches, "athletes:read", "reach"),
  "GET /api/webhooks": open(admins, "webhooks:write"),
  "POST /api/webhooks": open(admins, "webhooks:write"),
  "DELETE /api/webhooks/:id": open(admins, "webhooks:write"),
  "GET /api/webhooks/:id/deliveries": open(admins, "webhooks:write"),
  "POST /api/webhooks/:id/test": open(admins, "webhooks:write"),
  "POST /api/webhooks/:id/deliveries/:deliveryId/retry": open(admins, "webhooks:write"),
  "GET /api/digests": open(coaches, "webhooks:write", "reach"),
  "POST /api/digests": open(coaches, "webhooks:write", "reach"),
  "DELETE /api/digests/:id": open(coaches, "webhooks:write", "reach"),
  "GET /api/digests/preview": open(coaches, "athletes:read", "reach"),
  "GET /api/events": open(coaches, "audit:read", "reach"),

  "GET /api/me": open(roles, "any", "nothing", true),
  "POST /api/me/organisation": open(roles, null),
  "POST /api/auth/password": open(roles, null),
  "GET /api/members": open(coaches, null, "reach"),
  "GET /api/members/:id": open(coaches, null, "reach"),
  "PUT /api/members/:id": open(admins, null),
  "DELETE /api/members/:id": open(admins, null),
  "GET /api/teams": open(coaches, "athletes:read", "reach"),
  "POST /api/teams": open(admins, null),
  "DELETE /api/teams/:teamId": open(admins, null, "teamParam"),
  "GET /api/invitations": open(coaches, null, "reach"),
  "POST /api/invitations": open(coaches, null, "body"),
  "DELETE /api/invitations/:id": open(coaches, null, "reach"),
  "GET /api/keys": open(roles, null, "reach"),
  "POST /api/keys": open(roles, null, "body"),
  "DELETE /api/keys/:id": open(roles, null, "reach"),
  "GET /api/check-in-links": open(coaches, null, "reach"),
  "POST /api/check-in-links": open(coaches, null, "body"),
  "DELETE /api/check-in-links/:id": open(coaches, null, "reach"),

  "GET /api/setup": "public",
  "POST /api/setup": "public",
  "POST /api/organisations": "public",
  "POST /api/auth/sign-in": "public",
  "POST /api/auth/sign-out": "public",
  "POST /api/invitations/look-up": "public",
  "POST /api/invitations/acceptance": "public",
  "GET /api/export": open(admins, "export:read"),
  "POST /api/athletes/:athleteId/erasure": open(admins, null),
  "GET /api/audit": open(admins, "audit:read"),
  "GET /api/audit/verify": open(admins, "audit:read"),

  "GET /metrics": open(admins, "metrics:read"),

  "GET /api/openapi.json": "public",
  "GET /api/docs": "public",
  "GET /api/docs/start.js": "public",
  "GET /api/docs/swagger-ui.css": "public",
  "GET /api/docs/swagger-ui-bundle.js": "public",
  "GET /api/docs/favicon-32x32.png": "public",
}
