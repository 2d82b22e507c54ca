// What the server sustains on loopback (P9): check-ins a second with what a client waits, the same at five times that,
// and how soon it is back; held against an empty Hono handler and one that only parses with zod, in the same run.
import { fork } from "node:child_process"
import { once } from "node:events"
import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { parseArgs } from "node:util"
import autocannon from "autocannon"
import { newCheckIns } from "./checkInBodies.ts"

const { values } = parseArgs({
  options: {
    seconds: { type: "string", default: "10" },
    url: { type: "string" },
    json: { type: "boolean", default: false },
  },
})
const seconds = Number(values.seconds)
const peers = fileURLToPath(new URL("httpPeers.ts", import.meta.url))

interface Load {
  readonly okPerSecond: number
  readonly refusedPerSecond: number
  readonly failed: number
  readonly p50: number
  readonly p99: number
}

/** Posts check-ins of many athletes for so many seconds; `rate` a second, or as fast as the answers come. */
async function load(url: string, path: string, connections: number, rate?: number): Promise<Load> {
  const nextBody = newCheckIns()
  const result = await autocannon({
    url: url + path,
    connections,
    duration: seconds,
    ...(rate !== undefined && { overallRate: rate }),
    requests: [
      {
        method: "POST",
        headers: { "content-type": "application/json" },
        setupRequest: (request) => ({ ...request, body: nextBody() }),
      },
    ],
  })
  const ok = result["2xx"]
  const refused = result["5xx"] + result["4xx"]
  return {
    okPerSecond: ok / result.duration,
    refusedPerSecond: refused / result.duration,
    failed: result.errors + result.timeouts,
    p50: result.latency.p50,
    p99: result.latency.p99,
  }
}

async function start(kind: "barometer" | "empty" | "zod", folder: string) {
  const child = fork(peers, [kind, folder], { stdio: ["ignore", "ignore", "inherit", "ipc"] })
  const [{ url }] = (await once(child, "message")) as [{ url: string }]
  return { url, stop: async () => (child.kill("SIGTERM"), await once(child, "exit")) }
}

const folder = mkdtempSync(join(tmpdir(), "barometer-bench-http-"))
const rows: (readonly [name: string, load: Load])[] = []
try {
  for (const kind of ["empty", "zod"] as const) {
    const peer = await start(kind, folder)
    rows.push([kind === "empty" ? "empty Hono handler" : "zod only", await load(peer.url, "/api/check-ins", 16)])
    await peer.stop()
  }
  const server = await start("barometer", folder)
  const sustained = await load(server.url, "/api/check-ins", 16)
  rows.push(["Barometer, 16 at once", sustained])
  const offered = Math.round(sustained.okPerSecond * 5)
  const overloaded = await load(server.url, "/api/check-ins", 256, offered)
  rows.push([`Barometer, ${offered}/s offered (5×)`, overloaded])
  const begin = performance.now()
  await load(server.url, "/api/check-ins", 1)
  const after = await load(server.url, "/api/check-ins", 16)
  rows.push(["Barometer, after it", after])
  await server.stop()
  const report = {
    seconds,
    sustainedPerSecond: sustained.okPerSecond,
    p99: sustained.p99,
    goodputUnderOverload: overloaded.okPerSecond / sustained.okPerSecond,
    recoveredPerSecond: after.okPerSecond / sustained.okPerSecond,
    recoverySeconds: (performance.now() - begin) / 1_000 - seconds * 2,
  }
  if (values.json) console.log(JSON.stringify({ ...report, rows: Object.fromEntries(rows) }))
  else print()
} finally {
  rmSync(folder, { recursive: true, force: true })
}

function print() {
  const [, empty] = rows[0] ?? []
  console.log("POST /api/check-ins on loopback, load generator on the same cores")
  console.log(
    `${"".padEnd(34)}${["2xx/s", "refused/s", "failed", "p50 ms", "p99 ms", "of empty"].map((head) => head.padStart(11)).join("")}`,
  )
  for (const [name, { okPerSecond, refusedPerSecond, failed, p50, p99 }] of rows) {
    const share = `${((100 * okPerSecond) / (empty?.okPerSecond ?? 1)).toFixed(1)} %`
    const cells = [
      okPerSecond.toFixed(0),
      refusedPerSecond.toFixed(0),
      String(failed),
      p50.toFixed(1),
      p99.toFixed(1),
      share,
    ]
    console.log(name.padEnd(34) + cells.map((cell) => cell.padStart(11)).join(""))
  }
}
