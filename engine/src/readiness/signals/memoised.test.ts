import { expect, it } from "vitest"
import { memoised } from "./memoised.ts"

it("makes a value once for each object, undefined too", () => {
  let made = 0
  const lengthOf = memoised((list: readonly number[]) => {
    made += 1
    return list.length === 0 ? undefined : list.length
  })
  const [full, empty] = [[1, 2], []]
  expect([lengthOf(full), lengthOf(full), lengthOf(empty), lengthOf(empty), lengthOf([1, 2])]).toEqual([
    2,
    2,
    undefined,
    undefined,
    2,
  ])
  expect(made).toBe(3)
})
