import { createHmac, randomBytes } from "node:crypto"

const secretPrefix = "whsec_"

/** A new secret that messages are signed with, as the Standard Webhooks libraries of receivers read it. */
export function newSigningSecret(): string {
  return secretPrefix + randomBytes(32).toString("base64")
}

/**
 * The headers that let a receiver trust a message: its id, the same at each attempt; when it was sent; and the
 * HMAC-SHA-256 of both and the body (https://www.standardwebhooks.com, scheme v1).
 */
export function signatureHeaders(
  id: string,
  body: string,
  secret: string,
  now: Date,
): Readonly<Record<"webhook-id" | "webhook-timestamp" | "webhook-signature", string>> {
  const timestamp = String(Math.floor(now.getTime() / 1_000))
  const key = Buffer.from(secret.slice(secretPrefix.length), "base64")
  const signature = createHmac("sha256", key).update(`${id}.${timestamp}.${body}`).digest("base64")
  return { "webhook-id": id, "webhook-timestamp": timestamp, "webhook-signature": `v1,${signature}` }
}
