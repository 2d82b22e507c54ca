import { AppError } from "../errors.ts"

const windowMs = 15 * 60_000
const maximumKept = 100_000

/** Failed attempts to show who one is, counted by whom they were about and whence they came, and by nothing else. */
export interface Attempts {
  /** Refuses with 429 once the name has failed as often as it may in a quarter of an hour. */
  refuseTooMany(name: string, most: number): void
  noteFailure(name: string): void
  forget(name: string): void
}

/** Counts in this process: several servers over one store each allow as many. */
export function createAttempts(clock: () => Date): Attempts {
  const failures = new Map<string, { count: number; since: number }>()
  const current = (name: string) => {
    const found = failures.get(name)
    if (found === undefined || clock().getTime() - found.since < windowMs) return found
    failures.delete(name)
    return undefined
  }
  return {
    refuseTooMany: (name, most) => {
      const found = current(name)
      if (found === undefined || found.count < most) return
      const retryAfterSeconds = Math.ceil((found.since + windowMs - clock().getTime()) / 1_000)
      throw new AppError("tooManyRequests", "there were too many failed attempts to sign in; try again later", [], {
        retryAfterSeconds,
      })
    },
    noteFailure: (name) => {
      const found = current(name)
      if (found !== undefined) found.count++
      else failures.set(name, { count: 1, since: clock().getTime() })
      if (failures.size > maximumKept) failures.delete(failures.keys().next().value ?? name)
    },
    forget: (name) => void failures.delete(name),
  }
}
