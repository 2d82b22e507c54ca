/** Who asks, and in whose tenant. */
export interface Principal {
  /** The owner of this machine, while there are no accounts. */
  readonly kind: "owner"
  readonly tenant: string
}

/** The principal as the audit chain names it: an id, never a person's name or address. */
export function actorOf(principal: Principal): string {
  return principal.kind
}

/** What requests are counted under; undefined: they are not. */
export function nameOf({ kind }: Principal): string | undefined {
  switch (kind) {
    case "owner":
      return undefined
  }
}
