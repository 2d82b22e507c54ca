import { AppError, toInvalidInput } from "../errors.ts"
import type { DigestRow } from "../store/digests.ts"
import type { TenantParts } from "../tenantParts.ts"

const mostDigests = 100

interface NewDigest {
  readonly email?: string | undefined
  readonly webhookId?: string | undefined
  readonly team?: string | undefined
  readonly hour: number
  readonly zone: string
}

/** Begins a morning digest; one to a webhook that is not there is refused. */
export async function makeDigest(parts: TenantParts, asked: NewDigest): Promise<DigestRow> {
  const createdAt = parts.clock().toISOString()
  return await parts.store.inTransaction(parts.tenant, async (tables) => {
    if ((await tables.digests.list()).length >= mostDigests)
      throw new AppError("invalidInput", `found ${mostDigests} digests; expected one to be taken away first`)
    if (asked.webhookId !== undefined && (await tables.webhooks.find(asked.webhookId)) === undefined) {
      const message = "found no webhook with this id"
      throw toInvalidInput([{ pointer: "/webhookId", code: "unknownReference", message }])
    }
    const { email = null, webhookId = null, team = null, hour, zone } = asked
    const digest = { id: parts.newId(), email, webhookId, team, hour, zone, sentFor: null, createdAt }
    await tables.digests.insert(digest)
    await tables.audit.append({
      at: createdAt,
      actor: parts.actor,
      action: "digest.made",
      subject: `digest:${digest.id}`,
      details: { by: email === null ? "webhook" : "email", team, hour, zone },
    })
    return digest
  })
}

export async function deleteDigest(parts: TenantParts, id: string): Promise<void> {
  await parts.store.inTransaction(parts.tenant, async (tables) => {
    if (!(await tables.digests.delete(id))) throw new AppError("notFound", "found no digest with this id")
    const at = parts.clock().toISOString()
    await tables.audit.append({
      at,
      actor: parts.actor,
      action: "digest.deleted",
      subject: `digest:${id}`,
      details: {},
    })
  })
}
