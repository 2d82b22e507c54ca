// npm run test:promises [P2 P8 …] [--size N] [--seed S] [--store sqlite|postgresql]: the full figures.
import { spawnSync } from "node:child_process"
import { parseArgs } from "node:util"
import { findPostgres, type TestPostgres } from "../support/postgres.ts"
import { newPostgresPlace, newSqlitePlace, type StoreKind } from "./places.ts"
import type { PromiseScript } from "./promise.ts"
import { commands, promises } from "./registry.ts"

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    size: { type: "string" },
    seed: { type: "string", default: "20261123" },
    store: { type: "string" },
  },
})
const known = [...promises.map(({ id }) => id), ...Object.keys(commands)].sort()
const unknown = positionals.filter((id) => !known.some((each) => each === id))
if (unknown.length > 0) {
  console.error(`found \`${unknown.join(" ")}\`; expected some of ${known.join(" ")}`)
  process.exit(2)
}
const isAsked = (id: string) => positionals.length === 0 || positionals.includes(id)

// A run that is broken off leaves no server of its own behind.
for (const signal of ["SIGINT", "SIGTERM"] as const) process.once(signal, () => process.exit(1))

let allKept = true
const asked = promises.filter(({ id }) => isAsked(id))
const kindsOf = ({ stores }: PromiseScript) =>
  stores.filter((kind) => values.store === undefined || kind === values.store)
// With the disk waited for, as the product runs.
const needsPostgres = asked.some((promise) => kindsOf(promise).includes("postgresql"))
const postgres = needsPostgres ? await findPostgres({ fsync: true }) : undefined
if (postgres !== undefined) console.log(`PostgreSQL: ${postgres.what}`)
try {
  for (const promise of asked)
    for (const kind of kindsOf(promise)) allKept = (await show(promise, kind, postgres)) && allKept
} finally {
  await postgres?.stop()
}
for (const [id, command] of Object.entries(commands)) {
  if (!isAsked(id)) continue
  const words =
    "node" in command
      ? command.node
      : ["node_modules/vitest/vitest.mjs", "run", "--config", "tools/vitest.config.ts", command.vitest]
  const env = { ...process.env, ...("vitest" in command && command.environment) }
  allKept = spawnSync(process.execPath, words, { stdio: "inherit", env }).status === 0 && allKept
}
process.exitCode = allKept ? 0 : 1

/** Runs one promise on one store and prints what was reached. */
async function show(promise: PromiseScript, kind: StoreKind, server: TestPostgres | undefined): Promise<boolean> {
  if (kind === "postgresql" && server === undefined) return true
  const place = kind === "postgresql" && server !== undefined ? await newPostgresPlace(server.url) : newSqlitePlace()
  const begin = performance.now()
  try {
    const size = values.size === undefined ? promise.full : Number(values.size)
    const ask = {
      size,
      seed: Number(values.seed),
      place,
      crashDatabase: kind === "postgresql" ? server?.crash : undefined,
    }
    const { kept, figure } = await promise.run(ask)
    const seconds = ((performance.now() - begin) / 1_000).toFixed(0)
    console.log(
      `${promise.id.padEnd(3)}  ${kept ? "kept  " : "BROKEN"}  ${kind}: ${figure}; seed ${values.seed}, ${seconds} s`,
    )
    return kept
  } finally {
    await place.remove()
  }
}
