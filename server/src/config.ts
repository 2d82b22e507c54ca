import { resolve } from "node:path"
import { z } from "zod"

const loopback: ReadonlySet<string> = new Set(["127.0.0.1", "::1", "localhost"])

const configSchema = z
  .object({
    HOST: z.string().min(1).default("127.0.0.1"),
    PORT: z.coerce.number({ error: "expected a port from 0 to 65535" }).int().min(0).max(65_535).default(4747),
    DATA_DIR: z.string().min(1).default("./data"),
    DATABASE_URL: z
      .string()
      .regex(/^postgres(ql)?:\/\//, "expected `postgresql://…`, or nothing: then SQLite keeps everything in `DATA_DIR`")
      .optional(),
    DATABASE_POOL: z.coerce.number({ error: "expected a whole number from 1" }).int().min(1).max(1_000).default(10),
    DATABASE_TIMEOUT_MS: z.coerce.number({ error: "expected milliseconds" }).int().min(100).default(30_000),
    RULESET: z
      .string()
      .regex(/^[a-z][a-z0-9]*(-[a-z0-9]+)*(@[1-9]\d*)?$/, "expected a ruleset's id, or id@version")
      .default("push-or-back-off"),
    MAX_IN_FLIGHT: z.coerce.number({ error: "expected a whole number from 1" }).int().min(1).max(100_000).default(64),
    RATE_LIMIT: z.coerce.number({ error: "expected a whole number, 0 for none" }).int().min(0).default(600),
    PUBLIC_URL: z
      .string()
      .refine(
        (text) => /^https?:\/\/[^/?#@]+\/?$/.test(text) && URL.canParse(text),
        "expected `https://` and a host, as browsers reach the server",
      )
      .optional(),
    SIGN_UP: z.enum(["open", "closed"]).default("closed"),
    // An unset variable of a compose file comes as an empty one.
    SMTP_URL: z
      .union([
        z.literal("").transform(() => undefined),
        z.url({ protocol: /^smtps?$/, error: "expected an address such as smtps://user:password@mail.example.org" }),
      ])
      .optional(),
    MAIL_FROM: z.string().min(3).max(320).default("Barometer <barometer@localhost>"),
    WEBHOOKS_TO_PRIVATE: z.enum(["allow", "refuse"]).default("refuse"),
    LOG_REQUESTS: z.enum(["on", "off"]).default("on"),
  })
  .transform((settings) => {
    const [id = "", version] = settings.RULESET.split("@")
    return {
      host: settings.HOST,
      port: settings.PORT,
      dataDir: resolve(settings.DATA_DIR),
      /** The PostgreSQL that keeps everything; absent: SQLite in the data folder. */
      database:
        settings.DATABASE_URL === undefined
          ? undefined
          : {
              url: settings.DATABASE_URL,
              poolSize: settings.DATABASE_POOL,
              statementTimeoutMs: settings.DATABASE_TIMEOUT_MS,
            },
      /** Which ruleset decides check-ins; without a version, the latest that is published. */
      ruleset: version === undefined ? { id } : { id, version: Number(version) },
      /** How many requests are answered at once; more are answered 503. */
      mostInFlight: settings.MAX_IN_FLIGHT,
      /** How many requests a minute one key or account may make of this process; 0: any number. */
      ratePerMinute: settings.RATE_LIMIT,
      /** Only this machine can connect: nobody but its owner, unless a proxy lets others in, which a public address says. */
      onlyThisMachine: loopback.has(settings.HOST) && settings.PUBLIC_URL === undefined,
      ...(settings.PUBLIC_URL !== undefined && { publicUrl: new URL(settings.PUBLIC_URL) }),
      /** Whether anyone may make an organisation of their own here. */
      signUp: settings.SIGN_UP === "open",
      /** The SMTP server that mail goes by, and whom it says it is from; without one no mail is sent. */
      mail: settings.SMTP_URL === undefined ? undefined : { url: settings.SMTP_URL, from: settings.MAIL_FROM },
      /** Whether webhooks may point into private networks, as those of a company's own systems do. */
      allowPrivateWebhooks: settings.WEBHOOKS_TO_PRIVATE === "allow",
      logRequests: settings.LOG_REQUESTS === "on",
    }
  })
export type Config = Readonly<z.infer<typeof configSchema>>

/** Reads the server's settings from environment variables (or flags under the same names); an error names the setting. */
export function parseConfig(
  environment: Readonly<Record<string, string | undefined>>,
): { readonly ok: true; readonly value: Config } | { readonly ok: false; readonly problems: readonly string[] } {
  const parsed = configSchema.safeParse(environment)
  if (parsed.success) return { ok: true, value: parsed.data }
  return { ok: false, problems: parsed.error.issues.map((issue) => `\`${issue.path.join(".")}\`: ${issue.message}`) }
}
