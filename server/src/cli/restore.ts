import { existsSync, mkdirSync, renameSync, rmSync } from "node:fs"
import { join } from "node:path"
import type { ChainHead } from "../audit/chain.ts"
import { verifyChain } from "../audit/verifyChain.ts"
import { copySqlite, faultsOfSqlite, isOpenElsewhere } from "../store/sqliteBackup.ts"
import { databaseFile, openSqliteStore } from "../store/store.ts"
import { readHeads, toLines } from "./audit.ts"
import { usePostgresTools } from "./backup.ts"
import type { Command } from "./command.ts"
import { settingsOf, storeOptions } from "./storeOptions.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

export const restoreCommand: Command = {
  summary: "Puts a backup in place, once its file is whole and its audit chain intact (else exit 1).",
  usage: "--from FILE [--head FILE|COUNT:HASH] [--force]",
  takesRest: false,
  options: {
    from: { value: "FILE", help: "what `backup` wrote" },
    head: { value: "FILE|COUNT:HASH", help: "heads, kept elsewhere, that the audit chains have to go through" },
    force: { help: "overwrite what is kept now" },
    ...storeOptions,
  },
  notes: ["The server has to be stopped."],
  async run(typed, terminal) {
    const from = typed.text("from")
    if (from === undefined || !existsSync(from))
      throw new UnusableInput(`\`--from\`: found no file${from === undefined ? "" : ` \`${from}\``}; expected a backup`)
    const config = settingsOf(typed, Object.keys(storeOptions))
    if (config.database !== undefined) throw usePostgresTools("restore")
    const target = join(config.dataDir, databaseFile)
    if (existsSync(target)) {
      if (!typed.has("force"))
        throw new UnusableInput(`\`${config.dataDir}\`: found a store; expected an empty folder, or \`--force\``)
      if (isOpenElsewhere(target))
        throw new UnusableInput(`\`${config.dataDir}\`: found a server at work; expected it to be stopped`)
    }
    const faults = faultsOfSqlite(from)
    if (faults.length > 0) {
      for (const fault of faults.slice(0, 20)) await terminal.print(`${from}: ${fault}`)
      return 1
    }
    const aside = join(config.dataDir, "restoring")
    rmSync(aside, { recursive: true, force: true })
    mkdirSync(aside, { recursive: true, mode: 0o700 })
    try {
      await copySqlite(from, join(aside, databaseFile))
      if (!(await verifyAt(aside, typed.text("head"), terminal))) return 1
      for (const left of [target, `${target}-wal`, `${target}-shm`]) rmSync(left, { force: true })
      renameSync(join(aside, databaseFile), target)
    } finally {
      rmSync(aside, { recursive: true, force: true })
    }
    await terminal.print(`restored to ${config.dataDir}`)
    return 0
  },
}

/** Brings the tables of a copy up to date and tells of each of its audit chains; answers whether all are intact. */
async function verifyAt(folder: string, head: string | undefined, terminal: Terminal): Promise<boolean> {
  const expected = head === undefined ? new Map<string, ChainHead>() : await readHeads(head, terminal)
  const store = await openSqliteStore(folder)
  try {
    let intact = true
    for (const tenant of new Set([...(await store.tenantsWith("audit_heads")), ...expected.keys()])) {
      const verified = await verifyChain(tenant, store.of(tenant).audit, expected.get(tenant))
      intact &&= verified.intact
      for (const line of toLines(tenant, verified)) await terminal.print(line)
    }
    return intact
  } finally {
    await store.close()
  }
}
