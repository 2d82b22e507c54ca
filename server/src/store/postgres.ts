import { createHash } from "node:crypto"
import { Kysely, PostgresDialect } from "kysely"
import pg from "pg"
import type { Tables } from "./tables.ts"

export interface PostgresOptions {
  readonly url: string
  /** Connections for statements, and as many again that only hold the turns of athletes. */
  readonly poolSize: number
  /** How long one statement may take, and how long a request waits for an athlete's turn. */
  readonly statementTimeoutMs: number
}

const connectTimeoutMs = 5_000
/** A process that stopped in the middle of a transaction keeps what it locked no longer than this. */
const idleInTransactionMs = 60_000

/** Connections to a PostgreSQL; `statementTimeoutMs` 0: statements may take any time. */
export function openPool({ url, poolSize, statementTimeoutMs }: PostgresOptions, name: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString: url,
    max: poolSize,
    application_name: name,
    connectionTimeoutMillis: connectTimeoutMs,
    statement_timeout: statementTimeoutMs,
    idle_in_transaction_session_timeout: idleInTransactionMs,
    keepAlive: true,
    types: {
      getTypeParser: (oid, format) =>
        oid === pg.types.builtins.INT8 ? toSafeNumber : pg.types.getTypeParser(oid, format),
    },
  })
  // A connection that breaks is told by the query on it, or replaced when it only idled; unheard, it would end the process.
  pool.on("error", () => undefined)
  pool.on("connect", (client) => {
    client.on("error", () => undefined)
    // The server lets go of what a machine that fell silent had locked after about a minute, not after two hours.
    client
      .query("set tcp_keepalives_idle = 30; set tcp_keepalives_interval = 10; set tcp_keepalives_count = 3")
      .catch(() => undefined)
  })
  return pool
}

/** The tables over connections that Kysely closes when it is destroyed. */
export function overPool(pool: pg.Pool): Kysely<Tables> {
  return new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
}

/** Counts and sequences come as 64 bits; none of ours gets past what a number holds exactly. */
function toSafeNumber(text: string): number {
  const number = Number(text)
  if (Number.isSafeInteger(number)) return number
  throw new RangeError("a whole number of the database is too large to be exact")
}

/** The advisory lock of a name: 63 bits of its digest. Two names that share one only wait for each other. */
export function lockOf(...name: readonly string[]): string {
  const digest = createHash("sha256").update(JSON.stringify(name)).digest()
  return String(digest.readBigInt64BE(0))
}

const retriedCodes: ReadonlySet<string> = new Set(["40001", "40P01"])
const tries = 6
const firstPauseMs = 10

/** Runs a transaction again that PostgreSQL ended for the sake of another: serialisation failures and deadlocks. */
export async function retrying<T>(transact: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++)
    try {
      return await transact()
    } catch (error) {
      if (attempt === tries || !retriedCodes.has(codeOf(error))) throw error
      const pauseMs = firstPauseMs * 2 ** attempt * (0.5 + Math.random())
      await new Promise((resolve) => setTimeout(resolve, pauseMs))
    }
}

const unavailableCodes =
  /^(08...|53...|57014|57P0[1-5]|55P03|25P03|ECONNREFUSED|ECONNRESET|EPIPE|ETIMEDOUT|ENOTFOUND|EAI_AGAIN|ENOENT)$/
const unavailableMessages = /Connection terminated|timeout exceeded when trying to connect|Client has encountered/

/** Whether the database could not be reached, shut down, or had no time for a statement: later it may. */
export function isUnavailable(error: unknown): boolean {
  return unavailableCodes.test(codeOf(error)) || (error instanceof Error && unavailableMessages.test(error.message))
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : ""
}
