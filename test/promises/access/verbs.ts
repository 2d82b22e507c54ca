import { athleteVerbs } from "./athleteVerbs.ts"
import type { Ask, Verb } from "./verb.ts"

const member = (
  kind: "key" | "member" | "invitation",
  method: string,
  path: string,
  rest: Partial<Verb> & Pick<Verb, "who">,
): Verb => ({
  name: `${method} a ${kind}`,
  kind,
  ask: (thing) => ({
    method,
    path: `${path}/${thing !== undefined && "id" in thing ? thing.id : ""}`,
    ...(method === "PUT" && { body: { role: "admin" } }),
  }),
  scope: "session",
  roleFirst: true,
  ...rest,
})

const team = (
  name: string,
  ask: (id: string, overrideId: string) => Ask,
  rest: Omit<Verb, "name" | "kind" | "ask">,
): Verb => ({
  name,
  kind: "team",
  ask: (thing) => (thing?.kind === "team" ? ask(thing.id, thing.overrideId) : { method: "GET", path: "/" }),
  ...rest,
})
const plain = (
  kind: "webhook" | "digest",
  method: string,
  rest: string,
  more: Omit<Verb, "name" | "kind" | "ask">,
): Verb => ({
  name: `${method} a ${kind}${rest}`,
  kind,
  ask: (thing) => ({
    method,
    path: `/api/${kind}s/${thing !== undefined && "id" in thing ? thing.id : ""}${rest}`,
    ...(method === "POST" && { body: {} }),
  }),
  roleFirst: true,
  ...more,
})
const whole = (
  method: string,
  path: string,
  scope: Verb["scope"],
  who: Verb["who"],
  rest: Partial<Verb> = {},
): Verb => ({
  name: `${method} ${path}`,
  kind: "none",
  ask: () => ({ method, path, ...((method === "POST" || method === "PUT") && { body: {} }) }),
  scope,
  who,
  ...rest,
})

const ruleset = "/api/rulesets/tired"
/** Whoever may edit rulesets reads a draft; only its author changes it, which is somebody else's world. */
const draft = (method: string, path: string, rest: Partial<Verb> = {}): Verb => ({
  name: `${method} a draft${path}`,
  kind: "draft",
  ask: (thing) => ({
    method,
    path: `${ruleset}/drafts/${thing?.kind === "draft" ? thing.id : ""}${path}`,
    ...(method !== "GET" && method !== "DELETE" && { body: {} }),
  }),
  scope: method === "GET" ? "rulesets:read" : "rulesets:write",
  who: "coaches",
  roleFirst: true,
  ...rest,
})

