import type { OpenAPIHono, RouteConfig } from "@hono/zod-openapi"
import type { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { problemSchema } from "../errors.ts"

/** Every refusal, whatever its status, is a problem document. */
export const refusals = {
  "4XX": {
    description: "Refused; the document says why.",
    content: { "application/problem+json": { schema: problemSchema } },
  },
} as const

/** A documented body; it is read by the strict reader and parsed by the engine. */
export function bodyOf<S extends z.ZodType>(schema: S) {
  return { required: true, content: { "application/json": { schema } } } as const
}

/**
 * A route whose body the strict reader has read by the time its handler runs: the description and the client's types know
 * the body, and the router does not read it a second time, so `valid("json")` has nothing to answer.
 */
export function strictly<R extends RouteConfig, Q extends NonNullable<RouteConfig["request"]>>(
  app: OpenAPIHono<AppEnv>,
  route: R,
  request: Q,
): Omit<R, "request"> & { readonly request: Q } {
  app.openAPIRegistry.registerPath({ ...route, request })
  // As the router sees it, the request is what the route was made with, and it is described already.
  const unread: Omit<R, "request"> & { readonly hide: boolean; readonly request?: unknown } = { ...route, hide: true }
  return unread as Omit<R, "request"> & { readonly request: Q }
}
