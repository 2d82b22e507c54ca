import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { parseArgs } from "node:util"
import { openSqliteStore } from "../../../server/src/store/store.ts"
import { openApp } from "../../support/openApp.ts"
import { runTriples } from "./runTriples.ts"

const { values } = parseArgs({
  options: {
    triples: { type: "string", default: "100000" },
    seed: { type: "string", default: "6" },
  },
})
/** Keys of random scopes for each who makes keys; with so many there are more than 100,000 triples. */
const subsets = 40

const folder = mkdtempSync(join(tmpdir(), "barometer-p6-"))
const begin = performance.now()
try {
  const openAgain = () => openSqliteStore(folder)
  const store = await openAgain()
  const app = await openApp({ store, openAgain }, "id", { onlyThisMachine: false, signUp: true })
  const options = { count: Number(values.triples), seed: Number(values.seed), subsets }
  const { asked, outOf, refused, leaks } = await runTriples(app, options)
  await store.close()
  for (const leak of leaks) console.log(leak)
  const seconds = Math.round((performance.now() - begin) / 1_000)
  console.log(
    `P6: ${leaks.length} leaks in ${asked} of ${outOf} triples, ${refused} of them refused; seed ${values.seed}, ${seconds} s`,
  )
  process.exitCode = leaks.length === 0 ? 0 : 1
} finally {
  rmSync(folder, { recursive: true, force: true })
}
