import type { Entry } from "./schema.ts"

/** An entry with its digest: 64 hex digits, SHA-256 of the entry's RFC 8785 canonical JSON. */
export interface LoggedEntry {
  readonly entry: Entry
  readonly digest: string
}
