import type { Scope } from "../../../server/src/access/principal.ts"
import type { Asker } from "../../support/askers.ts"

export type TenantName = "north" | "south"
export type Standing = "admin" | "coach" | "athlete"

/** Somebody who asks, and in words of the world, not of the server, whom they know. */
export interface Who {
  readonly name: string
  readonly asker: Asker
  /** Undefined: not known to the server, or no longer. */
  readonly known?: {
    readonly tenant: TenantName
    readonly standing: Standing
    /** A coach's teams. */
    readonly teams: readonly string[]
    /** An athlete's own log. */
    readonly self?: string
    readonly by: "session" | "key" | "link"
    readonly scopes: readonly Scope[]
    /** Which member made it, or is it: `north-admin`. */
    readonly member: string
  }
}

/** One athlete's log, and what hangs on it. */
export interface AthleteThing {
  readonly kind: "athlete"
  readonly tenant: TenantName
  readonly athleteId: string
  readonly team: string | null
  readonly clientId: string
  readonly decisionId: string
  readonly entryId: string
  readonly overrideId: string
  readonly linkId: string
  readonly memberId: string
  readonly assignmentId: string
  readonly goldenDayId: string
}
/** What belongs to a member, not to an athlete. */
export interface MemberThing {
  readonly kind: "key" | "member" | "invitation"
  readonly tenant: TenantName
  readonly id: string
  readonly member: string
}
export interface TeamThing {
  readonly kind: "team"
  readonly tenant: TenantName
  readonly id: string
  readonly overrideId: string
}
/** What belongs to the organisation as a whole. */
export interface PlainThing {
  readonly kind: "webhook" | "digest" | "draft"
  readonly tenant: TenantName
  readonly id: string
}
export type Thing = AthleteThing | MemberThing | TeamThing | PlainThing
