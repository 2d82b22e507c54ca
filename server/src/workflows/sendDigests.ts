import type { Reach } from "../access/principal.ts"
import { composeDigest, type Digest, isQuiet, localTime, toLetter } from "../digest/digest.ts"
import type { SendMail } from "../mail/sendMail.ts"
import type { DigestRow } from "../store/digests.ts"
import type { TenantParts } from "../tenantParts.ts"

/** The name under which webhooks get a digest. */
const event = "digest.morning"

/**
 * Sends each digest whose hour has come where it is read, once a local date, and nothing when nobody needs anybody. A
 * mail that could not be sent is tried again at the next call; `report` is told. Answers how many were sent.
 */
export async function sendDigests(
  parts: TenantParts,
  sendMail: SendMail | undefined,
  report: (digestId: string, error: unknown) => void,
): Promise<number> {
  const { digests } = parts.store.of(parts.tenant)
  let sent = 0
  for (const row of await digests.list()) {
    const { localDate, hour } = localTime(parts.clock(), row.zone)
    if (hour < row.hour || (row.sentFor !== null && row.sentFor >= localDate)) continue
    const digest = await composeDigest(parts, localDate, reachOf(row))
    if (!(await digests.markSent(row.id, row.sentFor, localDate)) || isQuiet(digest)) continue
    try {
      await sendDigest(parts, sendMail, row, digest)
      sent += 1
    } catch (error) {
      report(row.id, error)
      await digests.markSent(row.id, localDate, row.sentFor)
    }
  }
  return sent
}

const reachOf = ({ team }: DigestRow): Reach => (team === null ? { to: "tenant" } : { to: "teams", teams: [team] })

async function sendDigest(parts: TenantParts, sendMail: SendMail | undefined, row: DigestRow, digest: Digest) {
  if (row.email !== null) {
    if (sendMail === undefined) throw new Error("there is no SMTP server to send by")
    await sendMail({ to: row.email, ...toLetter(digest) })
  }
  if (row.webhookId === null) return
  const now = parts.clock().toISOString()
  await parts.store.of(parts.tenant).webhookDeliveries.insert({
    id: parts.newId(),
    webhookId: row.webhookId,
    event,
    athleteId: null,
    body: JSON.stringify({ type: event, timestamp: now, data: digest }),
    state: "pending",
    attempts: 0,
    nextAttemptAt: now,
    lastAnswer: null,
    createdAt: now,
    finishedAt: null,
  })
}
