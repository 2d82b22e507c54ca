import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, utf8ToBytes } from "@noble/hashes/utils.js"

/** RFC 8785 canonical JSON of a JSON value; object members that are `undefined` are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(",")}]`
  if (value !== null && typeof value === "object") {
    const members = Object.entries(value)
      .filter(([, member]) => member !== undefined)
      // RFC 8785 sorts by UTF-16 code units, which is what `<` compares.
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`)
    return `{${members.join(",")}}`
  }
  // ECMAScript's own number and string forms are the ones RFC 8785 prescribes.
  return JSON.stringify(value) ?? "null"
}

/** SHA-256, 64 hex digits, of UTF-8 text. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/** Content address of a JSON value: SHA-256 of its canonical form. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalJson(value))
}
