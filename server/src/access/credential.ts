import { createHash, randomBytes, timingSafeEqual } from "node:crypto"

/** By the letters that its text begins with, so that a scanner finds a leaked one and a person can tell them apart. */
const prefixes = { key: "bar", link: "barlink", invitation: "barinvite", setup: "barsetup" } as const
export type CredentialKind = keyof typeof prefixes

/** A secret of 256 random bits under a public id; the text is shown once and only the digest is kept. */
export interface Credential {
  readonly id: string
  readonly secretDigest: string
  readonly text: string
}

export interface ShownCredential {
  readonly kind: CredentialKind
  readonly id: string
  readonly secretDigest: string
}

export function newCredential(kind: CredentialKind): Credential {
  const id = randomBytes(9).toString("hex")
  const secret = randomBytes(32).toString("base64url")
  return { id, secretDigest: digestOf(secret), text: `${prefixes[kind]}_${id}_${secret}` }
}

/** Reads a credential's text as it was shown; anything else is undefined. */
export function parseCredential(text: string): ShownCredential | undefined {
  const [, prefix, id = "", secret = ""] = /^([a-z]+)_([0-9a-f]{18})_([A-Za-z0-9_-]{43})$/.exec(text) ?? []
  const kinds: readonly CredentialKind[] = ["key", "link", "invitation", "setup"]
  const kind = kinds.find((each) => prefixes[each] === prefix)
  return kind === undefined ? undefined : { kind, id, secretDigest: digestOf(secret) }
}

/** Whether two digests are equal, in a time that does not tell where they differ. */
export function isSameDigest(a: string, b: string): boolean {
  return a.length === b.length && timingSafeEqual(Buffer.from(a), Buffer.from(b))
}

/** The secret has 256 bits of its own, so a plain hash is as good as a slow one. */
function digestOf(secret: string): string {
  return createHash("sha256").update(secret).digest("hex")
}
