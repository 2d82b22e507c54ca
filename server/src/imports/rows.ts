import { setImmediate as nextTurn } from "node:timers/promises"
import { csvTable } from "./csvTable.ts"
import { type Delimiter, sniffDelimiter } from "./delimiters.ts"
import { ImportRefused } from "./importRefused.ts"
import { jsonTable } from "./jsonTable.ts"
import type { Table } from "./table.ts"
export { type Row, isFault } from "./table.ts"

const pieceLength = 65_536

/** A text in pieces, between which other requests get their turn; no character of two code units is cut. */
export async function* inPieces(text: string): AsyncGenerator<string> {
  for (let from = 0, to = 0; from < text.length; from = to) {
    to = Math.min(from + pieceLength, text.length)
    if (/[\uD800-\uDBFF]/.test(text.charAt(to - 1))) to++
    yield text.slice(from, to)
    await nextTurn()
  }
}

/** The table in a CSV or JSON text that comes in pieces; CSV is streamed. Throws `ImportRefused`, without the file's name, when there is none. */
export async function readTable(pieces: AsyncIterable<string>, delimiter?: Delimiter): Promise<Table> {
  const reader = pieces[Symbol.asyncIterator]()
  let head = ""
  while (!hasSecondLine(head) && head.length < 65_536) {
    const next = await reader.next()
    if (next.done === true) break
    head += next.value
  }
  head = head.replace(/^\uFEFF/, "")
  const all = (async function* () {
    yield head
    for (let next = await reader.next(); next.done !== true; next = await reader.next()) yield next.value
  })()
  if (/^\s*[[{]/.test(head)) return jsonTable(all)
  if (head.trim() === "") throw new ImportRefused("found an empty file; expected a header line and rows")
  return csvTable(all, delimiter ?? sniffDelimiter(firstLineOf(head)))
}

/** Whether something follows a line break. A pattern that starts over at every break would take hours over a file of nothing else. */
function hasSecondLine(head: string): boolean {
  const lineBreak = head.indexOf("\n")
  return lineBreak >= 0 && /\S/.test(head.slice(lineBreak))
}

/** The first line that is not blank. */
function firstLineOf(head: string): string {
  const first = head.search(/\S/)
  const end = head.indexOf("\n", first)
  return head.slice(head.lastIndexOf("\n", first) + 1, end < 0 ? undefined : end)
}
