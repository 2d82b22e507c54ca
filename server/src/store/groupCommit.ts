import { setImmediate as nextTurn } from "node:timers/promises"
import { sql } from "kysely"
import type { Database } from "./tables.ts"

type Work<T> = (transaction: Database) => Promise<T>
type Ended = { readonly ok: true } | { readonly ok: false; readonly error: unknown }
interface Waiting {
  readonly work: Work<void>
  readonly end: (ended: Ended) => void
}

/** Enough to share one wait for the disk among; few enough that the first is not kept waiting for the last. */
const mostTogether = 32

/**
 * Runs transactions that are asked for in the same turn of the event loop as one, each in a savepoint of its own: one that
 * rejects is undone alone, and all that are left become durable by one commit, before any of them resolves.
 */
export function createGroupCommit(db: Database): <T>(work: Work<T>) => Promise<T> {
  const waiting: Waiting[] = []
  let isRunning = false

  const run = async () => {
    isRunning = true
    // Whatever else this turn brings joins the group.
    await nextTurn()
    for (let group = waiting.splice(0, mostTogether); group.length > 0; group = waiting.splice(0, mostTogether))
      await runGroup(db, group)
    isRunning = false
  }

  return async (work) =>
    await new Promise((resolve, reject) => {
      let value: Awaited<ReturnType<typeof work>>
      waiting.push({
        work: async (transaction) => {
          value = await work(transaction)
        },
        end: (ended) => (ended.ok ? resolve(value) : reject(ended.error)),
      })
      if (!isRunning) void run()
    })
}

async function runGroup(db: Database, group: readonly Waiting[]): Promise<void> {
  const ended: Ended[] = []
  try {
    await db.transaction().execute(async (transaction) => {
      const [only] = group
      // Undone alone, it is undone with the transaction.
      if (only !== undefined && group.length === 1) await only.work(transaction)
      else for (const { work } of group) ended.push(await inSavepoint(transaction, work))
    })
    for (const [index, { end }] of group.entries()) end(ended[index] ?? { ok: true })
  } catch (error) {
    for (const { end } of group) end({ ok: false, error })
  }
}

async function inSavepoint(transaction: Database, work: Work<void>): Promise<Ended> {
  await sql`savepoint one_of_many`.execute(transaction)
  try {
    await work(transaction)
    return { ok: true }
  } catch (error) {
    await sql`rollback to savepoint one_of_many`.execute(transaction)
    return { ok: false, error }
  } finally {
    await sql`release savepoint one_of_many`.execute(transaction)
  }
}
