import { createHash } from "node:crypto"
import type { Context, MiddlewareHandler } from "hono"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import { parseStrictJson } from "./strictJson.ts"

/** Reads the request's JSON body, at most `limit` bytes as they come in, whatever the headers say, and leaves it as `body`. */
export function jsonBody(limit: number): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    const bytes = await bodyBytes(context, limit)
    context.set("body", await parseStrictJson(bytes))
    context.set("bodyBytes", bytes.byteLength)
    context.set("bodyDigest", createHash("sha256").update(bytes).digest("hex"))
    await next()
  }
}

/** The bytes of the request's JSON body, not parsed yet, at most `limit` of them. */
export async function bodyBytes(context: Context<AppEnv>, limit: number): Promise<Uint8Array> {
  refuseMediaType(context.req.header("content-type"), context.req.header("content-encoding"))
  return await readAtMost(context.req.raw.body, limit)
}

/** Refuses a value of which the request may have at most `limit` bytes. */
export function refuseOversize(bytes: number, limit: number, what: string): void {
  if (bytes > limit) throw new AppError("bodyTooLarge", `found ${what} of more than ${limit} bytes`)
}

function refuseMediaType(type: string | undefined, encoding: string | undefined): void {
  const [essence = "", ...parameters] = (type ?? "").split(";").map((part) => part.trim().toLowerCase())
  if (essence !== "application/json")
    throw new AppError("unsupportedMediaType", "expected content-type `application/json`")
  for (const parameter of parameters)
    if (parameter.startsWith("charset=") && !["charset=utf-8", 'charset="utf-8"'].includes(parameter))
      throw new AppError("unsupportedMediaType", "expected the charset `utf-8`")
  if (encoding !== undefined && encoding.trim().toLowerCase() !== "identity")
    throw new AppError("unsupportedMediaType", "expected a body without content-encoding")
}

/** The bytes of a body, at most `limit` as they come in. */
export async function readAtMost(body: ReadableStream<Uint8Array> | null, limit: number): Promise<Uint8Array> {
  if (body === null) throw new AppError("malformedJson", "the body is empty; expected JSON")
  const chunks: Uint8Array[] = []
  let length = 0
  const reader = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return Buffer.concat(chunks, length)
    length += value.byteLength
    if (length > limit) {
      reader.cancel().catch(() => undefined)
      refuseOversize(length, limit, "a body")
    }
    chunks.push(value)
  }
}
