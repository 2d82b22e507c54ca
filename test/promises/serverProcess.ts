import { type ChildProcess, spawn } from "node:child_process"
import { once } from "node:events"
import { createInterface } from "node:readline"
import { fileURLToPath } from "node:url"
import type { Place } from "./places.ts"

/** A server as a process of its own, and everything that it said. */
export interface ServerProcess {
  readonly url: string
  readonly said: readonly string[]
  /** Ends it, and resolves when it is gone. */
  end(signal: NodeJS.Signals): Promise<void>
}

const serve = fileURLToPath(new URL("../crash/serve.ts", import.meta.url))

export async function startServerProcess(
  place: Place,
  settings: Readonly<Record<string, string>> = {},
): Promise<ServerProcess> {
  const child: ChildProcess = spawn(process.execPath, ["--disable-warning=ExperimentalWarning", serve], {
    env: {
      ...process.env,
      PORT: "0",
      HOST: "127.0.0.1",
      LOG_REQUESTS: "off",
      RATE_LIMIT: "0",
      ...settings,
      ...place.environment,
    },
    stdio: ["ignore", "pipe", "pipe"],
  })
  if (child.stdout === null || child.stderr === null) throw new Error("a child with pipes has streams")
  const said: string[] = []
  const gone = once(child, "exit")
  const ready = Promise.withResolvers<string>()
  createInterface(child.stderr).on("line", (line) => said.push(line))
  createInterface(child.stdout).on("line", (line) => {
    said.push(line)
    if (line.startsWith("READY ")) ready.resolve(line.slice("READY ".length))
  })
  gone.then(() => ready.reject(new Error(`the server did not start: ${said.slice(-5).join("\n")}`)), ready.reject)
  const url = await ready.promise
  return {
    url,
    said,
    end: async (signal) => {
      child.kill(signal)
      await gone
    },
  }
}
