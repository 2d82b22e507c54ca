import { existsSync } from "node:fs"
import { join } from "node:path"
import { type Config, parseConfig } from "../config.ts"
import { openStore } from "../store/openStore.ts"
import { databaseFile, type Store } from "../store/store.ts"
import type { Typed } from "./command.ts"
import { UnusableInput } from "./unusableInput.ts"

/** Where a command finds what the server keeps; also DATA_DIR and DATABASE_URL, of which the option wins. */
export const storeOptions = {
  "data-dir": { value: "FOLDER", help: "where SQLite keeps everything (./data)" },
  "database-url": { value: "URL", help: "the PostgreSQL that keeps everything: postgresql://user@host/database" },
} as const

/** The server's settings as the environment and these options have them. */
export function settingsOf(typed: Typed, names: readonly string[]): Config {
  const given = names.flatMap((name): [string, string][] => {
    const text = typed.text(name)
    return text === undefined ? [] : [[name.replaceAll("-", "_").toUpperCase(), text]]
  })
  const config = parseConfig({ ...process.env, ...Object.fromEntries(given) })
  if (!config.ok) throw new UnusableInput(...config.problems)
  return config.value
}

/** Runs the work over the store that the options name, and closes it. Nothing is made where there is no store yet. */
export async function withStore<T>(typed: Typed, work: (store: Store, config: Config) => Promise<T>): Promise<T> {
  const config = settingsOf(typed, Object.keys(storeOptions))
  if (config.database === undefined && !existsSync(join(config.dataDir, databaseFile)))
    throw new UnusableInput(`\`${config.dataDir}\`: found no \`${databaseFile}\`; expected the folder of a server`)
  const store = await openStore(config).catch((error: unknown) => {
    throw new UnusableInput(error instanceof Error ? error.message : String(error))
  })
  try {
    return await work(store, config)
  } finally {
    await store.close()
  }
}
