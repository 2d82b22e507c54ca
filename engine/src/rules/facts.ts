/** What a rule can read: a number, a word, a yes or no, or a list of words. */
export type Scalar = number | string | boolean
export type FactScalar = Scalar | readonly string[]

/** Strong Kleene's three truth values. */
export type Tri = true | false | "unknown"

/**
 * A fact as the rules see it. An unknown carries its reason; `asked: false` says that nobody has been asking for what
 * it is made from, so that waiting for it makes no sense (see `possibleFamilies`).
 */
export type Fact =
  | { readonly known: true; readonly value: FactScalar }
  | { readonly known: false; readonly reason: string; readonly asked?: boolean }

export type Facts = ReadonlyMap<string, Fact>

/** What a fact may hold, for checking rules and for wording them. `range` is inclusive, in `unit`. */
export interface FactDeclaration {
  readonly type: "number" | "word" | "yesNo" | "words"
  readonly label: string
  readonly unit?: string
  readonly range?: readonly [number, number]
  /** True: whole numbers only (counts). */
  readonly whole?: boolean
  /** The values a word, or a member of a list of words, may take; absent: any. */
  readonly words?: readonly string[]
}

export type FactDeclarations = Readonly<Record<string, FactDeclaration>>
