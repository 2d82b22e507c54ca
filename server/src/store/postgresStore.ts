import { Kysely, PostgresDialect, sql } from "kysely"
import type pg from "pg"
import { migrateTables } from "./migrateTables.ts"
import { lockOf, openPool, overPool, type PostgresOptions, retrying } from "./postgres.ts"
import { postgresDdl } from "./postgresDdl.ts"
import { type Isolation, queriesOver, type Store, tenantStoreOver } from "./store.ts"
import type { Database, Tables } from "./tables.ts"

/** Opens the store in a PostgreSQL database and brings its tables up to date; any number of processes may share it. */
export async function openPostgresStore(options: PostgresOptions): Promise<Store> {
  await migrate(options.url)
  const db = overPool(openPool(options, "barometer"))
  // Turns have connections of their own: were they to wait for those that statements need, everyone would wait for everyone.
  const turns = openPool(options, "barometer turns")
  return {
    kind: "postgresql",
    ...queriesOver(db, "postgres"),
    inTransaction: (tenant, work, isolation = "alone") =>
      retrying(() =>
        db.transaction().execute(async (transaction) => {
          await lockTenant(transaction, tenant, isolation)
          return await work(tenantStoreOver(transaction, tenant))
        }),
      ),
    inTurn: (tenant, athleteIds, work) => inTurn(turns, tenant, athleteIds, work),
    scrub: (mostBytes) => scrub(options.url, mostBytes),
    close: async () => {
      await db.destroy()
      if (!turns.ending) await turns.end()
    },
  }
}

async function migrate(url: string): Promise<void> {
  await withoutTimeout(url, "barometer migrations", migrateTables)
}

/** Work that may take long, on connections of its own. */
async function withoutTimeout<T>(url: string, name: string, work: (db: Kysely<Tables>) => Promise<T>): Promise<T> {
  const pool = openPool({ url, poolSize: 2, statementTimeoutMs: 0 }, name)
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }), plugins: [postgresDdl] })
  try {
    return await work(db)
  } finally {
    await db.destroy()
  }
}

/** Rewrites every table of ours, and the planner's samples of them, so that no version of a deleted row is left. */
async function scrub(url: string, mostBytes: number): Promise<boolean> {
  return await withoutTimeout(url, "barometer scrub", async (db) => {
    const { rows } = await sql<{ name: string; bytes: number }>`select format('%I.%I', schemaname, tablename) as name,
      pg_total_relation_size(format('%I.%I', schemaname, tablename)::regclass) as bytes
      from pg_tables where schemaname = current_schema() and tableowner = current_user`.execute(db)
    if (rows.reduce((sum, { bytes }) => sum + bytes, 0) > mostBytes) return false
    for (const { name } of rows) await sql`vacuum (full, analyze) ${sql.raw(name)}`.execute(db)
    await sql.raw(forgetSamplesOfEmptyTables).execute(db)
    // The samples before these held values too. Whoever does not own the database is warned, and leaves them there.
    await sql`vacuum (full) pg_catalog.pg_statistic`.execute(db)
    return true
  })
}

/** Held until the transaction ends: the tenant whole, or shared with others that only reach athletes of theirs. */
async function lockTenant(db: Database, tenant: string, isolation: Isolation): Promise<void> {
  const lock = lockOf("tenant", tenant)
  await (
    isolation === "alone"
      ? sql`select pg_advisory_xact_lock(${lock}::bigint)`
      : sql`select pg_advisory_xact_lock_shared(${lock}::bigint)`
  ).execute(db)
}

/** Holds the athletes' locks, which go with the connection should this process end, while the work runs. */
async function inTurn<T>(
  pool: pg.Pool,
  tenant: string,
  athleteIds: readonly string[],
  work: () => Promise<T>,
): Promise<T> {
  // All in one order, so that two batches never wait for each other.
  const locks = [...new Set(athleteIds.map((athleteId) => lockOf("turn", tenant, athleteId)))].sort()
  const client = await pool.connect()
  let broken = true
  try {
    await client.query("select pg_advisory_lock(lock) from unnest($1::bigint[]) with ordinality as t(lock, n)", [locks])
    const result = await work().finally(() => (broken = false))
    return result
  } finally {
    // A connection whose locks could not be given back is closed, which gives them back.
    const released =
      !broken &&
      (await client.query("select pg_advisory_unlock_all()").then(
        () => true,
        () => false,
      ))
    client.release(!released)
  }
}

/** To analyse a table without rows leaves its samples as they were; to set the type that a column has takes them away. */
const forgetSamplesOfEmptyTables = `do $$
declare sampled record; is_empty boolean;
begin
  for sampled in
    select s.schemaname, s.tablename, s.attname, format_type(a.atttypid, a.atttypmod) as type, c.collname
    from pg_stats s
    join pg_attribute a on a.attrelid = format('%I.%I', s.schemaname, s.tablename)::regclass and a.attname = s.attname
    left join pg_collation c on c.oid = a.attcollation and c.collname <> 'default'
    join pg_tables t on t.schemaname = s.schemaname and t.tablename = s.tablename and t.tableowner = current_user
    where s.schemaname = current_schema()
  loop
    execute format('select not exists (select 1 from %I.%I)', sampled.schemaname, sampled.tablename) into is_empty;
    if is_empty then
      execute format('alter table %I.%I alter column %I type %s%s', sampled.schemaname, sampled.tablename, sampled.attname,
        sampled.type, case when sampled.collname is null then '' else ' collate ' || quote_ident(sampled.collname) end);
    end if;
  end loop;
end $$`
