import { setImmediate as nextTurn } from "node:timers/promises"
import { toPointer } from "@barometer/engine/rules"
import { AppError } from "../errors.ts"

const maximumDepth = 32
const millisecondsATurn = 8

/**
 * Parses JSON from untrusted bytes, a long text in turns between which other requests have theirs. Refused: a byte order
 * mark, invalid UTF-8, broken or truncated JSON, the same key twice in one object, nesting deeper than 32. What a value
 * must not hold (names that reach a prototype, NUL, half surrogates, infinite numbers) the engine's parsers refuse, piece
 * by piece: the walk is not repeated here over megabytes.
 */
export async function parseStrictJson(bytes: Uint8Array): Promise<unknown> {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf)
    throw new AppError("malformedJson", "found a byte order mark; JSON starts with its value")
  const reader = new JsonReader(decode(bytes))
  while (!reader.readUntil(performance.now() + millisecondsATurn)) await nextTurn()
  return reader.value
}

function decode(bytes: Uint8Array): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes)
  } catch {
    throw new AppError("malformedJson", "found bytes that are not UTF-8; expected JSON in UTF-8")
  }
}

type Container =
  | { readonly value: unknown[]; readonly isArray: true }
  | { readonly value: Record<string, unknown>; readonly isArray: false; key: string }

/** What may come next: a value, or the end of an array before its first; a key, or the end of an object before its first; what follows a value. */
type Expected = "value" | "valueOrEnd" | "key" | "keyOrEnd" | "next"

/** How often the clock is looked at. */
const tokensBetweenLooks = 256

const numberForm = /-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?/y
const literals = [
  ["true", true],
  ["false", false],
  ["null", null],
] as const

/** Reads one JSON value, some tokens at a time; no recursion, so that nothing nests the stack. */
class JsonReader {
  readonly #text: string
  readonly #open: Container[] = []
  #at = 0
  #expected: Expected = "value"
  value: unknown

  constructor(text: string) {
    this.#text = text
  }

  /** Goes on until that time, by `performance.now()`; true when the text is read to its end. */
  readUntil(end: number): boolean {
    for (let tokens = 1; tokens % tokensBetweenLooks !== 0 || performance.now() < end; tokens++) {
      this.#skipSpace()
      if (this.#at >= this.#text.length) {
        if (this.#open.length === 0 && this.#expected === "next") return true
        throw endsTooEarly()
      }
      this.#readToken(this.#text.charCodeAt(this.#at))
    }
    return false
  }

  #readToken(code: number): void {
    const container = this.#open.at(-1)
    const isEnd = code === 0x7d || code === 0x5d
    if (this.#expected === "next" && code === 0x2c && container !== undefined) {
      this.#at++
      this.#expected = container.isArray ? "value" : "key"
    } else if (isEnd && this.#expected !== "value" && this.#expected !== "key") this.#close(container, code)
    else if (this.#expected === "next") throw this.#breaks()
    else if (this.#expected === "key" || this.#expected === "keyOrEnd") this.#readKey(container)
    else this.#readValue(code)
  }

  #readKey(container: Container | undefined): void {
    if (container === undefined || container.isArray || this.#text.charCodeAt(this.#at) !== 0x22) throw this.#breaks()
    container.key = this.#readString()
    if (Object.hasOwn(container.value, container.key)) throw this.#duplicate()
    this.#skipSpace()
    if (this.#at >= this.#text.length) throw endsTooEarly()
    if (this.#text.charCodeAt(this.#at) !== 0x3a) throw this.#breaks()
    this.#at++
    this.#expected = "value"
  }

  #readValue(code: number): void {
    if (code === 0x7b || code === 0x5b) {
      if (this.#open.length === maximumDepth)
        throw new AppError("malformedJson", `found nesting deeper than ${maximumDepth}`)
      const opened: Container = code === 0x5b ? { value: [], isArray: true } : { value: {}, isArray: false, key: "" }
      this.#put(opened.value)
      this.#open.push(opened)
      this.#at++
      this.#expected = opened.isArray ? "valueOrEnd" : "keyOrEnd"
      return
    }
    this.#put(code === 0x22 ? this.#readString() : this.#readScalar())
    this.#expected = "next"
  }

  #close(container: Container | undefined, code: number): void {
    if (container === undefined || container.isArray !== (code === 0x5d)) throw this.#breaks()
    this.#open.pop()
    this.#at++
    this.#expected = "next"
  }

  #put(value: unknown): void {
    const container = this.#open.at(-1)
    if (container === undefined) this.value = value
    else if (container.isArray) container.value.push(value)
    // As `JSON.parse` does: an own member of that name, which the engine's parsers then refuse.
    else if (container.key === "__proto__")
      Object.defineProperty(container.value, container.key, {
        value,
        enumerable: true,
        configurable: true,
        writable: true,
      })
    else container.value[container.key] = value
  }

  #readString(): string {
    const begin = this.#at
    let end = this.#text.indexOf('"', begin + 1)
    while (end > 0 && this.#isEscaped(end)) end = this.#text.indexOf('"', end + 1)
    if (end < 0) throw endsTooEarly()
    this.#at = end + 1
    const literal = this.#text.slice(begin, end + 1)
    try {
      // Escapes and what may not stand in a string are the language's own business.
      return String(JSON.parse(literal))
    } catch {
      this.#at = begin
      throw this.#breaks()
    }
  }

  /** Whether an odd number of backslashes stands before the character. */
  #isEscaped(at: number): boolean {
    let first = at
    while (this.#text.charCodeAt(first - 1) === 0x5c) first--
    return (at - first) % 2 === 1
  }

  #readScalar(): unknown {
    for (const [word, value] of literals)
      if (this.#text.startsWith(word, this.#at)) {
        this.#at += word.length
        return value
      }
    numberForm.lastIndex = this.#at
    const [found] = numberForm.exec(this.#text) ?? []
    if (found === undefined) throw this.#breaks()
    this.#at += found.length
    return Number(found)
  }

  #skipSpace(): void {
    for (;;) {
      const code = this.#text.charCodeAt(this.#at)
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return
      this.#at++
    }
  }

  #breaks(): AppError {
    return new AppError("malformedJson", `the body is not JSON: it breaks at character ${this.#at}`)
  }

  #duplicate(): AppError {
    const path = this.#open.map((each) => (each.isArray ? each.value.length - 1 : each.key))
    const pointer = toPointer(path)
    const message = "found the key twice in one object; expected it once"
    return new AppError("malformedJson", `${message}: \`${pointer}\``, [{ pointer, code: "duplicateKey", message }])
  }
}

function endsTooEarly(): AppError {
  return new AppError("malformedJson", "the body is not JSON: it ends too early")
}
