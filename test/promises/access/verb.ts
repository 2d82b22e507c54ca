import type { Scope } from "../../../server/src/access/principal.ts"
import type { Thing } from "./things.ts"

export interface Ask {
  readonly method: string
  readonly path: string
  readonly body?: unknown
}

/** Something that can be done to a thing of a kind, or to the organisation as a whole; said without the server's own table. */
export interface Verb<Of extends Thing | undefined = Thing | undefined> {
  readonly name: string
  readonly kind: Thing["kind"] | "none"
  readonly ask: (thing: Of) => Ask
  /** What a key must be for; "session": no key will do. */
  readonly scope: Scope | "session" | "any"
  readonly who: "everybody" | "coaches" | "admins"
  /** A check-in link will do. */
  readonly link?: true
  /** Done, it would change the world that the other questions are about; so it is only asked where it is refused. */
  readonly onlyRefused?: true
  /** Of a thing that is not there, one who reaches the whole tenant is not told so: it would be made, or nothing is listed. */
  readonly unknownIs?: "made" | "empty"
  /** Roles are looked at before the thing. */
  readonly roleFirst?: true
  /** What is asked about is not there for anybody. */
  readonly mayMiss?: boolean
}
