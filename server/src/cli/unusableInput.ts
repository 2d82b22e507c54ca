import type { Problem } from "@barometer/engine/rules"

const mostShown = 20

/** Input that a command cannot work with: exit code 2. Each line names the place, what was found and what was expected. */
export class UnusableInput extends Error {
  readonly lines: readonly string[]

  constructor(...lines: readonly string[]) {
    super(lines.join("\n"))
    const rest = lines.length - mostShown
    this.lines = rest > 0 ? [...lines.slice(0, mostShown), `… and ${rest} more`] : lines
  }
}

/** One line a problem: where it is (a file, or a file and line), the JSON Pointer, and what is wrong. */
export function toLines(where: string, problems: readonly Problem[]): readonly string[] {
  return problems.map(({ pointer, message }) => `${where}: ${pointer === "" ? "" : `${pointer}: `}${message}`)
}
