// The bootstrap: plain JavaScript that any Node from 18 on can run. It installs what the lockfile names when that has
// changed, then hands over to the pinned Node, which runs the TypeScript sources as they are.
import { spawn, spawnSync } from "node:child_process"
import { createHash } from "node:crypto"
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const bin = (name) => join(root, "node_modules", ".bin", name)
const [task = "help", ...rest] = process.argv.slice(2)

const viteBuild = () => node("editor/node_modules/vite/bin/vite.js", "build", "editor", "--logLevel", "warn")

/** Commands by task; each list runs in order and stops at the first that fails. */
const node = (...args) => [bin("node"), ...args]
const vitest = (...args) => [bin("vitest"), "run", "--config", "tools/vitest.config.ts", ...args]
const tasks = {
  // Stripping types for the page is a release candidate of Node, which says so at every start.
  start: () => [
    ...buildWhenChanged(),
    node("--disable-warning=ExperimentalWarning", "server/src/cli/barometer.ts", "serve", ...rest),
  ],
  install: () => [],
  barometer: () => [node(join(root, "server/src/cli/barometer.ts"), ...rest)],
  test: () =>
    rest.length > 0
      ? [...buildWhenChanged(), vitest(...rest)]
      : [
          [bin("tsc"), "-b"],
          [bin("oxlint"), "--type-aware", "--deny-warnings"],
          [bin("oxfmt"), "--check"],
          [bin("knip"), "--config", "tools/knip.json"],
          node("tools/checkSpec.ts"),
          node("tools/writeSchema.ts", "--check"),
          ...buildWhenChanged(),
          vitest(),
        ],
  format: () => [[bin("oxfmt")]],
  examples: () => {
    process.env.EXAMPLES = "record"
    return [vitest("test/openapi"), [bin("oxfmt")]]
  },
  build: () => [viteBuild()],
  schema: () => [node("tools/writeSchema.ts")],
  "test:claims": () => [node("test/claims/run.ts", ...rest)],
  "test:crash": () => [node("test/promises/run.ts", "P1", ...rest)],
  "test:promises": () => [node("--disable-warning=ExperimentalWarning", "test/promises/run.ts", ...rest)],
  "coverage:rules": () => [node("test/bench/coverageOfRules.ts", ...rest)],
  bench: () => [node("--expose-gc", "test/bench/decide.ts", ...rest)],
  "bench:compare": () => [node("test/bench/compare.ts", ...rest)],
  "bench:http": () => [node("test/bench/http.ts", ...rest)],
  "bench:noise": () => [node("test/bench/noise.ts", ...rest)],
}

if (!(task in tasks)) {
  console.error(`unknown task \`${task}\`; expected one of ${Object.keys(tasks).join(", ")}`)
  process.exit(2)
}

installWhenLockChanged()
for (const command of tasks[task]()) {
  const code = await runToEnd(command, task === "barometer" ? (process.env.INIT_CWD ?? root) : root)
  if (code !== 0) process.exit(code)
}

/** The command that builds the web app, when anything that it is built from is newer than what was built. */
function buildWhenChanged() {
  const built = join(root, "editor", "dist", "index.html")
  const sources = ["editor/src", "editor/index.html", "editor/vite.config.ts", "engine/src", "pnpm-lock.yaml"]
  const since = existsSync(built) ? statSync(built).mtimeMs : 0
  return sources.some((source) => newestIn(join(root, source)) > since) ? [viteBuild()] : []
}

function newestIn(path) {
  const stat = statSync(path)
  if (!stat.isDirectory()) return stat.mtimeMs
  return Math.max(0, ...readdirSync(path).map((name) => newestIn(join(path, name))))
}

function installWhenLockChanged() {
  const stamp = join(root, "node_modules", ".installed-lock")
  const lock = createHash("sha256")
    .update(readFileSync(join(root, "pnpm-lock.yaml")))
    .digest("hex")
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === lock) return
  console.error("installing dependencies (once, until the lockfile changes) …")
  // Standard output belongs to the command the user asked for, so everything the installer says goes to standard error.
  const done = spawnSync("npx", ["-y", "pnpm@12.21.0", "install", "--frozen-lockfile"], {
    cwd: root,
    stdio: ["ignore", 2, 2],
    shell: process.platform === "win32",
    env: { ...process.env, CI: "true" },
  })
  if (done.status !== 0) process.exit(done.status ?? 1)
  writeFileSync(stamp, lock)
}

/** Resolves with the exit code; passes signals on, and stops the child when npm, our parent, goes away without one. */
function runToEnd([file, ...args], cwd) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, stdio: "inherit", shell: process.platform === "win32" })
    const pass = (signal) => child.kill(signal)
    process.on("SIGINT", pass).on("SIGTERM", pass)
    const parent = process.ppid
    const watch = setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500)
    child.on("error", (error) => {
      console.error(error.message)
      resolve(1)
    })
    child.on("exit", (code, signal) => {
      clearInterval(watch)
      process.off("SIGINT", pass).off("SIGTERM", pass)
      resolve(code ?? (signal ? 1 : 0))
    })
  })
}
