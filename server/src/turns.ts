/** Lets work on the same athlete happen one at a time, in order of asking; work on different athletes does not wait. */
export interface Turns {
  take<T>(athleteIds: Iterable<string>, work: () => Promise<T>): Promise<T>
}

/** Turns within this process; `beyond` takes them from other processes, once they are had here. */
export function createTurns(beyond: <T>(athleteIds: readonly string[], work: () => Promise<T>) => Promise<T>): Turns {
  const lastOf = new Map<string, Promise<unknown>>()
  return {
    // All names are taken in one synchronous step, so that two batches can never wait for each other.
    take: async (athleteIds, work) => {
      const ids = new Set(athleteIds)
      const before = Promise.all([...ids].flatMap((id) => lastOf.get(id) ?? []))
      const turn = before.then(() => beyond([...ids], work))
      const end = turn.then(
        () => undefined,
        () => undefined,
      )
      for (const id of ids) lastOf.set(id, end)
      await end
      for (const id of ids) if (lastOf.get(id) === end) lastOf.delete(id)
      return await turn
    },
  }
}
