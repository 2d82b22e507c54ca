import { AppError } from "../errors.ts"

const windowMs = 15 * 60_000
const maximumKept = 100_000

/** Attempts to sign in that did not succeed, counted by whom they were about and whence they came, and by nothing else. */
export interface Attempts {
  /** Counts an attempt, which `succeed` takes back; 429 once a quarter of an hour has seen as many as it may. */
  begin(name: string, most: number): void
  succeed(name: string): void
}

/** Counts in this process: several servers over one store each allow as many. */
export function createAttempts(clock: () => Date): Attempts {
  const counted = new Map<string, { count: number; since: number }>()
  return {
    begin: (name, most) => {
      const now = clock().getTime()
      const found = counted.get(name)
      if (found === undefined || now - found.since >= windowMs) {
        counted.delete(name)
        counted.set(name, { count: 1, since: now })
        const [oldest] = counted.keys()
        if (counted.size > maximumKept && oldest !== undefined) counted.delete(oldest)
        return
      }
      const retryAfterSeconds = Math.ceil((found.since + windowMs - now) / 1_000)
      if (found.count >= most)
        throw new AppError("tooManyRequests", "there were too many attempts to sign in; try again later", [], {
          retryAfterSeconds,
        })
      // Before the password is looked at, so that many at once are counted too.
      found.count++
    },
    succeed: (name) => {
      const found = counted.get(name)
      if (found !== undefined) found.count--
    },
  }
}
