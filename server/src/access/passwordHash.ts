import { argon2, randomBytes, timingSafeEqual } from "node:crypto"
import { promisify } from "node:util"

const argon2Async = promisify(argon2)

/** Argon2id with what OWASP asks for at least: 19 MiB, two passes, one lane. */
const memoryKiB = 19 * 1024
const passes = 2
const parallelism = 1
const tagLength = 32

/** The hash of a password as the PHC string format writes it. */
export async function hashPassword(password: string): Promise<string> {
  const nonce = randomBytes(16)
  const tag = await derive(password, nonce, { memory: memoryKiB, passes, parallelism, tagLength })
  return `$argon2id$v=19$m=${memoryKiB},t=${passes},p=${parallelism}$${toBase64(nonce)}$${toBase64(tag)}`
}

/** Whether the password is the one that was hashed; a hash in another format matches none. */
export async function verifyPassword({
  hash,
  password,
}: {
  readonly hash: string
  readonly password: string
}): Promise<boolean> {
  const found = /^\$argon2id\$v=19\$m=(\d+),t=(\d+),p=(\d+)\$([A-Za-z0-9+/]+)\$([A-Za-z0-9+/]+)$/.exec(hash)
  if (found === null) return false
  const [, memory, times, lanes, nonce = "", tag = ""] = found
  const expected = Buffer.from(tag, "base64")
  const cost = { memory: Number(memory), passes: Number(times), parallelism: Number(lanes), tagLength: expected.length }
  return timingSafeEqual(await derive(password, Buffer.from(nonce, "base64"), cost), expected)
}

interface Cost {
  readonly memory: number
  readonly passes: number
  readonly parallelism: number
  readonly tagLength: number
}

async function derive(password: string, nonce: Buffer, cost: Cost): Promise<Buffer> {
  return await argon2Async("argon2id", { message: password.normalize("NFKC"), nonce, ...cost })
}

function toBase64(bytes: Buffer): string {
  return bytes.toString("base64").replaceAll("=", "")
}
