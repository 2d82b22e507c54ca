import { existsSync, statSync } from "node:fs"
import { join } from "node:path"
import { toHeadText } from "../audit/chain.ts"
import { databaseFile } from "../store/store.ts"
import { copySqlite, faultsOfSqlite } from "../store/sqliteBackup.ts"
import type { Command } from "./command.ts"
import { storeOptions, withStore } from "./storeOptions.ts"
import { UnusableInput } from "./unusableInput.ts"

/** Why these commands leave a PostgreSQL alone. */
export function usePostgresTools(doing: "back up" | "restore"): UnusableInput {
  const how =
    doing === "back up"
      ? '`pg_dump --format=custom --file FILE "$DATABASE_URL"`'
      : '`pg_restore --dbname "$DATABASE_URL" FILE`, then `barometer audit verify`'
  return new UnusableInput(`everything is kept in PostgreSQL, which has tools of its own to ${doing}: ${how}`)
}

export const backupCommand: Command = {
  summary: "Copies everything that is kept to one file, while the server runs.",
  usage: "--to FILE",
  takesRest: false,
  options: {
    to: { value: "FILE", help: "where the copy goes" },
    force: { help: "overwrite a file that is there" },
    ...storeOptions,
  },
  notes: [
    "The file holds everything, secrets too: keep it as safe as the server. Whoever is erased later is still in it.",
    "It prints the heads of the audit chains; keep them elsewhere, and `restore --head` holds the file to them.",
  ],
  async run(typed, terminal) {
    const to = typed.text("to")
    if (to === undefined) throw new UnusableInput("found no `--to`; expected the file that the copy goes to")
    if (existsSync(to) && !typed.has("force"))
      throw new UnusableInput(`\`${to}\`: found a file; expected none, or \`--force\``)
    await withStore(typed, async (store, { dataDir }) => {
      if (store.kind === "postgresql") throw usePostgresTools("back up")
      // Read first: a head that the copy may have gone beyond still lies on its way.
      const heads = await Promise.all(
        (await store.tenantsWith("audit_heads")).map(async (tenant) => ({
          tenant,
          head: toHeadText(await store.of(tenant).audit.readHead()),
        })),
      )
      await copySqlite(join(dataDir, databaseFile), to)
      const faults = faultsOfSqlite(to)
      if (faults.length > 0) throw new UnusableInput(...faults.map((fault) => `\`${to}\`: ${fault}`))
      await terminal.print(`backed up to ${to}, ${(statSync(to).size / 1e6).toFixed(1)} MB`)
      for (const head of heads) await terminal.print(JSON.stringify(head))
    })
    return 0
  },
}
