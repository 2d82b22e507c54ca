import type { Thing, Who } from "./things.ts"
import type { Verb } from "./verb.ts"

export type Expected = "allowed" | 401 | 403 | 404 | "refused" | "not asked"

/**
 * What the promise says of somebody, a verb and a thing: who is not known 401, what is not seen 404, what is seen and not
 * theirs to do 403; of a link, which hardly may do anything, either.
 */
export function expected(who: Who, verb: Verb, thing: Thing | undefined): Expected {
  const { known } = who
  if (known === undefined) return 401
  if (known.by === "key" && verb.scope !== "any" && (verb.scope === "session" || !known.scopes.includes(verb.scope)))
    return 403
  const allowedRole =
    verb.who === "everybody" || known.standing === "admin" || (verb.who === "coaches" && known.standing === "coach")
  if (known.by === "link" && verb.link !== true) return "refused"
  if (verb.roleFirst === true && !allowedRole) return 403
  if (thing !== undefined && !sees(known, thing)) {
    if (known.standing !== "admin" || verb.unknownIs === undefined) return 404
    return verb.unknownIs === "made" ? "not asked" : "allowed"
  }
  if (!allowedRole) return 403
  return verb.onlyRefused === true ? "not asked" : "allowed"
}

function sees(known: NonNullable<Who["known"]>, thing: Thing): boolean {
  // A team is only a word: every organisation may have one of the name. What hangs on it has an id of its own.
  if (thing.tenant !== known.tenant) return false
  if (known.standing === "admin") return true
  switch (thing.kind) {
    case "athlete":
      return known.self === thing.athleteId || (thing.team !== null && known.teams.includes(thing.team))
    case "team":
      return known.teams.includes(thing.id)
    case "key":
    case "member":
    case "invitation":
      return known.member === thing.member
    case "digest":
      return known.teams.includes("red")
    case "draft":
      return known.standing === "coach"
    case "webhook":
      return false
  }
}
