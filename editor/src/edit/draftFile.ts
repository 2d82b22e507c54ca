import { ask, get, Refused } from "../client.ts"
import type { RulesetDocument } from "../model/rulesetDocument.ts"

/** A draft as it lies on the server. */
export interface StoredDraft {
  readonly id: string
  readonly basedOn: number | null
  readonly document: RulesetDocument
  readonly etag: string
}

/** What the page opens with: the version that counts, and the caller's own draft of it, when there is one. */
export interface OpenedRuleset {
  readonly id: string
  readonly version: number
  readonly published: RulesetDocument
  readonly draft: StoredDraft | undefined
}

interface Draft {
  readonly id: string
  readonly basedOn: number | null
  readonly ruleset: RulesetDocument
}
interface Versions {
  readonly rulesets: readonly { readonly version: number; readonly retiredAt: string | null }[]
}

/** Reads the newest version in force and the caller's draft. Nothing is begun by looking. */
export async function openRuleset(id: string): Promise<OpenedRuleset> {
  const { rulesets } = await get<Versions>(`/api/rulesets/${id}/versions`)
  const version = rulesets.find(({ retiredAt }) => retiredAt === null)?.version ?? rulesets[0]?.version ?? 1
  const published = JSON.parse(
    JSON.stringify(await get<RulesetDocument>(`/api/rulesets/${id}/versions/${version}/file`)),
  ) as RulesetDocument
  const { drafts } = await get<{ readonly drafts: readonly unknown[] }>(`/api/rulesets/${id}/drafts`)
  return { id, version, published, draft: drafts.length === 0 ? undefined : await ownDraft(id) }
}

/** The caller's draft, begun if there is none: there is one an author, and beginning a second names the first. */
async function ownDraft(rulesetId: string, ruleset?: RulesetDocument): Promise<StoredDraft> {
  try {
    const begun = await ask<Draft>(
      "POST",
      `/api/rulesets/${rulesetId}/drafts`,
      ruleset === undefined ? {} : { ruleset },
    )
    return toStored(begun.value, begun.etag)
  } catch (error) {
    if (!(error instanceof Refused) || error.code !== "draftExists") throw error
    const draftId = /is `([^`]+)`/.exec(error.problem.detail)?.[1] ?? ""
    return await readDraft(rulesetId, draftId)
  }
}

/** A draft as it is now. */
export async function readDraft(rulesetId: string, draftId: string): Promise<StoredDraft> {
  const { value, etag } = await ask<Draft>("GET", `/api/rulesets/${rulesetId}/drafts/${draftId}`)
  return toStored(value, etag)
}

/** Begins a draft with a document; an own draft that came into being meanwhile is answered instead, for the caller to compare. */
export async function beginDraft(rulesetId: string, document: RulesetDocument): Promise<StoredDraft> {
  return await ownDraft(rulesetId, document)
}

/** Keeps a document in a draft that is still as `etag` says; rejects with `preconditionFailed` when it is not. */
export async function saveDraft(
  rulesetId: string,
  { id, etag }: Pick<StoredDraft, "id" | "etag">,
  document: RulesetDocument,
): Promise<StoredDraft> {
  const saved = await ask<Draft>("PUT", `/api/rulesets/${rulesetId}/drafts/${id}`, document, { "if-match": etag })
  return toStored(saved.value, saved.etag)
}

function toStored({ id, basedOn, ruleset }: Draft, etag: string | null): StoredDraft {
  if (etag === null) throw new Error("a draft is answered with its revision")
  return { id, basedOn, document: ruleset, etag }
}
