import { createReadStream } from "node:fs"
import { UnusableInput } from "./unusableInput.ts"
import type { Terminal } from "./terminal.ts"

/** A file's name as messages tell it. */
export function nameOf(file: string): string {
  return file === "-" ? "standard input" : `\`${file}\``
}

/** A file's text in pieces as it is read, standard input for `-`; UTF-8 without its byte order mark. Throws `UnusableInput` when it cannot be read. */
export async function* readPieces(file: string, terminal: Terminal): AsyncGenerator<string> {
  const decoder = new TextDecoder("utf-8", { fatal: true })
  try {
    for await (const piece of readBytes(file, terminal))
      yield typeof piece === "string" ? piece : decoder.decode(piece, { stream: true })
    yield decoder.decode()
  } catch (error) {
    throw refusal(file, error)
  }
}

/** A file as it is, standard input for `-`. Throws `UnusableInput` when it cannot be read. */
export async function* readBytes(file: string, { input }: Terminal): AsyncGenerator<string | Uint8Array> {
  try {
    yield* file === "-" ? input : createReadStream(file)
  } catch (error) {
    throw refusal(file, error)
  }
}

function refusal(file: string, error: unknown): UnusableInput {
  return error instanceof UnusableInput ? error : new UnusableInput(`${nameOf(file)}: ${whyUnreadable(error)}`)
}

function whyUnreadable(error: unknown): string {
  if (!(error instanceof Error) || !("code" in error)) throw error
  if (error.code === "ENOENT") return "there is no such file"
  if (error.code === "EISDIR") return "found a folder; expected a file"
  if (error.code === "EACCES") return "the file may not be read"
  if (error.code === "ERR_ENCODING_INVALID_ENCODED_DATA")
    return "found bytes that are not UTF-8; expected text in UTF-8"
  throw error
}

/** A file's lines, numbered from 1, without their line ends; empty lines are left out. */
export async function* readLines(
  file: string,
  terminal: Terminal,
): AsyncGenerator<{ readonly line: number; readonly text: string }> {
  let line = 0
  let rest = ""
  for await (const piece of readPieces(file, terminal)) {
    const lines = (rest + piece).split("\n")
    rest = lines.pop() ?? ""
    for (const text of lines) {
      line += 1
      if (text.trim() !== "") yield { line, text }
    }
  }
  if (rest.trim() !== "") yield { line: line + 1, text: rest }
}

/** A whole file as text. */
export async function readText(file: string, terminal: Terminal): Promise<string> {
  let text = ""
  for await (const piece of readPieces(file, terminal)) text += piece
  return text
}

/** A whole file as JSON; throws `UnusableInput` naming the file and the place where it is none. */
export async function readJson(file: string, terminal: Terminal): Promise<unknown> {
  return parseJson(await readText(file, terminal), nameOf(file))
}

/** JSON from text; throws `UnusableInput` that names `where` and the place where it breaks. */
export function parseJson(text: string, where: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    const position = error instanceof Error ? /\(line (\d+) column (\d+)\)|position (\d+)/.exec(error.message) : null
    const place =
      position === null
        ? "it ends too early"
        : position[3] === undefined
          ? `it breaks at line ${position[1]}, column ${position[2]}`
          : `it breaks at character ${position[3]}`
    throw new UnusableInput(`${where}: found text that is not JSON; ${place}`)
  }
}
