import fc from "fast-check"
import { expect, test } from "vitest"
import { parseStrictJson } from "../../server/src/middleware/strictJson.ts"

const read = async (text: string) => await parseStrictJson(new TextEncoder().encode(text))

test("what is JSON is read as the language reads it", async () => {
  await fc.assert(
    fc.asyncProperty(fc.json({ maxDepth: 8 }), fc.constantFrom(0, 1, "\t"), async (json, indent) => {
      const text = JSON.stringify(JSON.parse(json), null, indent)
      expect(await read(text)).toEqual(JSON.parse(text))
    }),
  )
})

test("what is not JSON is refused, wherever it breaks", async () => {
  const broken = fc
    .tuple(
      fc.json({ maxDepth: 4 }),
      fc.nat(),
      fc.constantFrom("", ",", "]", "}", '"', ":", "x", "-", "\\", "0", "\u0001"),
    )
    .map(([json, at, inserted]) => {
      const place = at % (json.length + 1)
      return json.slice(0, place) + inserted + json.slice(inserted === "" ? place + 1 : place)
    })
  await fc.assert(
    fc.asyncProperty(broken, async (text) => {
      const expected = parsedOrUndefined(text)
      const found = await read(text).catch((error: unknown) => (error instanceof Error ? undefined : error))
      // A key that came to stand twice is refused here and read by the language.
      if (found !== undefined || expected === undefined) expect(found).toEqual(expected)
    }),
  )
})

test("a text of many values is read in turns, between which others have theirs", async () => {
  let turns = 0
  const counting = setInterval(() => turns++, 0)
  const value = Array.from({ length: 400_000 }, (_, index) => ({ [`k${index}`]: index }))
  expect(await read(JSON.stringify(value))).toEqual(value)
  clearInterval(counting)
  expect(turns).toBeGreaterThan(5)
})

function parsedOrUndefined(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
