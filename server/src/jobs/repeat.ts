/** Work that is done again and again. */
export interface Repeated {
  /** Starts no new round and resolves when the one under way has ended. */
  stop(): Promise<void>
}

/** Does the work, waits, does it again, one round at a time; what a round throws is reported and the next one comes all the same. */
export function repeat(everyMs: number, work: () => Promise<void>, report: (error: unknown) => void): Repeated {
  const stopping = new AbortController()
  let wake: () => void = () => undefined
  const rounds = async () => {
    while (!stopping.signal.aborted) {
      try {
        await work()
      } catch (error) {
        report(error)
      }
      if (stopping.signal.aborted) return
      await new Promise<void>((resolve) => {
        const timer = setTimeout(resolve, everyMs).unref()
        wake = () => {
          clearTimeout(timer)
          resolve()
        }
      })
    }
  }
  const ended = rounds()
  return {
    stop: async () => {
      stopping.abort()
      wake()
      await ended
    },
  }
}
