import type { Phase } from "@barometer/engine/readiness"
import type { Generated, Kysely } from "kysely"
import type { Role } from "../access/principal.ts"

/** The rows as SQL has them; `0 | 1` is a truth value, payloads and records are opaque JSON text. */
export interface Tables {
  readonly athletes: { tenant_id: string; id: string; created_at: string; team: string | null }
  readonly entries: {
    sequence: Generated<number>
    tenant_id: string
    id: string
    athlete_id: string
    type: string
    client_id: string | null
    local_date: string | null
    phase: Phase | null
    phase_rank: number
    received_at: string
    digest: string
    payload: string
    replaces: string | null
    superseded: number
    pending: number
  }
  readonly decisions: {
    sequence: Generated<number>
    tenant_id: string
    id: string
    athlete_id: string
    entry_id: string
    caused_by: string
    recomputes: string | null
    local_date: string
    phase: Phase
    phase_rank: number
    verdict: string
    kind: string | null
    decided_by: string | null
    sentence: string
    ruleset_id: string
    ruleset_version: number
    decided_at: string
    known_sequence: number
    record: string
    overrides: string
  }
  readonly idempotency_keys: {
    tenant_id: string
    key: string
    request_digest: string
    created_at: string
    held_until: string | null
    status: number | null
    location: string | null
    body: string | null
  }
  readonly rulesets: {
    tenant_id: string
    id: string
    version: number
    hash: string
    title: string
    document: string
    published_at: string
    author: string | null
    message: string
    retired_at: string | null
  }
  readonly ruleset_drafts: {
    tenant_id: string
    id: string
    ruleset_id: string
    author: string
    based_on: number | null
    document: string
    revision: number
    created_at: string
    updated_at: string
  }
  readonly golden_days: {
    tenant_id: string
    id: string
    ruleset_id: string
    athlete_id: string
    local_date: string
    phase: Phase
    verdict: string
    decided_by: string | null
    note: string
    author: string
    created_at: string
  }
  readonly assignments: {
    sequence: Generated<number>
    tenant_id: string
    id: string
    kind: "deciding" | "shadow"
    layer: "everyone" | "team" | "athlete"
    subject: string
    ruleset_id: string
    version: number | null
    from_date: string
    author: string
    reason: string
    created_at: string
    ended_at: string | null
    ended_from: string | null
  }
  readonly shadow_decisions: {
    sequence: Generated<number>
    tenant_id: string
    assignment_id: string
    decision_id: string
    athlete_id: string
    local_date: string
    phase: Phase
    champion_verdict: string
    champion_decided_by: string | null
    ruleset_id: string
    version: number
    verdict: string | null
    decided_by: string | null
    outcome: "same" | "otherRule" | "otherVerdict" | "fault"
    decided_at: string
  }
  readonly overrides: {
    sequence: Generated<number>
    tenant_id: string
    id: string
    ruleset_id: string
    layer: "team" | "athlete"
    subject: string
    from_date: string
    until_date: string | null
    payload: string
    inherited: string
    author: string | null
    reason: string
    created_at: string
    retired_at: string | null
    retired_from: string | null
  }
  readonly audit: {
    tenant_id: string
    sequence: number
    at: string
    actor: string
    action: string
    subject: string
    /** The athlete's reference; empty for a change about no athlete. */
    athlete: string
    commitment: string
    /** Canonical JSON; null once the athlete is erased. */
    details: string | null
    previous: string
    hash: string
  }
  readonly audit_keys: { tenant_id: string; athlete_id: string; reference: string; key: string }
  readonly audit_heads: { tenant_id: string; count: number; hash: string }
  readonly organisations: { tenant_id: string; name: string; created_at: string }
  readonly members: {
    tenant_id: string
    id: string
    user_id: string
    role: Role
    athlete_id: string | null
    created_at: string
  }
  readonly teams: { tenant_id: string; id: string; name: string; created_at: string }
  readonly team_coaches: { tenant_id: string; team_id: string; member_id: string }
  readonly invitations: {
    tenant_id: string
    id: string
    secret_digest: string
    email: string
    role: Role
    athlete_id: string | null
    teams: string
    invited_by: string
    created_at: string
    expires_at: string
  }
  readonly api_keys: {
    tenant_id: string
    id: string
    secret_digest: string
    name: string
    scopes: string
    athlete_id: string | null
    made_by: string | null
    created_at: string
    expires_at: string
    last_used_at: string | null
    revoked_at: string | null
  }
  readonly check_in_links: {
    tenant_id: string
    id: string
    secret_digest: string
    athlete_id: string
    made_by: string | null
    created_at: string
    expires_at: string
    last_used_at: string | null
    revoked_at: string | null
  }
  /** Of better-auth's tables what is read or set here. */
  readonly auth_users: { id: string; name: string; email: string }
  readonly auth_sessions: { token: string; active_tenant: string | null }
  readonly webhooks: {
    tenant_id: string
    id: string
    url: string
    events: string
    secret: string
    followed_to: number
    created_at: string
  }
  readonly webhook_deliveries: {
    tenant_id: string
    id: string
    webhook_id: string
    event: string
    athlete_id: string | null
    body: string
    state: "pending" | "delivered" | "givenUp"
    attempts: number
    next_attempt_at: string
    last_answer: string | null
    created_at: string
    finished_at: string | null
  }
  readonly comparisons: {
    tenant_id: string
    id: string
    author: string
    asked: string
    state: "running" | "done" | "cancelled" | "failed"
    done: number
    athletes: number
    message: string | null
    result: string | null
    created_at: string
    finished_at: string | null
  }
  readonly digests: {
    tenant_id: string
    id: string
    email: string | null
    webhook_id: string | null
    team: string | null
    hour: number
    zone: string
    sent_for: string | null
    created_at: string
  }
  readonly meta: { tenant_id: string; name: string; value: string }
}

/** A connection, or one transaction of it. */
export type Database = Kysely<Tables>
