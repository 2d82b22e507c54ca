import { request as requestHttp } from "node:http"
import { request as requestHttps } from "node:https"
import { isPrivateLiteral, lookupPublic } from "./publicAddress.ts"

const timeoutMs = 10_000

/** What a receiver answered: a status, or why there was no answer. */
export type Answer = { readonly status: number } | { readonly fault: string }

export type SendMessage = (url: string, body: string, headers: Readonly<Record<string, string>>) => Promise<Answer>

/** Posts a message over HTTP; a redirect is an answer and is not followed. Without `allowPrivate` only public addresses are reached. */
export function createSendMessage({ allowPrivate }: { readonly allowPrivate: boolean }): SendMessage {
  return async (url, body, headers) => {
    const { protocol, hostname } = new URL(url)
    if (!allowPrivate && isPrivateLiteral(hostname)) return { fault: "a private address" }
    return await new Promise<Answer>((resolve) => {
      const sending = (protocol === "https:" ? requestHttps : requestHttp)(
        url,
        {
          method: "POST",
          headers: { ...headers, "content-type": "application/json", "content-length": Buffer.byteLength(body) },
          timeout: timeoutMs,
          signal: AbortSignal.timeout(timeoutMs),
          agent: false,
          ...(!allowPrivate && { lookup: lookupPublic }),
        },
        (response) => {
          resolve({ status: response.statusCode ?? 0 })
          // What a receiver says beside its status is of no use here.
          response.destroy()
        },
      )
      sending.once("timeout", () => sending.destroy(new Error("no answer in time")))
      sending.once("error", (error) => resolve({ fault: faultOf(error) }))
      sending.end(body)
    })
  }
}

function faultOf(error: Error): string {
  if (error.name === "AbortError" || error.name === "TimeoutError") return "no answer in time"
  return "code" in error && typeof error.code === "string" ? error.code : error.message.slice(0, 100)
}
