// The server as a process of its own, so that it can be killed.
import { parseConfig, startServer } from "@barometer/server"

const config = parseConfig(process.env)
if (!config.ok) throw new Error(config.problems.join("\n"))
const server = await startServer(config.value)
console.log(`READY ${server.url}`)
await server.stopped
