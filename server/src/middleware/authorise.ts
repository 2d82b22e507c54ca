import type { Context, MiddlewareHandler } from "hono"
import { matchedRoutes } from "hono/route"
import { type Access, accessTable } from "../access/accessTable.ts"
import type { Principal, Scope } from "../access/principal.ts"
import { noAthlete, reachesAthlete, reachesTeam } from "../access/reach.ts"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"

/**
 * Answers 401 to who is not known, 403 to a key without the scope, 404 for what the principal may not see, and 403 for
 * what may be seen and not done, in that order, before the route itself reads anything.
 */
export const authorise: MiddlewareHandler<AppEnv> = async (context, next) => {
  const route = matchedRoutes(context).find(({ method }) => method !== "ALL")
  if (route === undefined) return await next()
  const access = accessTable[`${route.method} ${route.path}`]
  if (access === undefined) throw new Error(`\`${route.method} ${route.path}\` has no line in the access table`)
  if (access === "public") return await next()
  const principal: Principal | undefined = context.get("principal")
  if (principal === undefined)
    throw new AppError("unauthenticated", "expected a session's cookie or `Authorization: Bearer` with a key")
  if (principal.kind === "key") refuseScope(access.scope, principal.scopes)
  await refuseUnseen(context, access, principal, paramsOf(route.path, context.req.path))
  if (!access.roles.includes(principal.role) || (principal.kind === "link" && !access.link))
    throw new AppError("forbidden", `expected one of ${access.roles.map((role) => `\`${role}\``).join(", ")}`)
  await next()
}

function refuseScope(needed: Access["scope"], scopes: readonly Scope[]): void {
  if (needed === "any" || (needed !== null && scopes.includes(needed))) return
  const expected = needed === null ? "a member who is signed in, not a key" : `a key with the scope \`${needed}\``
  throw new AppError("forbidden", `expected ${expected}`)
}

/** The parameters of the route that will answer, whose turn has not come yet. */
function paramsOf(template: string, path: string): ReadonlyMap<string, string> {
  const segments = path.split("/")
  const named = template.split("/").map((part, index): [string, string] => [part, segments[index] ?? ""])
  return new Map(named.filter(([part]) => part.startsWith(":")).map(([part, text]) => [part.slice(1), decoded(text)]))
}

/** As the router reads it: what is not well encoded stands for itself. */
function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}

async function refuseUnseen(
  context: Context<AppEnv>,
  { about }: Access,
  { reach }: Principal,
  params: ReadonlyMap<string, string>,
): Promise<void> {
  if (reach.to === "tenant") return
  const parts = context.get("parts")
  const tables = parts.store.of(parts.tenant)
  const param = (name: string) => params.get(name) ?? ""
  switch (about) {
    case "nothing":
    case "reach":
    case "body":
      return
    case "athleteParam":
      if (!(await reachesAthlete(parts, reach, param("athleteId")))) throw noAthlete()
      return
    case "athleteQuery": {
      // Without one, the route says what it expects.
      const athleteId = context.req.query("athleteId")
      if (athleteId !== undefined && !(await reachesAthlete(parts, reach, athleteId))) throw noAthlete()
      return
    }
    case "teamParam":
      if (!reachesTeam(reach, param("teamId"))) throw new AppError("notFound", "found no team with this id")
      return
    case "decisionParam": {
      const decision = await tables.decisions.find(param("id"))
      if (decision === undefined || !(await reachesAthlete(parts, reach, decision.athleteId)))
        throw new AppError("notFound", "found no decision with this id")
      return
    }
    case "overrideParam": {
      const override = await tables.overrides.find(param("id"))
      const seen =
        override !== undefined &&
        (override.layer === "team"
          ? reachesTeam(reach, override.subject)
          : await reachesAthlete(parts, reach, override.subject))
      if (!seen) throw new AppError("notFound", "found no override with this id")
    }
  }
}
