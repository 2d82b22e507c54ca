import type { Context, MiddlewareHandler } from "hono"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"
import type { ServerParts } from "../serverParts.ts"

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"])

/**
 * Guards who uses a browser from the other pages it visits: a page of another origin may not change anything, and on a
 * server for this machine only, a name that an attacker points at it is not answered.
 */
export function guardBrowsers(server: ServerParts): MiddlewareHandler<AppEnv> {
  return async (context, next) => {
    if (server.people.onlyThisMachine && !loopbackHosts.has(new URL(context.req.url).hostname))
      throw new AppError("misdirected", "this server answers only to `localhost`, `127.0.0.1` and `[::1]`")
    if (!isReading(context.req.method)) refuseCrossSite(context, server, "ifSent")
    await next()
  }
}

export function isReading(method: string): boolean {
  return method === "GET" || method === "HEAD" || method === "OPTIONS"
}

/** Refuses an `Origin` that is not the server's own; `required` refuses none at all, too. */
export function refuseCrossSite(
  context: Context<AppEnv>,
  { people }: ServerParts,
  origin: "required" | "ifSent",
): void {
  const found = context.req.header("origin")
  if (found === undefined && origin === "ifSent") return
  const own = [new URL(context.req.url).host, people.publicUrl?.host]
  if (found === undefined || !URL.canParse(found) || !own.includes(new URL(found).host))
    throw new AppError(
      "crossSite",
      "a page of another origin may not change anything here; expected a same-origin `Origin`",
    )
}
