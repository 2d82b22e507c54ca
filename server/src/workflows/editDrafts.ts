import { AppError, toInvalidInput } from "../errors.ts"
import { toRulesetFileText } from "../rulesetFileText.ts"
import type { DraftRow } from "../store/rulesetDrafts.ts"
import type { TenantParts } from "../tenantParts.ts"
import { findHostileApart } from "../untrusted/workers.ts"

/** What a draft begins with: a version of the ruleset, or a document, which for a new ruleset is based on none. */
export interface DraftBeginning {
  readonly basedOn?: number | undefined
  readonly document?: unknown
}

/** Begins the author's draft of a ruleset. Refused when there is one already. */
export async function beginDraft(
  parts: TenantParts,
  rulesetId: string,
  { basedOn, document }: DraftBeginning,
): Promise<DraftRow> {
  const base = await parts.rulesets.find({ id: rulesetId, version: basedOn })
  if (base === undefined && (basedOn !== undefined || document === undefined))
    throw new AppError("notFound", "found no such version of a ruleset with this id to begin from")
  if (document !== undefined) await refuseHostile(JSON.stringify(document))
  const at = parts.clock().toISOString()
  const draft: DraftRow = {
    id: parts.newId(),
    rulesetId,
    author: parts.actor,
    basedOn: base?.version ?? null,
    document: document === undefined && base !== undefined ? toRulesetFileText(base.ruleset) : JSON.stringify(document),
    revision: 1,
    createdAt: at,
    updatedAt: at,
  }
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (!(await tables.rulesetDrafts.insert(draft))) {
      const own = await tables.rulesetDrafts.findOf(rulesetId, parts.actor)
      throw new AppError(
        "draftExists",
        `your draft of \`${rulesetId}\` is \`${own?.id ?? ""}\`; go on with it, or delete it`,
      )
    }
    await tables.audit.append(toChange(draft, "draft.made", at, parts.actor))
  })
  return draft
}

/** Keeps what the author has written so far, whether it parses or not; what could run code or reach a prototype is refused. */
export async function saveDraft(
  parts: TenantParts,
  draft: DraftRow,
  document: unknown,
  basedOn: number | null = draft.basedOn,
): Promise<DraftRow> {
  refuseOthers(parts, draft)
  const text = JSON.stringify(document)
  await refuseHostile(text)
  const changes = { document: text, basedOn, updatedAt: parts.clock().toISOString() }
  if (!(await parts.store.of(parts.tenant).rulesetDrafts.save(draft, changes))) throw changedSince()
  return { ...draft, ...changes, revision: draft.revision + 1 }
}

export async function deleteDraft(parts: TenantParts, draft: DraftRow): Promise<void> {
  refuseOthers(parts, draft)
  const at = parts.clock().toISOString()
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (!(await tables.rulesetDrafts.delete(draft))) throw changedSince()
    await tables.audit.append(toChange(draft, "draft.deleted", at, parts.actor))
  })
}

export async function findDraft(parts: TenantParts, rulesetId: string, id: string): Promise<DraftRow> {
  const draft = await parts.store.of(parts.tenant).rulesetDrafts.find(id)
  if (draft?.rulesetId !== rulesetId) throw new AppError("notFound", "found no draft of this ruleset with this id")
  return draft
}

/** Another author's draft can be read, and is changed and published by its author alone. */
export function refuseOthers(parts: TenantParts, draft: DraftRow): void {
  if (draft.author !== parts.actor)
    throw new AppError("forbidden", "the draft is another author's; begin one of your own")
}

async function refuseHostile(document: string): Promise<void> {
  const problems = await findHostileApart(document)
  if (problems.length > 0) throw toInvalidInput(problems)
}

function changedSince(): AppError {
  return new AppError("preconditionFailed", "the draft was changed since; read it again, then change what is there now")
}

function toChange({ id, rulesetId, basedOn }: DraftRow, action: string, at: string, actor: string) {
  return { at, actor, action, subject: `draft:${id}`, details: { rulesetId, basedOn } }
}
