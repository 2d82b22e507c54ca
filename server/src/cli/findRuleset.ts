import { existsSync, readdirSync } from "node:fs"
import { join } from "node:path"
import { fileURLToPath } from "node:url"
import { type Ruleset, parseRuleset } from "@barometer/engine/readiness"
import { type Override, parseOverrides } from "@barometer/engine/rules"
import { unknownWord } from "./parseTyped.ts"
import { nameOf, readJson } from "./readInput.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput, toLines } from "./unusableInput.ts"

const shippedFolder = fileURLToPath(new URL("../../../rulesets", import.meta.url))
const defaultRuleset = "push-or-back-off"

/** The file of a ruleset that was named as `id`, `id@version` or a path; throws `UnusableInput` when there is none. */
export function fileOfRuleset(named: string): string {
  const [, id, version] = /^([a-z][a-z0-9-]*)(?:@(\d+))?$/.exec(named) ?? []
  if (id === undefined || (version === undefined && existsSync(named) && named.endsWith(".json"))) return named
  const shipped = readdirSync(shippedFolder, { withFileTypes: true })
    .filter((each) => each.isDirectory())
    .map(({ name }) => name)
  if (!shipped.includes(id)) throw new UnusableInput(unknownWord("ruleset", id, shipped))
  const versions = readdirSync(join(shippedFolder, id))
    .flatMap((file) => /^v(\d+)\.json$/.exec(file)?.[1] ?? [])
    .map(Number)
    .sort((a, b) => b - a)
  const found = version === undefined ? versions[0] : versions.find((each) => each === Number(version))
  if (found === undefined)
    throw new UnusableInput(
      `ruleset \`${id}\` has no version ${version ?? "at all"}; expected one of ${versions.join(", ")}`,
    )
  return join(shippedFolder, id, `v${found}.json`)
}

/** The readiness ruleset named on the command line, the default one without a name. */
export async function findRuleset(named: string | undefined, terminal: Terminal): Promise<Ruleset> {
  const file = fileOfRuleset(named ?? defaultRuleset)
  const parsed = parseRuleset(await readJson(file, terminal))
  if (!parsed.ok) throw new UnusableInput(...toLines(nameOf(file), parsed.problems))
  return parsed.value
}

/** The overrides of a file, none without one. */
export async function readOverrides(
  file: string | undefined,
  ruleset: Ruleset,
  terminal: Terminal,
): Promise<readonly Override[]> {
  if (file === undefined) return []
  const parsed = parseOverrides(await readJson(file, terminal), ruleset)
  if (!parsed.ok) throw new UnusableInput(...toLines(nameOf(file), parsed.problems))
  return parsed.value
}
