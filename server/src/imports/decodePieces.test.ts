import { expect, it } from "vitest"
import { decodePieces } from "./decodePieces.ts"

async function decode(bytes: Uint8Array, size: number): Promise<string> {
  const pieces = (async function* () {
    for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size)
  })()
  let text = ""
  for await (const piece of decodePieces(pieces)) text += piece
  return text
}
const text = "Datum;Müdigkeit\n01.01.2025;3\n"

it.each([1, 2, 7, 1000])("reads UTF-8 in pieces of %d bytes", async (size) => {
  expect(await decode(Buffer.from(`${text}€ 𝄞 ü`), size)).toBe(`${text}€ 𝄞 ü`)
})

it.each([2, 7, 1000])("reads UTF-16 by its byte order mark in pieces of %d bytes", async (size) => {
  expect(await decode(Buffer.from(`\uFEFF${text}`, "utf16le"), size)).toBe(text)
})

it.each([1, 2, 7, 1000])("reads what a spreadsheet writes as Windows-1252 in pieces of %d bytes", async (size) => {
  expect(await decode(Buffer.from(text, "latin1"), size)).toBe(text)
  expect(await decode(Buffer.from("a;ü", "latin1"), size)).toBe("a;ü")
})

it("refuses UTF-8 that breaks", async () => {
  await expect(decode(Buffer.concat([Buffer.from("ü;ü\n"), Buffer.from([0xff, 0x41])]), 6)).rejects.toThrow(
    "began as UTF-8",
  )
})
