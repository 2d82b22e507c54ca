import { ImportRefused } from "./importRefused.ts"

/**
 * Bytes of a table as text: UTF-16 by its byte order mark, else UTF-8, else Windows-1252, which spreadsheets still write.
 * Throws `ImportRefused` for bytes that are UTF-8 at first and then are not.
 */
export async function* decodePieces(pieces: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  let decoder: TextDecoder | undefined
  let isPlain = true
  let pending: Uint8Array = new Uint8Array(0)
  for await (const piece of pieces) {
    if (typeof piece === "string") {
      yield piece
      continue
    }
    decoder ??= new TextDecoder(encodingOf(piece), { fatal: encodingOf(piece) === "utf-8" })
    try {
      const text = decoder.decode(piece, { stream: true })
      if (decoder.encoding === "utf-8") pending = unfinished(pending, piece)
      isPlain &&= /^\p{ASCII}*$/u.test(text)
      yield text
    } catch {
      if (!isPlain) throw new ImportRefused("found bytes that are not UTF-8 in a text that began as UTF-8")
      decoder = new TextDecoder("windows-1252")
      yield decoder.decode(Buffer.concat([pending, piece]), { stream: true })
    }
  }
  try {
    yield decoder?.decode() ?? ""
  } catch {
    yield new TextDecoder("windows-1252").decode(pending)
  }
}

/** UTF-16 by its byte order mark, else UTF-8. */
export function encodingOf([first, second]: Uint8Array): "utf-8" | "utf-16le" | "utf-16be" {
  if (first === 0xff && second === 0xfe) return "utf-16le"
  return first === 0xfe && second === 0xff ? "utf-16be" : "utf-8"
}

/** The bytes at the end that begin a character which the next piece must finish. */
function unfinished(before: Uint8Array, piece: Uint8Array): Uint8Array {
  const tail = Buffer.concat([before, piece]).subarray(-3)
  const start = tail.findLastIndex((byte) => byte >= 0xc0)
  const lead = tail[start]
  if (lead === undefined) return new Uint8Array(0)
  const length = lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : 2
  return tail.length - start < length ? tail.subarray(start) : new Uint8Array(0)
}
