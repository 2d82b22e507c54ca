import { randomBytes } from "node:crypto"
import { betterAuth } from "better-auth"
import { isAPIError } from "better-auth/api"
import type { Store } from "../store/store.ts"
import { hashPassword, verifyPassword } from "./passwordHash.ts"

export const passwordLength = { min: 10, max: 128 } as const
const sessionDays = 30

/** Who is signed in by a session's cookie. */
export interface Session {
  /** What the session is known by in the store. */
  readonly token: string
  readonly userId: string
  readonly name: string
  readonly email: string
  /** The organisation that was chosen last. */
  readonly activeTenant: string | null
}

export interface NewAccount {
  readonly name: string
  readonly email: string
  readonly password: string
}

/** A sign-in, and what gives the browser its cookie. */
export interface SignedIn {
  readonly session: Session
  readonly cookies: readonly string[]
}

/** Accounts and sessions, kept by better-auth. */
export interface Accounts {
  /** The session of the request's cookie, with a cookie that prolongs it when it is half over; undefined: none, ended, or forged. */
  findSession(headers: Headers): Promise<{ readonly session: Session; readonly cookies: readonly string[] } | undefined>
  /** Undefined for a wrong password and for an unknown address alike, after the same work. */
  signIn(email: string, password: string): Promise<SignedIn | undefined>
  /** Undefined when the address has an account already. */
  signUp(account: NewAccount): Promise<SignedIn | undefined>
  /** The cookies that end the session; it is over at once. */
  signOut(headers: Headers): Promise<readonly string[]>
  /** Whether the password was changed, which ends every other session; the new session's cookies. */
  changePassword(
    headers: Headers,
    change: { readonly current: string; readonly next: string },
  ): Promise<readonly string[] | undefined>
}

/** Opens accounts over the store; `secure` where the browser reaches the server by TLS. */
export async function openAccounts(store: Store, { secure }: { readonly secure: boolean }): Promise<Accounts> {
  const auth = createAuth(
    store,
    secure,
    await store.of("local").meta.findOrInsert("sessionSecret", randomBytes(32).toString("hex")),
  )
  return {
    findSession: async (headers) => {
      const { headers: answer, response } = await auth.api.getSession({ headers, returnHeaders: true })
      if (response === null) return undefined
      const { session, user } = response
      return {
        session: { ...toSession(session.token, user), activeTenant: session.activeTenant ?? null },
        cookies: answer.getSetCookie(),
      }
    },
    signIn: (email, password) =>
      unlessRefused(async () => {
        const { headers, response } = await auth.api.signInEmail({ body: { email, password }, returnHeaders: true })
        return { session: toSession(response.token, response.user), cookies: headers.getSetCookie() }
      }),
    signUp: (account) =>
      unlessRefused(async () => {
        const { headers, response } = await auth.api.signUpEmail({ body: { ...account }, returnHeaders: true })
        if (response.token === null) throw new Error("who signs up is signed in")
        return { session: toSession(response.token, response.user), cookies: headers.getSetCookie() }
      }),
    signOut: async (headers) => (await auth.api.signOut({ headers, returnHeaders: true })).headers.getSetCookie(),
    changePassword: (headers, { current, next }) =>
      unlessRefused(async () => {
        const body = { currentPassword: current, newPassword: next, revokeOtherSessions: true }
        return (await auth.api.changePassword({ headers, body, returnHeaders: true })).headers.getSetCookie()
      }),
  }
}

function toSession(token: string, { id, name, email }: { id: string; name: string; email: string }): Session {
  return { token, userId: id, name, email, activeTenant: null }
}

/** better-auth throws what it refuses; its words stay here, and a fault goes on as one. */
async function unlessRefused<T>(work: () => Promise<T>): Promise<T | undefined> {
  try {
    return await work()
  } catch (error) {
    if (isAPIError(error) && error.statusCode < 500) return undefined
    throw error
  }
}

function createAuth(store: Store, secure: boolean, secret: string) {
  const times = { createdAt: "created_at", updatedAt: "updated_at" }
  return betterAuth({
    database: store.accounts,
    secret,
    // Only its calls are used, never its handler, so the address is only ever a name.
    baseURL: "http://localhost",
    logger: { disabled: true },
    telemetry: { enabled: false },
    rateLimit: { enabled: false },
    emailAndPassword: {
      enabled: true,
      minPasswordLength: passwordLength.min,
      maxPasswordLength: passwordLength.max,
      password: { hash: hashPassword, verify: verifyPassword },
    },
    user: { modelName: "auth_users", fields: { ...times, emailVerified: "email_verified" } },
    session: {
      modelName: "auth_sessions",
      fields: {
        ...times,
        expiresAt: "expires_at",
        ipAddress: "ip_address",
        userAgent: "user_agent",
        userId: "user_id",
      },
      additionalFields: {
        activeTenant: { type: "string", required: false, input: false, fieldName: "active_tenant" },
      },
      expiresIn: sessionDays * 86_400,
      updateAge: (sessionDays / 2) * 86_400,
    },
    account: {
      modelName: "auth_accounts",
      fields: {
        ...times,
        accountId: "account_id",
        providerId: "provider_id",
        userId: "user_id",
        accessToken: "access_token",
        refreshToken: "refresh_token",
        idToken: "id_token",
        accessTokenExpiresAt: "access_token_expires_at",
        refreshTokenExpiresAt: "refresh_token_expires_at",
      },
    },
    verification: { modelName: "auth_verifications", fields: { ...times, expiresAt: "expires_at" } },
    advanced: {
      cookiePrefix: "barometer",
      useSecureCookies: false,
      cookies: { session_token: { name: secure ? "__Host-barometer-session" : "barometer-session" } },
      defaultCookieAttributes: { httpOnly: true, sameSite: "lax", path: "/", secure },
      ipAddress: { disableIpTracking: true },
    },
  })
}
