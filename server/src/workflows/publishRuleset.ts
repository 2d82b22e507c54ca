import { AppError, toInvalidInput } from "../errors.ts"
import { toRulesetFileText } from "../rulesetFileText.ts"
import type { DraftRow } from "../store/rulesetDrafts.ts"
import type { VersionRow } from "../store/rulesets.ts"
import type { TenantParts } from "../tenantParts.ts"
import { inspectApart } from "../untrusted/workers.ts"
import { frozen } from "./checkRuleset.ts"
import { type GoldenDayReport, runGoldenDays } from "./goldenDays.ts"

export interface Publication {
  readonly id: string
  /** The ruleset as JSON text; its `version` is given by the publication. */
  readonly document: string
  /** The version that it was made from; null: the ruleset is new. */
  readonly basedOn: number | null
  readonly message: string
  /** Golden days whose new verdicts are meant. */
  readonly acceptedGoldenDays: readonly string[]
  /** The draft that is published, and gone with it. */
  readonly draft?: Pick<DraftRow, "id" | "revision">
}

/**
 * Publishes the next version of a ruleset. Refused when it does not parse, when a version was published since the one
 * that it is based on, and when a golden day changes that is not accepted by its id; an accepted one is pinned anew.
 */
export async function publishRuleset(parts: TenantParts, publication: Publication): Promise<VersionRow> {
  const { id, document, basedOn, message, acceptedGoldenDays, draft } = publication
  const tables = parts.store.of(parts.tenant)
  refuseOutdated(id, basedOn, await tables.rulesets.listVersions(id))
  const version = (basedOn ?? 0) + 1
  const { parsed, problems } = await inspectApart({ document, id, version })
  if (parsed === undefined) throw toInvalidInput(problems)
  const { hash, text } = parsed
  const changed = (await runGoldenDays(parts, frozen(parsed.ruleset))).filter(({ holds }) => !holds)
  refuseUnaccepted(changed, acceptedGoldenDays)

  const publishedAt = parts.clock().toISOString()
  const row = { id, version, hash, title: parsed.ruleset.title, publishedAt, author: parts.actor, message }
  await parts.store.inTransaction(parts.tenant, async (inside) => {
    if (!(await inside.rulesets.insert({ ...row, document: text })))
      refuseOutdated(id, basedOn, await inside.rulesets.listVersions(id))
    for (const { day, verdict, decidedBy } of changed) await inside.goldenDays.expect(day.id, { verdict, decidedBy })
    if (draft !== undefined && !(await inside.rulesetDrafts.delete(draft)))
      throw new AppError("preconditionFailed", "the draft was changed since; read it again before it is published")
    const details = { hash, message, basedOn, acceptedGoldenDays: changed.map(({ day }) => day.id) }
    await inside.audit.append({
      at: publishedAt,
      actor: parts.actor,
      action: "ruleset.published",
      subject: `ruleset:${id}@${version}`,
      details,
    })
  })
  return { ...row, retiredAt: null }
}

/** Whether the document says what the version says, whatever version it names. */
export async function saysTheSame(
  document: string,
  { id, version, hash }: Pick<VersionRow, "id" | "version" | "hash">,
): Promise<boolean> {
  const { parsed } = await inspectApart({ document, id, version })
  return parsed?.hash === hash
}

/** Publishes an older version's content as the next version. */
export async function rollBack(
  parts: TenantParts,
  id: string,
  { to, message, acceptedGoldenDays }: { readonly to: number } & Pick<Publication, "message" | "acceptedGoldenDays">,
): Promise<VersionRow> {
  const older = await parts.rulesets.find({ id, version: to })
  if (older === undefined) throw new AppError("notFound", "found no such version of a ruleset with this id")
  const [newest] = await parts.store.of(parts.tenant).rulesets.listVersions(id)
  const basedOn = newest?.version ?? null
  return await publishRuleset(parts, {
    id,
    document: toRulesetFileText(older.ruleset),
    basedOn,
    message,
    acceptedGoldenDays,
  })
}

/** Retires a version: what it decided replays for ever, and nothing new can be assigned to it. Retired again, it stays as it was. */
export async function retireVersion(parts: TenantParts, id: string, version: number): Promise<VersionRow> {
  const at = parts.clock().toISOString()
  return await parts.store.inTransaction(parts.tenant, async (tables) => {
    const versions = await tables.rulesets.listVersions(id)
    const row = versions.find((each) => each.version === version)
    if (row === undefined) throw new AppError("notFound", "found no such version of a ruleset with this id")
    if (row.retiredAt !== null) return row
    if (versions.every((each) => each.retiredAt !== null || each.version === version))
      throw new AppError("lastVersion", `\`${id}\` has no other version that is not retired; publish one first`)
    if (parts.deciding.id === id && parts.deciding.version === version)
      throw new AppError("stillAssigned", `\`${id}@${version}\` decides where nothing else is assigned, by \`RULESET\``)
    const named = await tables.assignments.listOfVersion(id, version)
    const standing = named.filter(({ endedFrom }) => endedFrom === null || endedFrom > at.slice(0, 10))
    if (standing.length > 0)
      throw new AppError("stillAssigned", `${standing.length} assignments name \`${id}@${version}\`; end them first`)
    await tables.rulesets.retire(id, version, at)
    await tables.audit.append({
      at,
      actor: parts.actor,
      action: "ruleset.retired",
      subject: `ruleset:${id}@${version}`,
      details: { hash: row.hash },
    })
    return { ...row, retiredAt: at }
  })
}

function refuseOutdated(id: string, basedOn: number | null, versions: readonly VersionRow[]): void {
  const newer = versions.filter(({ version }) => version > (basedOn ?? 0))
  if (newer.length > 0) {
    const told = newer.slice(0, 5).map(({ version, publishedAt }) => `\`${id}@${version}\` (${publishedAt})`)
    throw new AppError(
      "outdatedBase",
      `published since version ${basedOn ?? "0"}: ${told.join(", ")}; bring the change onto the newest version first`,
      newer.map(({ version, message, author }) => ({
        pointer: "/basedOn",
        code: "outdatedBase",
        message: `version ${version} by \`${author ?? "a file"}\`: ${message}`,
      })),
    )
  }
  if (basedOn !== null && versions[0]?.version !== basedOn)
    throw new AppError("notFound", `found no version ${basedOn} of the ruleset to base it on`)
}

function refuseUnaccepted(changed: readonly GoldenDayReport[], accepted: readonly string[]): void {
  const meant = new Set(accepted)
  const refused = changed.filter(({ day }) => !meant.has(day.id))
  if (refused.length === 0) return
  const message = `${refused.length} golden days change; mend the ruleset, or name them in \`acceptedGoldenDays\``
  throw new AppError(
    "goldenDaysChange",
    message,
    refused.map(({ day, verdict, decidedBy }) => ({
      pointer: `/goldenDays/${day.id}`,
      code: "goldenDayChanges",
      message: `expected \`${day.verdict}\` by ${ruleWords(day.decidedBy)}; found \`${verdict}\` by ${ruleWords(decidedBy)}`,
    })),
  )
}

function ruleWords(rule: string | null): string {
  return rule === null ? "no rule" : `\`${rule}\``
}
