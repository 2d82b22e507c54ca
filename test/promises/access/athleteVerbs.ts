import type { Scope } from "../../../server/src/access/principal.ts"
import { annotationOf, checkInOf, planOf } from "./buildThings.ts"
import type { AthleteThing } from "./things.ts"
import type { Ask, Verb } from "./verb.ts"

const days = "from=2026-03-01&to=2026-03-10"
const onLog = (path: string, thing: AthleteThing, body?: unknown): Omit<Ask, "method"> => ({
  path: `/api/athletes/${thing.athleteId}${path}`,
  ...(body !== undefined && { body }),
})

type OfAthlete = Omit<Verb<AthleteThing>, "kind">
const reads = (path: string): OfAthlete => ({
  name: `read ${path}`,
  ask: (thing) => ({ method: "GET", ...onLog(path, thing) }),
  scope: "athletes:read",
  who: "everybody",
})
/** With a body that is refused once it is looked at. */
const empties = (path: string, who: Verb["who"], scope: Scope, rest: Partial<OfAthlete> = {}): OfAthlete => ({
  name: `post ${path}`,
  ask: (thing) => ({ method: "POST", ...onLog(path, thing, {}) }),
  scope,
  who,
  ...rest,
})
const decision = (path: string, link: boolean): OfAthlete => ({
  name: `read a decision${path}`,
  ask: ({ decisionId }) => ({ method: "GET", path: `/api/decisions/${decisionId}${path}` }),
  scope: "decisions:read",
  who: "everybody",
  ...(link && { link: true }),
})

/** What can be done to one athlete's log and what hangs on it. */
export const athleteVerbs: readonly OfAthlete[] = [
  ...[
    `/timeline?${days}`,
    "/entries",
    "/choices",
    "/annotations",
    "/plan",
    "/outcomes",
    "/overrides",
    "/log",
    "/own-reading",
  ].map(reads),
  {
    name: "list check-ins",
    ask: ({ athleteId }) => ({ method: "GET", path: `/api/check-ins?athleteId=${athleteId}` }),
    scope: "athletes:read",
    who: "everybody",
    unknownIs: "empty",
  },
  {
    name: "check in",
    ask: (thing) => ({ method: "POST", path: "/api/check-ins", body: checkInOf(thing) }),
    scope: "checkIns:write",
    who: "everybody",
    link: true,
    unknownIs: "made",
  },
  {
    name: "log an annotation",
    ask: (thing) => ({ method: "POST", ...onLog("/entries", thing, annotationOf(thing)) }),
    scope: "athletes:write",
    who: "everybody",
    unknownIs: "made",
  },
  {
    name: "log a plan",
    ask: (thing) => ({ method: "POST", ...onLog("/entries", thing, planOf(thing)) }),
    scope: "athletes:write",
    who: "coaches",
    unknownIs: "made",
  },
  empties("/choices", "everybody", "athletes:write", { unknownIs: "empty" }),
  empties("/annotations", "everybody", "athletes:write", { unknownIs: "empty" }),
  empties("/outcomes", "everybody", "athletes:write", { unknownIs: "empty" }),
  empties("/plan", "coaches", "athletes:write", { unknownIs: "empty" }),
  empties("/overrides", "coaches", "overrides:write"),
  {
    name: "take an entry back",
    ask: (thing) => ({ method: "DELETE", ...onLog(`/entries/${thing.entryId}`, thing) }),
    scope: "athletes:write",
    who: "everybody",
  },
  {
    name: "read an override",
    ask: ({ overrideId }) => ({ method: "GET", path: `/api/overrides/${overrideId}` }),
    scope: "athletes:read",
    who: "everybody",
  },
  {
    name: "retire an override",
    ask: ({ overrideId }) => ({ method: "DELETE", path: `/api/overrides/${overrideId}` }),
    scope: "overrides:write",
    who: "coaches",
  },
  decision("", true),
  decision("/replay", true),
  decision("/counterfactuals", true),
  decision("/receipt", false),
  {
    name: "make a key for the athlete",
    ask: ({ athleteId }) => ({
      method: "POST",
      path: "/api/keys",
      body: { athleteId, name: "k", scopes: ["audit:read"] },
    }),
    scope: "session",
    who: "everybody",
    onlyRefused: true,
    unknownIs: "made",
  },
  {
    name: "make a check-in link",
    ask: ({ athleteId }) => ({ method: "POST", path: "/api/check-in-links", body: { athleteId } }),
    scope: "session",
    who: "coaches",
    roleFirst: true,
    onlyRefused: true,
  },
  {
    name: "revoke a check-in link",
    ask: ({ linkId }) => ({ method: "DELETE", path: `/api/check-in-links/${linkId}` }),
    scope: "session",
    who: "coaches",
    roleFirst: true,
  },
  {
    name: "invite the athlete",
    ask: ({ athleteId }) => ({
      method: "POST",
      path: "/api/invitations",
      body: { email: "new@elsewhere.example", role: "athlete", athleteId },
    }),
    scope: "session",
    who: "coaches",
    roleFirst: true,
    onlyRefused: true,
    unknownIs: "made",
  },
  {
    name: "read the athlete's member",
    ask: ({ memberId }) => ({ method: "GET", path: `/api/members/${memberId}` }),
    scope: "session",
    who: "coaches",
    roleFirst: true,
  },
  {
    name: "read an assignment",
    ask: ({ assignmentId }) => ({ method: "GET", path: `/api/assignments/${assignmentId}` }),
    scope: "rulesets:read",
    who: "coaches",
    roleFirst: true,
  },
  {
    name: "end an assignment",
    ask: ({ assignmentId }) => ({ method: "DELETE", path: `/api/assignments/${assignmentId}` }),
    scope: "rulesets:write",
    who: "coaches",
    roleFirst: true,
  },
  {
    name: "assign a ruleset",
    ask: ({ athleteId }) => ({
      method: "POST",
      path: "/api/rulesets/tired/versions/1/assignments",
      body: { layer: "athlete", subject: athleteId, from: "2026-03-11", reason: "r" },
    }),
    scope: "rulesets:write",
    who: "coaches",
    roleFirst: true,
    onlyRefused: true,
  },
  {
    name: "pin a golden day",
    ask: ({ athleteId }) => ({
      method: "POST",
      path: "/api/rulesets/tired/golden-days",
      body: { athleteId, localDate: "2026-03-10", verdict: "train", decidedBy: null, note: "n" },
    }),
    scope: "rulesets:write",
    who: "coaches",
    roleFirst: true,
  },
  {
    name: "unpin a golden day",
    ask: ({ goldenDayId }) => ({ method: "DELETE", path: `/api/rulesets/tired/golden-days/${goldenDayId}` }),
    scope: "rulesets:write",
    who: "coaches",
    roleFirst: true,
    onlyRefused: true,
  },
  {
    name: "erase the athlete",
    ask: (thing) => ({ method: "POST", ...onLog("/erasure", thing, { confirm: thing.athleteId }) }),
    scope: "session",
    who: "admins",
    roleFirst: true,
    onlyRefused: true,
  },
]
