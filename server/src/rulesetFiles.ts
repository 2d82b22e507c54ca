import { existsSync, readdirSync, readFileSync } from "node:fs"
import { basename, join } from "node:path"
import { parseRuleset, rulesetHash, type Ruleset } from "@barometer/engine/readiness"
import type { Store, TenantStore } from "./store/store.ts"

/** A ruleset file, parsed. */
export interface RulesetFile {
  readonly path: string
  readonly json: string
  readonly ruleset: Ruleset
  readonly hash: string
}

/** The cases in the folder `cases` beside a ruleset's files, as JSON, none of it parsed yet. */
export interface CaseDocuments {
  readonly quietDay: unknown
  readonly files: readonly { readonly file: string; readonly json: unknown }[]
}

/** What a folder of rulesets ships. */
export interface ShippedRulesets {
  readonly files: readonly RulesetFile[]
  readonly cases: ReadonlyMap<string, CaseDocuments>
}

/** Reads the files `<id>/v<N>.json` of a folder and the cases beside them; throws on one that is refused or misnamed. */
export function readRulesetFiles(folder: string): ShippedRulesets {
  const paths = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^[^/]+\/v\d+\.json$/.test(path))
    .sort()
  const files = paths.map((path) => toRulesetFile(path, readFileSync(join(folder, path), "utf8")))
  const ids = [...new Set(files.map(({ ruleset }) => ruleset.id))]
  return { files, cases: new Map(ids.flatMap((id) => readCases(id, join(folder, id, "cases")))) }
}

/** A document that is named `<id>/v<N>.json`; throws when it is refused or holds something else. */
export function toRulesetFile(path: string, json: string): RulesetFile {
  const ruleset = parseDocument(path, json)
  if (path !== `${ruleset.id}/v${ruleset.version}.json`)
    throw new Error(
      `ruleset file \`${path}\` holds \`${ruleset.id}\` version ${ruleset.version}; expected the file \`${ruleset.id}/v${ruleset.version}.json\``,
    )
  return { path, json, ruleset, hash: rulesetHash(ruleset) }
}

/**
 * Publishes the files that a tenant does not have yet; throws on one that was changed after it was published. Once
 * somebody has published a version of an id themselves, new files of that id are left for them to import: what decides
 * must not change by an upgrade.
 */
export async function publishFiles(
  store: Store,
  tenant: string,
  files: readonly RulesetFile[],
  now: string,
): Promise<void> {
  await store.inTransaction(tenant, async (tables) => {
    for (const file of files) await publishFile(tables, file, now)
  })
}

async function publishFile(
  { rulesets }: TenantStore,
  { path, json, ruleset, hash }: RulesetFile,
  now: string,
): Promise<void> {
  const { id, version, title } = ruleset
  const versions = await rulesets.listVersions(id)
  if (versions.some(({ author }) => author !== null)) return
  const published = versions.find((each) => each.version === version)
  if (published === undefined)
    await rulesets.insert({ id, version, hash, title, document: json, publishedAt: now, author: null, message: "" })
  else if (published.hash !== hash)
    throw new Error(
      `ruleset file \`${path}\` was changed after it was published (published ${published.hash}, found ${hash}); ` +
        `a published version never changes: restore it and publish the change as \`${id}/v${version + 1}.json\``,
    )
}

const quietDayFile = "quiet-day.json"

function readCases(id: string, folder: string): readonly (readonly [string, CaseDocuments])[] {
  if (!existsSync(join(folder, quietDayFile))) return []
  const read = (name: string) => ({
    file: basename(name),
    json: parseText(`${id}/cases/${name}`, readFileSync(join(folder, name), "utf8")),
  })
  const names = readdirSync(folder).filter((name) => name.endsWith(".json") && name !== quietDayFile)
  return [[id, { quietDay: read(quietDayFile).json, files: names.sort().map(read) }]]
}

function parseDocument(path: string, json: string): Ruleset {
  const parsed = parseRuleset(parseText(path, json))
  if (parsed.ok) return parsed.value
  const problems = parsed.problems.slice(0, 10).map((problem) => `  ${problem.pointer}: ${problem.message}`)
  throw new Error(`ruleset file \`${path}\` is refused:\n${problems.join("\n")}`)
}

function parseText(path: string, json: string): unknown {
  try {
    return JSON.parse(json)
  } catch {
    throw new Error(`ruleset file \`${path}\` is not JSON`)
  }
}
