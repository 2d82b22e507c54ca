/** How often one side's verdict (outer) met the other's (inner). */
export type Matrix = Readonly<Record<string, Readonly<Record<string, number>>>>

export interface SideTotals {
  readonly unplannedEpisodes: number
  readonly unknownDays?: number
}

export interface ComparedFlip {
  readonly athleteId: string
  readonly localDate: string
  readonly from: string
  readonly to: string
  readonly decidedByA: string | null
  readonly decidedByB: string | null
}

export interface Comparison {
  readonly id: string
  readonly state: "running" | "done" | "cancelled" | "failed"
  readonly done: number
  readonly athletes: number
  readonly message: string | null
  readonly result: {
    readonly totals: {
      readonly days: number
      readonly athletes: number
      readonly calendarDays: number
      readonly matrix: Matrix
      readonly a: SideTotals
      readonly b: SideTotals
    }
    readonly flips: readonly ComparedFlip[]
    readonly flipsInAll: number
    readonly digest: string
  } | null
}
