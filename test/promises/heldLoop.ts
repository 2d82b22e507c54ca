/** The longest that the event loop was held since it was watched, in milliseconds. */
export interface Held {
  /** Of this thread's own processor time: what the code did, whoever else the machine was busy with. */
  readonly cpuMs: number
  /** By the clock: what a client would have waited, other processes' time included. */
  readonly wallMs: number
}

/** Watches the event loop from turn to turn until it is told to stop. */
export function watchLoop(): { readonly reset: () => void; readonly stop: () => Held } {
  let isWatching = true
  let [cpuMs, wallMs] = [0, 0]
  let [cpuBefore, wallBefore] = [cpuNow(), performance.now()]
  const look = () => {
    const [cpu, wall] = [cpuNow(), performance.now()]
    cpuMs = Math.max(cpuMs, cpu - cpuBefore)
    wallMs = Math.max(wallMs, wall - wallBefore)
    ;[cpuBefore, wallBefore] = [cpu, wall]
    if (isWatching) setImmediate(look)
  }
  setImmediate(look)
  const reset = () => {
    ;[cpuMs, wallMs] = [0, 0]
    ;[cpuBefore, wallBefore] = [cpuNow(), performance.now()]
  }
  return {
    reset,
    stop: () => {
      isWatching = false
      return { cpuMs, wallMs }
    },
  }
}

function cpuNow(): number {
  const { user, system } = process.threadCpuUsage()
  return (user + system) / 1_000
}
