import type { Command } from "./command.ts"
import { storeOptions, withStore } from "./storeOptions.ts"

export const compactCommand: Command = {
  summary: "Rewrites the store's files, so that nothing erased is left in freed places; for a quiet hour.",
  usage: "[--data-dir FOLDER | --database-url URL]",
  takesRest: false,
  options: storeOptions,
  notes: ["Old backups, and what PostgreSQL archived of its write-ahead log, are yours to delete."],
  async run(typed, terminal) {
    await withStore(typed, async (store) => await store.scrub(Number.POSITIVE_INFINITY))
    await terminal.print("rewritten")
    return 0
  },
}
