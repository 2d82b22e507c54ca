import { fromDay, toDay, type Entry } from "@barometer/engine/readiness"
import { noAthlete } from "../access/reach.ts"
import { AppError } from "../errors.ts"
import type { TenantParts } from "../tenantParts.ts"

/** How long after the day an athlete may still say how it was; later, memory says what the coach wants to hear. */
const athleteLateDays = 30

/** The coach's word about an athlete: what an athlete may neither log nor take back. */
const coachTypes: ReadonlySet<string> = new Set(["athlete", "plan"])

/** For each entry the reason why the principal may not log it, in its place; undefined where it may be. */
export async function refuseEntries(
  parts: TenantParts,
  entries: readonly Entry[],
): Promise<readonly (AppError | undefined)[]> {
  const refusals: (AppError | undefined)[] = []
  for (const entry of entries) refusals.push((await refuseAthlete(parts, entry)) ?? (await refuseByRole(parts, entry)))
  return refusals
}

async function refuseAthlete({ store, tenant, reach }: TenantParts, entry: Entry): Promise<AppError | undefined> {
  switch (reach.to) {
    case "tenant":
      return undefined
    case "athlete":
      return reach.athleteId === entry.athleteId ? undefined : noAthlete()
    case "teams": {
      const athlete = await store.of(tenant).athletes.find(entry.athleteId)
      const named = entry.type === "athlete" ? entry.team : undefined
      // A coach takes a new athlete on by naming a team; one who is another coach's is not there for this one.
      const team = athlete === undefined ? named : athlete.team
      if (team === undefined || team === null || !reach.teams.includes(team)) return noAthlete()
      if (named === undefined || reach.teams.includes(named)) return undefined
      return new AppError("forbidden", "found another coach's team at `/team`; expected one of yours")
    }
  }
}

async function refuseByRole(parts: TenantParts, entry: Entry): Promise<AppError | undefined> {
  if (parts.role !== "athlete") return undefined
  if (coachTypes.has(entry.type) || (await takesBackCoachsWord(parts, entry)))
    return new AppError("forbidden", "what is planned, and the facts about an athlete, are the coach's to log")
  if (entry.type === "choice" && entry.by === "coach")
    return new AppError("forbidden", "found the coach's choice; expected one by the athlete")
  if (entry.type === "checkIn") return refuseLate(entry.localDate, parts.clock())
  return undefined
}

async function takesBackCoachsWord({ store, tenant }: TenantParts, entry: Entry): Promise<boolean> {
  if (entry.type !== "withdrawal") return false
  const named = await store.of(tenant).entries.listByClientId(entry.athleteId, entry.supersedes)
  return named.some(({ type }) => coachTypes.has(type))
}

function refuseLate(localDate: string, now: Date): AppError | undefined {
  const earliest = fromDay(toDay(now.toISOString().slice(0, 10)) - athleteLateDays)
  if (localDate >= earliest) return undefined
  const message = `found a date more than ${athleteLateDays} days ago; expected \`${earliest}\` or later, or a coach to log it`
  return new AppError("invalidInput", message, [{ pointer: "/localDate", code: "tooLate", message }])
}
