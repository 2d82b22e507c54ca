import type { Place, StoreKind } from "./places.ts"

/** What a promise is shown with. */
export interface Ask {
  /** How many of whatever the promise counts. */
  readonly size: number
  readonly seed: number
  /** An empty store. */
  readonly place: Place
  /** Ends the processes of the database itself, and starts them again; only where they were started here. */
  readonly crashDatabase: (() => Promise<void>) | undefined
}

/** What was reached, and whether it is what was promised. */
export interface Reached {
  readonly kept: boolean
  readonly figure: string
}

/** A promise of the README's table as a script: small in `npm test`, whole by `npm run test:promises`. */
export interface PromiseScript {
  readonly id: `P${number}`
  readonly says: string
  readonly small: number
  readonly full: number
  readonly stores: readonly StoreKind[]
  readonly run: (ask: Ask) => Promise<Reached>
}

export const bothStores: readonly StoreKind[] = ["sqlite", "postgresql"]
