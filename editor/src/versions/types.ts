/** A published version as the server lists it. */
export interface Version {
  readonly id: string
  readonly version: number
  readonly title: string
  readonly publishedAt: string
  readonly author: string | null
  readonly message: string
  readonly retiredAt: string | null
  readonly deciding: boolean
}

export interface Draft {
  readonly id: string
  readonly author: string
  readonly basedOn: number | null
  readonly updatedAt: string
}

/** One thing that differs between two documents, in sentences. */
export interface Difference {
  readonly pointer: string
  readonly section: string
  readonly name: string
  readonly canTurnVerdicts: boolean
  readonly sentences: readonly string[]
}

export interface GoldenDayReport {
  readonly id: string
  readonly athleteId?: string
  readonly localDate: string
  readonly note?: string
  readonly holds: boolean
  readonly expected: { readonly verdict: string; readonly decidedBy: string | null }
  readonly found: { readonly verdict: string; readonly decidedBy: string | null } | null
}

export interface Checked {
  readonly ok: boolean
  readonly problems: readonly { readonly pointer: string; readonly message: string }[]
  readonly lints: readonly { readonly severity: string; readonly pointer: string; readonly message: string }[]
  readonly cases: { readonly passed: number; readonly failed: readonly unknown[] }
  readonly goldenDays: readonly GoldenDayReport[]
  readonly differences: readonly Difference[]
}
