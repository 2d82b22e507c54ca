import { toPointer } from "@barometer/engine/rules"
import { AppError } from "../errors.ts"

const maximumDepth = 32

/**
 * Parses JSON from untrusted bytes. Refused: a byte order mark, invalid UTF-8, broken or truncated JSON, the same key twice
 * in one object, nesting deeper than 32. What a value must not hold (names that reach a prototype, NUL, half surrogates,
 * infinite numbers) the engine's parsers refuse, piece by piece: the walk is not repeated here over megabytes.
 */
export function parseStrictJson(bytes: Uint8Array): unknown {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new AppError("malformedJson", "found a byte order mark; JSON starts with its value")
  const text = decode(bytes)
  const value = parse(text)
  refuseDepthAndDuplicates(text)
  return value
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new AppError("malformedJson", "found bytes that are not UTF-8; expected JSON in UTF-8")
  }
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch (error) {
    // The language's own message quotes the text around the fault; only the place is told on.
    const position = error instanceof Error ? /position (\d+)/.exec(error.message)?.[1] : undefined
    const where = position === undefined ? "it ends too early" : `it breaks at character ${position}`
    throw new AppError("malformedJson", `the body is not JSON: ${where}`)
  }
}

interface Container {
  /** The keys met so far; absent in an array. */
  readonly keys: Set<string> | undefined
  at: string | number
}

const quote = 0x22
const backslash = 0x5c

/** Walks text that is known to be JSON, so that only strings and brackets need to be told apart. */
function refuseDepthAndDuplicates(text: string): void {
  const open: Container[] = []
  let keyComes = false
  for (let index = 0; index < text.length; index++) {
    const container = open.at(-1)
    switch (text.charCodeAt(index)) {
      case quote: {
        const end = endOfString(text, index)
        if (keyComes && container?.keys !== undefined) enterKey(text.slice(index, end + 1), container, open)
        keyComes = false
        index = end
        break
      }
      case 0x7b: // {
      case 0x5b: // [
        if (open.length === maximumDepth)
          throw new AppError("malformedJson", `found nesting deeper than ${maximumDepth}`)
        keyComes = text[index] === "{"
        open.push(keyComes ? { keys: new Set(), at: "" } : { keys: undefined, at: 0 })
        break
      case 0x7d: // }
      case 0x5d: // ]
        open.pop()
        keyComes = false
        break
      case 0x2c: // ,
        if (container === undefined) break
        keyComes = container.keys !== undefined
        if (typeof container.at === "number") container.at++
        break
    }
  }
}

function endOfString(text: string, start: number): number {
  let index = start + 1
  while (text.charCodeAt(index) !== quote) index += text.charCodeAt(index) === backslash ? 2 : 1
  return index
}

function enterKey(literal: string, container: Container, open: readonly Container[]): void {
  const key = literal.includes("\\") ? String(JSON.parse(literal)) : literal.slice(1, -1)
  container.at = key
  if (container.keys?.has(key) === true) {
    const pointer = toPointer(open.map((each) => each.at))
    const message = "found the key twice in one object; expected it once"
    throw new AppError("malformedJson", `${message}: \`${pointer}\``, [{ pointer, code: "duplicateKey", message }])
  }
  container.keys?.add(key)
}
