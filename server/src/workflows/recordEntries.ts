import { toLoggedEntry, type Entry } from "@barometer/engine/readiness"
import type { TenantParts } from "../tenantParts.ts"
import { AppError } from "../errors.ts"
import type { Change } from "../store/audit.ts"
import type { EntryRow } from "../store/entries.ts"
import type { TenantStore } from "../store/store.ts"

/** What recording an entry came to: a new row, the row that the same entry made earlier, or a refusal. */
export type Recorded =
  | { readonly state: "new" | "known"; readonly row: EntryRow }
  | { readonly state: "refused"; readonly error: AppError }

/** Commits the entries of athletes whose turn it is in one transaction; one that is refused changes nothing and keeps no other from being recorded. */
export async function recordEntries(parts: TenantParts, entries: readonly Entry[]): Promise<readonly Recorded[]> {
  const receivedAt = parts.clock().toISOString()
  const record = async (tables: TenantStore) => {
    const recorded: Recorded[] = []
    for (const entry of entries)
      try {
        recorded.push(await recordEntry(tables, entry, parts.newId(), receivedAt))
      } catch (error) {
        if (!(error instanceof AppError)) throw error
        recorded.push({ state: "refused", error })
      }
    const added = recorded.flatMap((item) => (item.state === "new" ? [item.row] : []))
    await tables.audit.appendAll(added.map((row) => toChange(row, parts.actor)))
    return recorded
  }
  return await parts.store.inTransaction(parts.tenant, record, "besideOthers")
}

/** The audit row of an entry that was added; the entry itself is not repeated, its digest stands for it. */
function toChange({ id, athleteId, type, digest, replaces, receivedAt }: EntryRow, actor: string): Change {
  const details = { type, digest, replaces }
  return { at: receivedAt, actor, action: "entry.recorded", subject: `entry:${id}`, athleteId, details }
}

async function recordEntry(tables: TenantStore, entry: Entry, id: string, receivedAt: string): Promise<Recorded> {
  const { digest } = toLoggedEntry(entry)
  const earlier = await findSame(tables, entry)
  if (earlier?.digest === digest) return { state: "known", row: earlier }
  if (earlier !== undefined)
    throw new AppError(
      "alreadyLogged",
      `\`${entry.clientId}\` is already logged there with other contents; to correct it, post an entry with a \`clientId\` of its own and \`supersedes\`: \`${entry.clientId}\``,
      [
        {
          pointer: "/clientId",
          code: "alreadyLogged",
          message: "found a client id that is taken; expected a new one, with `supersedes`",
        },
      ],
    )
  await refuseReplacedName(tables, entry)
  const replaced = entry.supersedes === undefined ? undefined : await findReplaced(tables, entry, entry.supersedes)
  await tables.athletes.insertIfAbsent({ id: entry.athleteId, createdAt: receivedAt })
  const row = {
    id,
    athleteId: entry.athleteId,
    type: entry.type,
    clientId: entry.clientId ?? null,
    localDate: localDateOf(entry),
    phase: entry.type === "checkIn" ? entry.phase : null,
    receivedAt,
    digest,
    payload: JSON.stringify(entry),
    replaces: replaced?.id ?? null,
    pending: true,
  }
  const sequence = await tables.entries.insert(row)
  if (replaced !== undefined) await tables.entries.markSuperseded(replaced.id)
  return { state: "new", row: { ...row, sequence, superseded: false } }
}

/** The row with the entry's natural key. */
async function findSame(tables: TenantStore, entry: Entry): Promise<EntryRow | undefined> {
  if (entry.type === "checkIn")
    return await tables.entries.findCheckIn(entry.athleteId, entry.localDate, entry.phase, entry.clientId)
  if (entry.clientId === undefined) return undefined
  const named = await tables.entries.listByClientId(entry.athleteId, entry.clientId)
  return named.find((row) => row.type === entry.type)
}

/** A client id names one entry to replace, so once replaced it names nothing new. */
async function refuseReplacedName(tables: TenantStore, entry: Entry): Promise<void> {
  if (entry.clientId === undefined) return
  const named = await tables.entries.listByClientId(entry.athleteId, entry.clientId)
  if (named.some((row) => row.superseded))
    throw new AppError(
      "alreadyCorrected",
      `an entry \`${entry.clientId}\` was replaced by a correction; expected a client id that was not used before`,
    )
}

/** The one standing row that the client id names. */
async function findReplaced(tables: TenantStore, entry: Entry, clientId: string): Promise<EntryRow> {
  const named = await tables.entries.listByClientId(entry.athleteId, clientId)
  const [only, another] = named
  const fits = only !== undefined && (only.type === entry.type || entry.type === "withdrawal")
  if (fits && another === undefined && only.type !== "withdrawal" && entry.clientId !== clientId) {
    if (!only.superseded) return only
    throw new AppError("alreadyCorrected", `\`${clientId}\` was already replaced; correct the entry that replaced it`)
  }
  const found =
    entry.clientId === clientId
      ? "the entry's own client id"
      : `${named.length} entries of the athlete with the client id \`${clientId}\``
  const message = `found ${found}; expected the client id of exactly one other ${entry.type === "withdrawal" ? "entry" : `\`${entry.type}\` entry`}`
  throw new AppError("invalidInput", message, [{ pointer: "/supersedes", code: "unknownReference", message }])
}

function localDateOf(entry: Entry): string | null {
  if (entry.type === "athlete" || entry.type === "withdrawal") return null
  return "localDate" in entry ? entry.localDate : entry.from
}
