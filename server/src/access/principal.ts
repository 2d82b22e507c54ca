/** Who asks, and in whose tenant. */
export interface Principal {
  /** The owner of this machine, while there are no accounts. */
  readonly kind: "owner"
  readonly tenant: string
}
