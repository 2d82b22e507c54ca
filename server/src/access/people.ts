import type { Store } from "../store/store.ts"
import { type Accounts, openAccounts } from "./accounts.ts"
import { isSameDigest, newCredential, parseCredential } from "./credential.ts"
import { type Attempts, createAttempts } from "./attempts.ts"

/** The tenant of a fresh store; when it becomes an organisation its tenant stays. */
export const firstTenant = "local"

export interface PeopleOptions {
  readonly store: Store
  readonly clock: () => Date
  /** Only this machine can connect, so that without accounts whoever asks is the owner. */
  readonly onlyThisMachine: boolean
  /** Where browsers reach the server, when that is not where it listens. */
  readonly publicUrl?: URL | undefined
  /** Whether anyone may make an organisation of their own here. */
  readonly signUp: boolean
}

/**
 * How the server knows who asks: one person's machine without accounts, a store that waits for its first admin, or
 * organisations whose members sign in.
 */
export type Mode = "singlePerson" | "needsSetUp" | "organisation"

export interface People {
  readonly accounts: Accounts
  readonly attempts: Attempts
  readonly onlyThisMachine: boolean
  readonly publicUrl: URL | undefined
  readonly signUp: boolean
  mode(): Promise<Mode>
  /** The text that makes the first admin, once; undefined when none is needed. */
  readonly setUpToken: () => Promise<string | undefined>
  isSetUpToken(text: string): boolean
}

/** Opens what knows people over the store. */
export async function openPeople(options: PeopleOptions): Promise<People> {
  const { store, clock, onlyThisMachine, publicUrl, signUp } = options
  const setUp = newCredential("setup")
  let isOrganisation = false
  const mode = async (): Promise<Mode> => {
    // What is an organisation stays one.
    isOrganisation ||= (await store.of(firstTenant).organisation.find()) !== undefined
    return isOrganisation ? "organisation" : onlyThisMachine ? "singlePerson" : "needsSetUp"
  }
  return {
    accounts: await openAccounts(store, { secure: publicUrl?.protocol === "https:" }),
    attempts: createAttempts(clock),
    onlyThisMachine,
    publicUrl,
    signUp,
    mode,
    setUpToken: async () => ((await mode()) === "needsSetUp" ? setUp.text : undefined),
    isSetUpToken: (text) => {
      const shown = parseCredential(text)
      return shown?.kind === "setup" && shown.id === setUp.id && isSameDigest(shown.secretDigest, setUp.secretDigest)
    },
  }
}
