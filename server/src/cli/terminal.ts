import { styleText } from "node:util"

/** Where a command reads and writes; tests pass their own. */
export interface Terminal {
  /** Writes one line to standard output; resolves when more may be written. */
  print(line: string): Promise<void>
  /** Writes one line to standard error, for a person. */
  warn(line: string): void
  /** Standard input, in pieces of any size. */
  readonly input: AsyncIterable<string | Uint8Array>
  /** True: a person is looking, so emphasis may be used. */
  readonly isInteractive: boolean
}

/** Bold where a person is looking at a terminal; plain text everywhere else. */
export function emphasise(text: string, { isInteractive }: Terminal): string {
  return isInteractive ? styleText("bold", text, { validateStream: false }) : text
}

/** The terminal of this process. A reader that goes away (`| head`) ends the process quietly. */
export function processTerminal(): Terminal {
  const { stdin, stdout, stderr } = process
  stdout.on("error", (error: NodeJS.ErrnoException) => {
    if (error.code === "EPIPE") process.exit(0)
    throw error
  })
  return {
    print: (line) =>
      new Promise((resolve) => {
        if (stdout.write(`${line}\n`)) resolve()
        else stdout.once("drain", resolve)
      }),
    warn: (line) => void stderr.write(`${line}\n`),
    input: stdin,
    isInteractive: stdout.isTTY === true && process.env.NO_COLOR === undefined,
  }
}
