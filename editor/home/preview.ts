import type { Decision } from "@barometer/engine/readiness"

type Day = Pick<Decision, "localDate" | "about" | "verdict" | "kind" | "sentence">
type TellingDay = Day & Pick<Decision, "reasons" | "adviceSentence" | "disclaimer">

/** What `/api/imports/preview` answers. */
export interface Preview {
  readonly app: string | null
  readonly columns: readonly {
    readonly column: string
    readonly as: string
    readonly assumption: string | null
    readonly scale: { readonly from: readonly number[]; readonly isHighGood: boolean } | null
  }[]
  readonly ignored: readonly string[]
  readonly report: {
    readonly rows: Readonly<Record<"read" | "used" | "empty" | "repeated" | "refused", number>>
    readonly problems: readonly { readonly line: number; readonly column?: string; readonly message: string }[]
    readonly problemsLeftOut: number
    readonly lineWord: string
    readonly notes: readonly string[]
  }
  readonly athletes: readonly { readonly id: string; readonly entries: number }[]
  readonly athleteId: string
  readonly past: {
    readonly from: string
    readonly to: string
    readonly isCut: boolean
    readonly days: readonly Day[]
    readonly months: number
    readonly episodes: number
    readonly baselines: readonly {
      readonly label: string
      readonly logged: number
      readonly readyAfterDays: number | null
    }[]
    readonly families: readonly {
      readonly title: string
      readonly knownDays: number
      readonly warnedDays: number
      readonly lacks: readonly string[]
    }[]
    readonly telling: readonly TellingDay[]
  } | null
  readonly disclaimer: string
}
export type Past = NonNullable<Preview["past"]>
