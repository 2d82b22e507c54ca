import { runCommandLine } from "./runCommandLine.ts"

/** What a command line did: its exit code, and what it said on each side. */
export interface Ran {
  readonly code: 0 | 1 | 2
  readonly out: readonly string[]
  readonly err: readonly string[]
}

/** Runs a command line with this as standard input; for tests. */
export async function run(words: readonly string[], input = ""): Promise<Ran> {
  const [out, err]: [string[], string[]] = [[], []]
  const code = await runCommandLine(words, {
    print: (line) => {
      out.push(...line.split("\n"))
      return Promise.resolve()
    },
    warn: (line) => void err.push(line),
    input: (async function* () {
      yield input
    })(),
    isInteractive: false,
  })
  return { code, out, err }
}
