// One of the servers that the load benchmark asks, as a process of its own.
import { checkInSchema } from "@barometer/engine/readiness"
import { parseConfig, startServer } from "@barometer/server"
import { serve } from "@hono/node-server"
import { Hono } from "hono"

const [kind = "", folder = ""] = process.argv.slice(2)

if (kind === "barometer") {
  const config = parseConfig({ ...process.env, PORT: "0", DATA_DIR: folder, LOG_REQUESTS: "off", RATE_LIMIT: "0" })
  if (!config.ok) throw new Error(config.problems.join("\n"))
  const server = await startServer(config.value)
  process.send?.({ url: server.url })
  await server.stopped
  process.exit(0)
}

const app = new Hono()
if (kind === "zod")
  app.post("/api/check-ins", async (context) => context.json(checkInSchema.parse(await context.req.json()), 201))
else app.post("/api/check-ins", (context) => context.json({ verdict: "train" }, 201))
const server = serve({ fetch: app.fetch, port: 0, hostname: "127.0.0.1" }, ({ port }) => {
  process.send?.({ url: `http://127.0.0.1:${port}` })
})
process.on("SIGTERM", () => server.close(() => process.exit(0)))
