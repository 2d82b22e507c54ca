import { readdirSync, readFileSync } from "node:fs"
import { join } from "node:path"
import { parseRuleset, rulesetHash, type Ruleset } from "@barometer/engine/readiness"
import type { RulesetRow } from "./store/rulesets.ts"
import type { Store } from "./store/store.ts"

export interface PublishedRuleset extends RulesetRow {
  readonly ruleset: Ruleset
}

export interface RulesetReference {
  readonly id: string
  readonly version?: number | undefined
}

/** The published rulesets, parsed; they are immutable, so they are read once. */
export interface RulesetLibrary {
  /** Without a version: the latest. */
  find(reference: RulesetReference): PublishedRuleset | undefined
  /** By id, newest version first. */
  readonly all: readonly PublishedRuleset[]
}

/** Publishes the files `<id>/v<N>.json` of a folder that are new, and answers everything that is published. */
export async function publishFiles(store: Store, tenant: string, folder: string, now: string): Promise<RulesetLibrary> {
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" })
    .map((path) => path.replaceAll("\\", "/"))
    .filter((path) => /^[^/]+\/v\d+\.json$/.test(path))
    .sort()
  const documents = files.map((path) => ({ path, json: readFileSync(join(folder, path), "utf8") }))
  return await publishDocuments(store, tenant, documents, now)
}

/** Publishes documents, each named `<id>/v<N>.json`; throws on one that is refused, misnamed, or changed since it was published. */
export async function publishDocuments(
  store: Store,
  tenant: string,
  documents: readonly { readonly path: string; readonly json: string }[],
  now: string,
): Promise<RulesetLibrary> {
  const rows = store.of(tenant).rulesets
  for (const { path, json } of documents) {
    const ruleset = parseDocument(path, json)
    if (path !== `${ruleset.id}/v${ruleset.version}.json`)
      throw new Error(
        `ruleset file \`${path}\` holds \`${ruleset.id}\` version ${ruleset.version}; expected the file \`${ruleset.id}/v${ruleset.version}.json\``,
      )
    const hash = rulesetHash(ruleset)
    const published = await rows.find(ruleset.id, ruleset.version)
    if (published === undefined)
      await rows.insert({
        id: ruleset.id,
        version: ruleset.version,
        hash,
        title: ruleset.title,
        document: json,
        publishedAt: now,
      })
    else if (published.hash !== hash)
      throw new Error(
        `ruleset file \`${path}\` was changed after it was published (published ${published.hash}, found ${hash}); ` +
          `a published version never changes: restore it and publish the change as \`${ruleset.id}/v${ruleset.version + 1}.json\``,
      )
  }
  return libraryOf(
    (await rows.list()).map((row) => ({
      ...row,
      ruleset: parseDocument(`${row.id}/v${row.version}.json`, row.document),
    })),
  )
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

function libraryOf(all: readonly PublishedRuleset[]): RulesetLibrary {
  return {
    all,
    find: ({ id, version }) =>
      all.find((each) => each.id === id && (version === undefined || each.version === version)),
  }
}
