import { sha256 } from "@noble/hashes/sha2.js"
import { bytesToHex, hexToBytes, utf8ToBytes } from "@noble/hashes/utils.js"

/** RFC 8785 canonical JSON of a JSON value; object members that are `undefined` are left out, as JSON does. */
export function canonicalJson(value: unknown): string {
  // Concatenation, not lists that are joined: a decision is digested whole, and this is most of what that costs.
  if (Array.isArray(value)) {
    let text = "["
    for (let index = 0; index < value.length; index++) text += (index === 0 ? "" : ",") + canonicalJson(value[index])
    return `${text}]`
  }
  if (value !== null && typeof value === "object") {
    let text = ""
    // RFC 8785 sorts names by UTF-16 code units, which is what `sort` compares.
    for (const name of Object.keys(value).sort()) {
      const member: unknown = Reflect.get(value, name)
      if (member !== undefined) text += `${text === "" ? "" : ","}${JSON.stringify(name)}:${canonicalJson(member)}`
    }
    return `{${text}}`
  }
  // ECMAScript's own number and string forms are the ones RFC 8785 prescribes.
  return typeof value === "number" && Number.isFinite(value)
    ? String(value === 0 ? 0 : value)
    : (JSON.stringify(value) ?? "null")
}

/** SHA-256, 64 hex digits, of UTF-8 text. */
export function sha256Hex(text: string): string {
  return bytesToHex(sha256(utf8ToBytes(text)))
}

/** Content address of a JSON value: SHA-256 of its canonical form. */
export function digestOf(value: unknown): string {
  return sha256Hex(canonicalJson(value))
}

/** One digest of many, in order: SHA-256 over their bytes; more can be added and the digest so far taken at any time. */
export class DigestChain {
  readonly #hash = sha256.create()
  #count = 0

  /** How many digests are in it. */
  get count(): number {
    return this.#count
  }

  add(digests: readonly string[]): void {
    this.#hash.update(hexToBytes(digests.join("")))
    this.#count += digests.length
  }

  /** 64 hex digits; the chain can go on after it. */
  digest(): string {
    return bytesToHex(this.#hash.clone().digest())
  }
}
