/**
 * The same function, which keeps what it made of each object for as long as that object lives. For what a timeline asks of
 * the same session or view over and over; the function must be pure and the object never change.
 */
export function memoised<Key extends object, Value>(make: (key: Key) => Value): (key: Key) => Value {
  const made = new WeakMap<Key, { readonly value: Value }>()
  return (key) => {
    const before = made.get(key)
    if (before !== undefined) return before.value
    const value = make(key)
    made.set(key, { value })
    return value
  }
}
