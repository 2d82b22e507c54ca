// Every law of engine/SPEC.md is cited by a test, and every citation in a test title is of a law that is there.
import { readFileSync } from "node:fs"
import { execFileSync } from "node:child_process"

const laws = new Set(
  [...readFileSync("engine/SPEC.md", "utf8").matchAll(/^- \*\*([A-Z]+\d+)\*\*/gm)].map(([, id]) => id),
)
const tests = execFileSync("git", ["ls-files", "--cached", "--others", "--exclude-standard", "*.test.ts"], {
  encoding: "utf8",
})
  .trim()
  .split("\n")
const prefixes = new Set([...laws].map((id) => id?.replace(/\d+$/, "")))
const cited = new Map<string, string>()
for (const file of tests)
  for (const [, ids] of readFileSync(file, "utf8").matchAll(/["'`]\[([A-Z]+\d+(?:[ ,]+[A-Z]+\d+)*)\] /g))
    for (const id of ids?.split(/[ ,]+/) ?? []) if (prefixes.has(id.replace(/\d+$/, ""))) cited.set(id, file)

const uncited = [...laws].filter((id) => id !== undefined && !cited.has(id))
const unfounded = [...cited].filter(([id]) => !laws.has(id))
for (const id of uncited) console.error(`SPEC.md: no test cites law ${id}`)
for (const [id, file] of unfounded) console.error(`${file}: cites law ${id}, which SPEC.md does not have`)
if (uncited.length + unfounded.length > 0) process.exit(1)
console.log(`${laws.size} laws, each cited by a test`)
