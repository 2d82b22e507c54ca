// Switches each claim of the product off in turn and checks that one of the claim's own tests fails: a claim whose tests
// pass without what carries it is not carried. Prints a table; exits 1 when a claim can be switched off unnoticed.
import { spawn } from "node:child_process"
import { mkdtempSync, readFileSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { z } from "zod"

const root = new URL("../..", import.meta.url).pathname
const claims = Array.from({ length: 21 }, (_, index) => `C${index + 1}`)

const reportSchema = z.object({
  testResults: z.array(
    z.object({
      message: z.string().optional(),
      assertionResults: z.array(z.object({ title: z.string(), status: z.string() })),
    }),
  ),
})
type Run = { readonly passed: readonly string[]; readonly failed: readonly string[] }

/** Runs the tests of the claims, without one claim or whole. */
async function runWithout(claim: string | undefined): Promise<Run> {
  const folder = mkdtempSync(join(tmpdir(), "barometer-claims-"))
  const outputFile = join(folder, "report.json")
  try {
    const { WITHOUT_CLAIM: _, ...inherited } = process.env
    const child = spawn(
      process.execPath,
      [
        join(root, "node_modules/vitest/vitest.mjs"),
        "run",
        "--config",
        "tools/vitest.config.ts",
        "--reporter=json",
        `--outputFile=${outputFile}`,
        "test/claims/claims.test.ts",
      ],
      { cwd: root, stdio: "ignore", env: { ...inherited, ...(claim !== undefined && { WITHOUT_CLAIM: claim }) } },
    )
    await new Promise((resolve, reject) => child.on("exit", resolve).on("error", reject))
    const { testResults } = reportSchema.parse(JSON.parse(readFileSync(outputFile, "utf8")))
    const tests = testResults.flatMap(({ assertionResults }) => assertionResults)
    if (tests.length === 0) throw new Error(`no test ran${testResults.map(({ message }) => `: ${message}`).join("")}`)
    const titled = (status: string) => tests.filter((test) => test.status === status).map(({ title }) => title)
    return { passed: titled("passed"), failed: titled("failed") }
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

const isOf = (claim: string) => (title: string) => title.startsWith(`[${claim}]`)

const whole = await runWithout(undefined)
if (whole.failed.length > 0) {
  console.error(`with every claim in place these tests fail:\n${whole.failed.join("\n")}`)
  process.exit(1)
}

// Two at a time: enough to be done in a minute, few enough to leave the machine usable.
const found = new Map<string, string>()
const waiting = [...claims]
await Promise.all(
  [0, 1].map(async () => {
    for (let claim = waiting.shift(); claim !== undefined; claim = waiting.shift()) {
      if (!whole.passed.some(isOf(claim))) continue
      const failing = (await runWithout(claim)).failed.find(isOf(claim))
      if (failing !== undefined) found.set(claim, failing)
    }
  }),
)

for (const claim of claims) console.log(`${claim.padEnd(5)}${found.get(claim) ?? "NO TEST NOTICES"}`)
const unnoticed = claims.filter((claim) => !found.has(claim))
if (unnoticed.length > 0) {
  console.error(`without ${unnoticed.join(", ")} every test of the claim still passes, or it has none`)
  process.exit(1)
}
console.log(`${claims.length} claims, each missed by a test of its own when it is switched off`)
