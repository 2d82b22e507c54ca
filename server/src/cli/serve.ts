import { startServer } from "../index.ts"
import type { Command } from "./command.ts"
import { settingsOf } from "./storeOptions.ts"
import { UnusableInput } from "./unusableInput.ts"

const settings = {
  host: { value: "HOST", help: "address to listen on (127.0.0.1)" },
  port: { value: "PORT", help: "port to listen on, 0 for any that is free (4747)" },
  "data-dir": { value: "FOLDER", help: "where SQLite keeps everything (./data)" },
  "database-url": { value: "URL", help: "a PostgreSQL that keeps everything instead: postgresql://user@host/database" },
  ruleset: { value: "ID[@N]", help: "which ruleset decides (push-or-back-off)" },
  "public-url": { value: "URL", help: "where browsers reach it, when a proxy stands before it: https://host" },
  "sign-up": { value: "open|closed", help: "whether anyone may make an organisation of their own (closed)" },
  "log-requests": { value: "on|off", help: "a line a request on standard error (on)" },
} as const

export const serveCommand: Command = {
  summary: "Serves check-ins over HTTP, and the web app.",
  usage: "[--host HOST] [--port PORT] [--data-dir FOLDER | --database-url URL]",
  takesRest: false,
  options: settings,
  notes: [
    "Every option may also be an environment variable: HOST, PORT, DATA_DIR, DATABASE_URL, RULESET, PUBLIC_URL, SIGN_UP, LOG_REQUESTS; the option wins.",
    "On another address than this machine's own, an empty store prints a link that makes the first admin.",
    "An address with a password belongs into the environment, where other users of the machine do not see it.",
  ],
  async run(typed) {
    const server = await startServer(settingsOf(typed, Object.keys(settings))).catch((error: unknown) => {
      throw new UnusableInput(error instanceof Error ? error.message : String(error))
    })
    await server.stopped
    return 0
  },
}
