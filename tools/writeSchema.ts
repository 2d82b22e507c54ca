// Writes rulesets/ruleset.schema.json from the schemas that parse rulesets; with --check fails when the file has drifted.
import { readFileSync, writeFileSync } from "node:fs"
import { rulesetSchema } from "@barometer/engine/readiness"
import { z } from "zod"

const file = "rulesets/ruleset.schema.json"
const schema = z.toJSONSchema(rulesetSchema, { io: "input", target: "draft-2020-12" })
const text = `${JSON.stringify({ title: "Barometer readiness ruleset", ...schema }, null, 2)}\n`
if (!process.argv.includes("--check")) writeFileSync(file, text)
else if (readFileSync(file, "utf8") !== text) {
  console.error(`${file} differs from the schemas; run npm run schema`)
  process.exit(1)
} else console.log(`${file} matches the schemas`)
