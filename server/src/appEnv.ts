/** What the middlewares leave for the routes. */
export interface AppEnv {
  Variables: {
    requestId: string
    /** The request's JSON body, read strictly. */
    body: unknown
    bodyBytes: number
    /** SHA-256 of the body as it was sent, hex. */
    bodyDigest: string
  }
}
