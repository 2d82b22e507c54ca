import { AppError } from "../errors.ts"
import type { NewAccount, SignedIn } from "./accounts.ts"
import type { People } from "./people.ts"

/** In a quarter of an hour; guessing gets nowhere, and a person who mistypes does. */
const mostOfAccount = 10
const mostOfAddress = 50

/** Signs in; 401 for an unknown address and a wrong password alike, 429 after too many of either. */
export async function signIn(
  { accounts, attempts }: People,
  from: string,
  { email, password }: { readonly email: string; readonly password: string },
): Promise<SignedIn> {
  const signedIn = await attempt(attempts, [email, from], () => accounts.signIn(email, password))
  if (signedIn === undefined) throw new AppError("wrongPassword", "found no account with this address and password")
  return signedIn
}

/** Makes an account and signs in; an address that has one already needs the password of that. */
export async function signUpOrIn(people: People, from: string, account: NewAccount): Promise<SignedIn> {
  return (await people.accounts.signUp(account)) ?? (await signIn(people, from, account))
}

/** Changes the password of who is signed in; guessing the present one is counted like signing in. */
export async function changePassword(
  { accounts, attempts }: People,
  { email, from, headers }: { readonly email: string; readonly from: string; readonly headers: Headers },
  change: { readonly current: string; readonly next: string },
): Promise<readonly string[]> {
  const cookies = await attempt(attempts, [email, from], () => accounts.changePassword(headers, change))
  if (cookies === undefined) throw new AppError("wrongPassword", "found another password at `/current`")
  return cookies
}

async function attempt<T>(
  attempts: People["attempts"],
  [email, from]: readonly [string, string],
  work: () => Promise<T | undefined>,
): Promise<T | undefined> {
  attempts.begin(`account:${email}`, mostOfAccount)
  attempts.begin(`address:${from}`, mostOfAddress)
  const done = await work()
  if (done !== undefined) for (const name of [`account:${email}`, `address:${from}`]) attempts.succeed(name)
  return done
}
