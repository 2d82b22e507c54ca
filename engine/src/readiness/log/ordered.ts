/** Things in order of when they are first seen: `keys[i]`, ascending, belongs to `items[i]`. */
export interface Ordered<Item> {
  readonly keys: readonly number[]
  readonly items: readonly Item[]
}

/** Index of the first of ascending numbers that is `key` or more; the length when there is none. */
export function firstAtOrAfter(keys: readonly number[], key: number): number {
  let low = 0
  let high = keys.length
  while (low < high) {
    const middle = (low + high) >> 1
    if ((keys[middle] ?? Number.NaN) < key) low = middle + 1
    else high = middle
  }
  return low
}

/** The things whose whole-number key is at most `cut`; the list itself, uncopied, when that is all of them. */
export function itemsUpTo<Item>({ keys, items }: Ordered<Item>, cut: number): readonly Item[] {
  return firstOf(items, firstAtOrAfter(keys, cut + 1))
}

/** The first `count` items; the list itself, uncopied, when that is all of them. */
export function firstOf<Item>(items: readonly Item[], count: number): readonly Item[] {
  return count === items.length ? items : items.slice(0, count)
}
