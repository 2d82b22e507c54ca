import { AppError } from "../errors.ts"
import type { TenantParts } from "../tenantParts.ts"
import type { Reach } from "./principal.ts"

/** Whether the athlete's log is within reach. With the whole tenant in reach an athlete need not be known yet. */
export async function reachesAthlete(
  { store, tenant }: TenantParts,
  reach: Reach,
  athleteId: string,
): Promise<boolean> {
  switch (reach.to) {
    case "tenant":
      return true
    case "athlete":
      return reach.athleteId === athleteId
    case "teams": {
      const athlete = await store.of(tenant).athletes.find(athleteId)
      return athlete !== undefined && athlete.team !== null && reach.teams.includes(athlete.team)
    }
  }
}

export function reachesTeam(reach: Reach, team: string): boolean {
  return reach.to === "tenant" || (reach.to === "teams" && reach.teams.includes(team))
}

/** Whether what is said of everyone, a team or an athlete may be seen: everyone's concerns everybody. */
export async function reachesSubject(
  parts: TenantParts,
  { layer, subject }: { readonly layer: "everyone" | "team" | "athlete"; readonly subject: string },
): Promise<boolean> {
  switch (layer) {
    case "everyone":
      return true
    case "team":
      return reachesTeam(parts.reach, subject)
    case "athlete":
      return await reachesAthlete(parts, parts.reach, subject)
  }
}

/** The refusal of a log that is not there or out of reach: the two are told apart by nothing. */
export function noAthlete(): AppError {
  return new AppError("notFound", "found no athlete with this id")
}
