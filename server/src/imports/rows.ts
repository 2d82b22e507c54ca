import { csvTable } from "./csvTable.ts"
import { type Delimiter, sniffDelimiter } from "./delimiters.ts"
import { ImportRefused } from "./importRefused.ts"
import { jsonTable } from "./jsonTable.ts"
import type { Table } from "./table.ts"
export { type Row, isFault } from "./table.ts"

/** The table in a CSV or JSON text that comes in pieces; CSV is streamed. Throws `ImportRefused`, without the file's name, when there is none. */
export async function readTable(pieces: AsyncIterable<string>, delimiter?: Delimiter): Promise<Table> {
  const reader = pieces[Symbol.asyncIterator]()
  let head = ""
  while (!/\n\s*\S/.test(head) && head.length < 65_536) {
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
  return csvTable(all, delimiter ?? sniffDelimiter(head.split(/\r?\n/).find((line) => line.trim() !== "") ?? ""))
}
