import type { Session } from "./accounts.ts"

export const roles = ["athlete", "coach", "admin"] as const
export type Role = (typeof roles)[number]

/** What a key may be allowed to do; a session needs none. */
export const scopes = [
  "checkIns:write",
  "decisions:read",
  "athletes:read",
  "athletes:write",
  "overrides:write",
  "rulesets:read",
  "rulesets:write",
  "audit:read",
  "export:read",
  "webhooks:write",
  "metrics:read",
] as const
export type Scope = (typeof scopes)[number]

/** Whose logs: every athlete's of the tenant, those of the athletes of some teams, or one athlete's. */
export type Reach =
  | { readonly to: "tenant" }
  | { readonly to: "teams"; readonly teams: readonly string[] }
  | { readonly to: "athlete"; readonly athleteId: string }

interface Known {
  readonly tenant: string
  readonly role: Role
  readonly reach: Reach
}

/** Who asks, and in whose tenant; known from a session, a key or a link, never from what a request says. */
export type Principal =
  /** The owner of this machine, while there are no accounts. */
  | (Known & { readonly kind: "owner" })
  | (Known & {
      readonly kind: "member"
      readonly memberId: string
      readonly session: Session
    })
  /** A key reaches no further than the member who made it does now. */
  | (Known & { readonly kind: "key"; readonly keyId: string; readonly scopes: readonly Scope[] })
  /** A link to an athlete's check-in page. */
  | (Known & { readonly kind: "link"; readonly linkId: string })

export const owner = { kind: "owner", tenant: "local", role: "admin", reach: { to: "tenant" } } as const

/** The principal as the audit chain names it: an id, never a person's name or address. */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case "owner":
      return "owner"
    case "member":
      return `member:${principal.memberId}`
    case "key":
      return `key:${principal.keyId}`
    case "link":
      return `link:${principal.linkId}`
  }
}
