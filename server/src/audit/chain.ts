import { createHash, createHmac } from "node:crypto"
import { canonicalJson } from "@barometer/engine/rules"

/** What one row of the chain says in the open; it names no athlete but by a random reference. */
export interface Link {
  readonly sequence: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  /** The reference of the athlete whom it is about; empty when it is about none. */
  readonly athlete: string
  /** Binds the row to what it says of the athlete, without saying it. */
  readonly commitment: string
  /** The hash of the row before. */
  readonly previous: string
}

/** Where a chain ends: how many rows it has, and the hash of the last. */
export interface ChainHead {
  readonly count: number
  readonly hash: string
}

/** What the first row has for the hash of the row before. */
export const genesis = "0".repeat(64)

/** The hash of a row: SHA-256 over the canonical JSON of everything but its details, for which the commitment stands. */
export function hashOfLink(tenant: string, link: Link): string {
  const { sequence, at, actor, action, subject, athlete, commitment, previous } = link
  const said = canonicalJson({ tenant, sequence, at, actor, action, subject, athlete, commitment, previous })
  return createHash("sha256").update(said).digest("hex")
}

/**
 * HMAC-SHA-256 over whom a row is about and its details as canonical JSON. Without the key, which goes with the athlete,
 * nobody can tell by trying what the details were.
 */
export function commitmentTo(key: string, athleteId: string, details: string): string {
  return createHmac("sha256", Buffer.from(key, "hex"))
    .update(`${canonicalJson(athleteId)}\n${details}`)
    .digest("hex")
}

/** What the subject of the row is that says an athlete was erased. */
export function erasedSubject(reference: string): string {
  return `erased:${reference}`
}
export const erasedAction = "athlete.erased"
/** A head as one word that an operator can keep elsewhere: `count:hash`. */
export function toHeadText({ count, hash }: ChainHead): string {
  return `${count}:${hash}`
}

/** The head that such a word names; `undefined` for anything else. */
export function fromHeadText(text: string): ChainHead | undefined {
  const parts = /^(\d{1,15}):([0-9a-f]{64})$/.exec(text.trim())
  return parts?.[1] === undefined || parts[2] === undefined ? undefined : { count: Number(parts[1]), hash: parts[2] }
}
