import type { Problem } from "@barometer/engine/rules"
import { Piscina } from "piscina"
import { AppError } from "../errors.ts"
import type { Done, Evaluated, Evaluation, Inspected, Inspection } from "./tasks.ts"

/** Longer than any question that is meant well takes. */
const longestMs = 20_000
const mostWaiting = 200

/** What is untrusted and may be large is parsed and decided here, where it can be stopped and holds no other request up. */
const pool = new Piscina<unknown, unknown>({
  filename: new URL("tasks.ts", import.meta.url).href,
  minThreads: 0,
  maxThreads: 2,
  idleTimeout: 60_000,
  maxQueue: mostWaiting,
  resourceLimits: { maxOldGenerationSizeMb: 512 },
})

/** Decides on another thread what a request brings. */
export async function evaluateApart(evaluation: Evaluation): Promise<Evaluated> {
  return await run<Evaluated>("evaluate", evaluation)
}

/** Parses on another thread what may be a ruleset. */
export async function inspectApart(inspection: Inspection): Promise<Inspected> {
  return await run<Inspected>("inspect", inspection)
}

/** Looks on another thread for what even a draft may not hold. */
export async function findHostileApart(document: string): Promise<readonly Problem[]> {
  return await run<readonly Problem[]>("findHostile", document)
}

async function run<T>(name: string, task: unknown): Promise<T> {
  if (pool.queueSize >= mostWaiting)
    throw new AppError("overloaded", "too many rulesets are being read; ask again", [], { retryAfterSeconds: 1 })
  const done = (await answerOf(name, task)) as Done<T>
  if (done.ok) return done.value
  throw new AppError(done.code, done.detail, done.problems)
}

async function answerOf(name: string, task: unknown): Promise<unknown> {
  const signal = AbortSignal.timeout(longestMs)
  try {
    return await pool.run(task, { name, signal })
  } catch (error) {
    if (!signal.aborted && !isOutOfMemory(error)) throw error
    throw new AppError("tooCostly", "it takes more time or memory to read and decide than a request may; expected less")
  }
}

function isOutOfMemory(error: unknown): boolean {
  return error instanceof Error && "code" in error && error.code === "ERR_WORKER_OUT_OF_MEMORY"
}
