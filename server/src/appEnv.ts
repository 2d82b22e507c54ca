import type { Principal } from "./access/principal.ts"
import type { TenantParts } from "./tenantParts.ts"

/** What the middlewares leave for the routes. */
export interface AppEnv {
  Variables: {
    requestId: string
    /** Who asks, known from the session or key and from nothing that the request says. */
    principal: Principal
    /** What belongs to the principal's tenant; a route reaches nothing of any other. */
    parts: TenantParts
    /** The request's JSON body, read strictly. */
    body: unknown
    bodyBytes: number
    /** SHA-256 of the body as it was sent, hex. */
    bodyDigest: string
  }
}
