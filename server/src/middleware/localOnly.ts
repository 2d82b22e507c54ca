import type { MiddlewareHandler } from "hono"
import type { AppEnv } from "../appEnv.ts"
import { AppError } from "../errors.ts"

const loopbackHosts: ReadonlySet<string> = new Set(["localhost", "127.0.0.1", "[::1]"])

/**
 * Guards a server that knows no sign-in from the web pages its owner visits: a page of another origin may not change
 * anything, and a name that an attacker points at this machine is not answered.
 */
export const localOnly: MiddlewareHandler<AppEnv> = async (context, next) => {
  const { hostname, host } = new URL(context.req.url)
  if (!loopbackHosts.has(hostname))
    throw new AppError("misdirected", "this server answers only to `localhost`, `127.0.0.1` and `[::1]`")
  const origin = context.req.header("origin")
  if (origin !== undefined && context.req.method !== "GET" && hostOf(origin) !== host)
    throw new AppError("crossSite", "a page of another origin may not change anything here")
  await next()
}

function hostOf(origin: string): string | undefined {
  return URL.canParse(origin) ? new URL(origin).host : undefined
}
