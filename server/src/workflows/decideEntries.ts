import { setImmediate as nextTurn } from "node:timers/promises"
import { decide, toRecord } from "@barometer/engine/readiness"
import { sha256Hex } from "@barometer/engine/rules"
import type { TenantParts } from "../tenantParts.ts"
import { entryOfRow, type KnownLog } from "../athleteLogs.ts"
import { rulesetsAssigned } from "../assignedRulesets.ts"
import { listInForce, subjectsAt } from "../overridesInForce.ts"
import type { Change } from "../store/audit.ts"
import type { NewDecision } from "../store/decisions.ts"
import type { EntryRow } from "../store/entries.ts"
import type { NewShadow } from "../store/shadowDecisions.ts"
import type { TenantStore } from "../store/store.ts"
import { decideInShadow } from "./shadowDecisions.ts"
import { comparePlaces, type LogPlace, placeOf, reaches, reachOf } from "./logPlace.ts"

/**
 * Decides one athlete's committed entries and records, in one transaction, a decision for every check-in among them and
 * a linked, recomputed one for each later decision that they reach. The entries are no longer pending afterwards. The
 * caller holds the athlete's turn.
 */
export async function decideEntries(parts: TenantParts, athleteId: string, rows: readonly EntryRow[]): Promise<void> {
  const known = await parts.logs.read(athleteId)
  const decided: NewDecision[] = []
  const shadows: NewShadow[] = []
  for (const about of [...(await listOwn(parts, rows)), ...(await listReached(parts, athleteId, rows))]) {
    // A batch decides for seconds; other requests get their turn in between.
    await nextTurn()
    const { decision, inShadow } = await decideAt(parts, known, about)
    decided.push(decision)
    shadows.push(...inShadow)
  }
  const record = async (tables: TenantStore) => {
    for (const row of rows)
      // Only when the connection that held the turn broke meanwhile, and another process took it.
      if (!(await tables.entries.markDecided(row.id)))
        throw new Error("found an entry that was decided in the meantime")
    for (const decision of decided) await tables.decisions.insert(decision)
    for (const shadow of shadows) await tables.shadowDecisions.insert(shadow)
    if (rows.some(({ type }) => type === "athlete" || type === "withdrawal"))
      await tables.athletes.setTeam(athleteId, teamIn(known) ?? null)
    await tables.audit.appendAll(decided.map(toChange))
  }
  await parts.store.inTransaction(parts.tenant, record, "besideOthers")
  for (const { verdict } of decided) parts.metrics.decided(verdict)
}

/** The team that the log names last, which says whose coach's athlete it is. */
function teamIn({ log }: KnownLog): string | undefined {
  return subjectsAt(log, { localDate: "9999-12-31", phase: "postSession" }).team
}

/** Whoever logs, Barometer decides. */
const decider = "barometer"

/** The audit row of a decision: what replays to it, not the record. */
function toChange({ id, athleteId, decidedAt, ...decision }: NewDecision): Change {
  const { entryId, causedBy, recomputes, verdict, rulesetId, rulesetVersion, record } = decision
  const recordDigest = sha256Hex(record)
  const details = { entryId, causedBy, recomputes, verdict, rulesetId, rulesetVersion, recordDigest }
  const subject = `decision:${id}`
  return { at: decidedAt, actor: decider, action: "decision.recorded", subject, athleteId, details }
}

type About = Pick<NewDecision, "athleteId" | "entryId" | "causedBy" | "recomputes" | "localDate" | "phase">

/** The check-ins among the rows, in order of date and phase; a correction recomputes what was decided of the row it replaces. */
async function listOwn(parts: TenantParts, rows: readonly EntryRow[]): Promise<readonly About[]> {
  const own: About[] = []
  for (const row of rows) {
    const entry = entryOfRow(row)
    if (entry.type !== "checkIn") continue
    const corrected =
      row.replaces === null ? undefined : await parts.store.of(parts.tenant).decisions.findNewestOf(row.replaces)
    const { athleteId, localDate, phase } = entry
    own.push({ athleteId, entryId: row.id, causedBy: row.id, recomputes: corrected?.id ?? null, localDate, phase })
  }
  return own.sort(comparePlaces)
}

/** The newest standing decision of each date and phase that one of the rows, or the row it replaces, reaches. */
async function listReached(
  parts: TenantParts,
  athleteId: string,
  rows: readonly EntryRow[],
): Promise<readonly About[]> {
  const tables = parts.store.of(parts.tenant)
  const causes: { readonly place: LogPlace; readonly causedBy: string }[] = []
  for (const row of rows)
    for (const said of [row, row.replaces === null ? undefined : await tables.entries.find(row.replaces)]) {
      const place = said === undefined ? undefined : placeOf(entryOfRow(said))
      if (place !== undefined) causes.push({ place, causedBy: row.id })
    }
  const dates = causes.map(({ place }) => place.localDate).sort()
  const [from, last] = [dates[0], dates.at(-1)]
  if (from === undefined || last === undefined) return []
  const own = new Set(rows.map((row) => row.id))
  const standing = await tables.decisions.listStanding(athleteId, { from, to: reachOf(last) })
  const newest = new Map(standing.map((decision) => [`${decision.localDate} ${decision.phase}`, decision]))
  return [...newest.values()].flatMap((later): About[] => {
    const cause = causes.findLast(({ place }) => reaches(place, later))
    if (cause === undefined || own.has(later.entryId)) return []
    const { entryId, localDate, phase } = later
    return [{ athleteId, entryId, causedBy: cause.causedBy, recomputes: later.id, localDate, phase }]
  })
}

/** The decision of the ruleset that is assigned, and beside it what its challengers say. */
async function decideAt(
  parts: TenantParts,
  known: KnownLog,
  about: About,
): Promise<{ readonly decision: NewDecision; readonly inShadow: readonly NewShadow[] }> {
  const decidedAt = parts.clock().toISOString()
  const asOf = { localDate: about.localDate, phase: about.phase, knownAt: decidedAt }
  const subjects = subjectsAt(known.log, asOf)
  const { champion: published, challengers } = await rulesetsAssigned(parts, subjects, asOf.localDate)
  const ofSubjects = await parts.store.of(parts.tenant).overrides.listOf(subjects)
  const overrides = listInForce(ofSubjects, published, asOf.localDate)
  const decision = await decide({ log: known.log, ruleset: published.ruleset, overrides, asOf })
  const id = parts.newId()
  const recorded: NewDecision = {
    ...about,
    id,
    verdict: decision.verdict,
    kind: decision.kind,
    decidedBy: decision.decidedBy,
    sentence: decision.sentence,
    rulesetId: published.id,
    rulesetVersion: published.version,
    decidedAt,
    knownSequence: known.upTo,
    record: JSON.stringify({ id, ...toRecord(decision) }),
    overrides: JSON.stringify(overrides),
  }
  const inShadow: NewShadow[] = []
  for (const challenger of challengers)
    inShadow.push(await decideInShadow(challenger, recorded, { log: known.log, asOf, overrides: ofSubjects }))
  return { decision: recorded, inShadow }
}
