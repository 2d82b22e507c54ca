import type { TestProject } from "vitest/node"
import { openPostgresStore } from "../../server/src/store/postgresStore.ts"
import { databaseUrl, findPostgres, listDatabases, query } from "./postgres.ts"

declare module "vitest" {
  interface ProvidedContext {
    /** A PostgreSQL for the tests and the name of a database with our empty tables; undefined when there is none. */
    readonly postgres: { readonly url: string; readonly template: string } | undefined
  }
}

/** Starts one PostgreSQL for the whole run and makes the empty tables that each test gets a copy of. */
export async function setup(project: TestProject): Promise<() => Promise<void>> {
  const found = await findPostgres({ fsync: false })
  if (found === undefined) {
    project.provide("postgres", undefined)
    return () => Promise.resolve()
  }
  console.log(`PostgreSQL of the tests: ${found.what}`)
  const template = `barometer_template_${process.pid}`
  await query(found.url, `create database ${template}`)
  const store = await openPostgresStore({
    url: databaseUrl(found.url, template),
    poolSize: 1,
    statementTimeoutMs: 30_000,
  })
  await store.close()
  project.provide("postgres", { url: found.url, template })
  return async () => {
    // Its copies bear its name; a server that was there before us keeps nothing of ours.
    if (found.crash === undefined)
      for (const name of await listDatabases(found.url, template)) await drop(found.url, name)
    await found.stop()
  }
}

async function drop(url: string, name: string): Promise<void> {
  await query(url, `drop database ${name} with (force)`)
}