export const verbs: readonly Verb[] = [
  ...athleteVerbs.map((verb): Verb => ({
    ...verb,
    kind: "athlete",
    ask: (thing) => (thing?.kind === "athlete" ? verb.ask(thing) : { method: "GET", path: "/" }),
  })),
  member("key", "DELETE", "/api/keys", { who: "everybody" }),
  member("member", "GET", "/api/members", { who: "coaches" }),
  member("member", "DELETE", "/api/members", { who: "admins", onlyRefused: true }),
  member("member", "PUT", "/api/members", { who: "admins" }),
  member("invitation", "DELETE", "/api/invitations", { who: "coaches", onlyRefused: true }),
  team("read a team's overrides", (id) => ({ method: "GET", path: `/api/teams/${id}/overrides` }), {
    scope: "athletes:read",
    who: "coaches",
  }),
  team("override for a team", (id) => ({ method: "POST", path: `/api/teams/${id}/overrides`, body: {} }), {
    scope: "overrides:write",
    who: "coaches",
  }),
  team("read a team's override", (_, id) => ({ method: "GET", path: `/api/overrides/${id}` }), {
    scope: "athletes:read",
    who: "everybody",
  }),
  team("retire a team's override", (_, id) => ({ method: "DELETE", path: `/api/overrides/${id}` }), {
    scope: "overrides:write",
    who: "coaches",
  }),
  team("preview a team's digest", (id) => ({ method: "GET", path: `/api/digests/preview?team=${id}` }), {
    scope: "athletes:read",
    who: "coaches",
    roleFirst: true,
  }),
  team("dissolve a team", (id) => ({ method: "DELETE", path: `/api/teams/${id}` }), {
    scope: "session",
    who: "admins",
    onlyRefused: true,
  }),
  plain("webhook", "GET", "/deliveries", { scope: "webhooks:write", who: "admins" }),
  plain("webhook", "DELETE", "", { scope: "webhooks:write", who: "admins", onlyRefused: true }),
  plain("webhook", "POST", "/test", { scope: "webhooks:write", who: "admins", onlyRefused: true }),
  plain("digest", "DELETE", "", { scope: "webhooks:write", who: "coaches", onlyRefused: true }),
  whole("GET", "/api/athletes", "athletes:read", "everybody"),
  whole("GET", "/api/athletes?limit=1&after=north-a", "athletes:read", "everybody"),
  whole("GET", "/api/overrides/debt", "athletes:read", "coaches"),
  whole("GET", "/api/teams", "athletes:read", "coaches"),
  whole("POST", "/api/teams", "session", "admins"),
  whole("GET", "/api/members", "session", "coaches"),
  whole("GET", "/api/invitations", "session", "coaches"),
  whole("POST", "/api/invitations", "session", "coaches"),
  whole("GET", "/api/keys", "session", "everybody"),
  whole("POST", "/api/keys", "session", "everybody"),
  whole("GET", "/api/check-in-links", "session", "coaches"),
  whole("POST", "/api/check-in-links", "session", "coaches"),
  whole("GET", "/api/me", "any", "everybody", { link: true }),
  whole("POST", "/api/me/organisation", "session", "everybody"),
  whole("POST", "/api/auth/password", "session", "everybody"),
  whole("POST", "/api/demo", "session", "admins"),
  whole("POST", "/api/check-ins", "checkIns:write", "everybody", { link: true }),
  whole("POST", "/api/evaluate", "rulesets:read", "everybody"),
  whole("POST", "/api/imports/preview", "rulesets:read", "everybody"),
  whole("POST", "/api/imports", "athletes:write", "everybody"),
  whole("GET", "/api/rulesets", "rulesets:read", "everybody"),
  whole("GET", `${ruleset}/versions`, "rulesets:read", "everybody"),
  whole("GET", `${ruleset}/versions/1`, "rulesets:read", "everybody"),
  whole("GET", `${ruleset}/versions/1/file`, "rulesets:read", "everybody"),
  whole("GET", `${ruleset}/versions/1/diff?with=1`, "rulesets:read", "everybody"),
  whole("POST", "/api/rulesets", "rulesets:write", "coaches"),
  whole("POST", `${ruleset}/rollback`, "rulesets:write", "coaches"),
  whole("POST", `${ruleset}/versions/1/retire`, "rulesets:write", "coaches", { onlyRefused: true }),
  whole("PUT", `${ruleset}/versions/1`, "rulesets:write", "coaches"),
  whole("DELETE", `${ruleset}/versions/1`, "rulesets:write", "coaches", { onlyRefused: true }),
  whole("PATCH", `${ruleset}/versions/1`, "rulesets:write", "coaches"),
  whole("POST", `${ruleset}/drafts`, "rulesets:write", "coaches"),
  whole("GET", `${ruleset}/versions/1/assignments`, "rulesets:read", "coaches"),
  whole("GET", "/api/assignments", "rulesets:read", "coaches"),
  whole("GET", "/api/shadow/disagreements", "decisions:read", "coaches"),
  draft("GET", ""),
  draft("POST", "/check"),
  draft("PUT", "", { onlyRefused: true }),
  draft("DELETE", "", { onlyRefused: true }),
  draft("POST", "/publish", { onlyRefused: true }),
  plain("webhook", "POST", "/deliveries/none/retry", { scope: "webhooks:write", who: "admins", onlyRefused: true }),
  whole("GET", `${ruleset}/drafts`, "rulesets:read", "coaches"),
  whole("GET", `${ruleset}/golden-days`, "rulesets:read", "coaches"),
  whole("POST", `${ruleset}/golden-days`, "rulesets:write", "coaches"),
  whole("GET", "/api/webhooks", "webhooks:write", "admins"),
  whole("POST", "/api/webhooks", "webhooks:write", "admins"),
  whole("GET", "/api/digests", "webhooks:write", "coaches"),
  whole("POST", "/api/digests", "webhooks:write", "coaches"),
  whole("GET", "/api/events", "audit:read", "coaches", { onlyRefused: true }),
  whole("GET", "/metrics", "metrics:read", "admins"),
  whole("GET", "/api/export", "export:read", "admins"),
  whole("GET", "/api/audit", "audit:read", "admins"),
  whole("GET", "/api/audit/verify", "audit:read", "admins"),
]
