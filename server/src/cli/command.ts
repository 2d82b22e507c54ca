import type { Terminal } from "./terminal.ts"

/** An option of a command: a switch, or one that takes a value (shown in help under the name `value`). */
export interface OptionSpec {
  readonly value?: string
  readonly multiple?: boolean
  readonly help: string
}

/** What was typed, held against the command's options. */
export interface Typed {
  /** The option's last value; undefined when it was not given. */
  text(name: string): string | undefined
  /** Every value of an option that may be repeated. */
  texts(name: string): readonly string[]
  has(name: string): boolean
  readonly rest: readonly string[]
}

/** Done; the answer is no. Unusable input (2) is thrown as `UnusableInput`. */
export type ExitCode = 0 | 1

export interface Command {
  readonly summary: string
  /** What follows the command's name in its usage line. */
  readonly usage: string
  readonly options: Readonly<Record<string, OptionSpec>>
  /** Lines of help after the options. */
  readonly notes?: readonly string[]
  /** False: words that are no options are refused. */
  readonly takesRest: boolean
  run(typed: Typed, terminal: Terminal): Promise<ExitCode>
}

export const jsonOption: OptionSpec = { help: "one compact JSON document a line" }
export const rulesetOption: OptionSpec = {
  value: "ID[@N]|FILE",
  help: "a ruleset shipped with Barometer, or a file (default push-or-back-off)",
}
export const logOption: OptionSpec = { value: "FILE…", multiple: true, help: "logs, JSON Lines; `-` is standard input" }
export const overridesOption: OptionSpec = { value: "FILE", help: "overrides of thresholds and rules, JSON" }
