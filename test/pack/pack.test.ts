import { execFileSync } from "node:child_process"
import { mkdtempSync, readdirSync, rmSync, writeFileSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { afterAll, expect, it } from "vitest"

const engine = fileURLToPath(new URL("../../engine", import.meta.url))
const folder = mkdtempSync(join(tmpdir(), "barometer-pack-"))
afterAll(() => rmSync(folder, { recursive: true, force: true }))
const run = (command: string, args: readonly string[], cwd: string) =>
  execFileSync(command, args, { cwd, encoding: "utf8", stdio: ["ignore", "pipe", "pipe"] })
const pnpm = (args: readonly string[], cwd: string) => run("npx", ["-y", "pnpm@12.21.0", ...args], cwd)

const example = `
import { accountForRow, factsDomain, layer, parseFactRow, parseRulesetIn } from "@barometer/engine/rules"
const leaf = { fact: "hoursSlept", operator: "lessThan", value: { fact: "threshold.short" } }
const parsed = parseRulesetIn(factsDomain, {
  id: "nap", version: 1, title: "Nap?", description: "", outcomes: ["nap", "work"], otherwise: "work", advice: {},
  facts: { hoursSlept: { type: "number", label: "sleep", unit: "h", range: [0, 24] } },
  thresholds: { short: { label: "Short night", unit: "h", value: 6, min: 3, max: 9, step: 0.5 } },
  rules: [{ name: "N1", title: "Short night", priority: 1, conditions: { all: [leaf] }, event: { type: "verdict", params: { verdict: "nap" } } }],
})
const facts = factsDomain.declareFacts(parsed.value)
const row = parseFactRow({ hoursSlept: 5 }, facts)
const { verdict, reasons } = await accountForRow(parsed.value, facts, row.value, layer(parsed.value, [], { localDate: "2026-01-01", athlete: "me" }))
console.log(JSON.stringify({ verdict, reasons }))
const { engineVersion, measureCatalogue } = await import("@barometer/engine/readiness")
console.log(engineVersion, Object.keys(measureCatalogue).length > 5)
`

it("the packed engine, installed in an empty project, runs a short example", { timeout: 180_000 }, () => {
  pnpm(["pack", "--pack-destination", folder], engine)
  const archive = readdirSync(folder).find((name) => name.endsWith(".tgz"))
  expect(archive).toMatch(/^barometer-engine-\d/)
  writeFileSync(
    join(folder, "package.json"),
    JSON.stringify({
      name: "newcomer",
      private: true,
      type: "module",
      dependencies: { "@barometer/engine": `file:./${archive}` },
    }),
  )
  writeFileSync(join(folder, "pnpm-workspace.yaml"), "overrides:\n  jsonpath-plus: '>=11.3.0'\n")
  writeFileSync(join(folder, "example.js"), example)
  pnpm(["install", "--prefer-offline"], folder)
  const [decided, rest] = run(process.execPath, ["example.js"], folder).trim().split("\n")
  expect(JSON.parse(decided ?? "")).toEqual({ verdict: "nap", reasons: ["Short night — sleep: 5 h (below 6)."] })
  expect(rest).toMatch(/^\d+\.\d+\.\d+ true$/)
})
