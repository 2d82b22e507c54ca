import { parseRuleset, type Ruleset } from "@barometer/engine/readiness"
import { publishFiles, type CaseDocuments, type ShippedRulesets } from "./rulesetFiles.ts"
import type { RulesetRow, VersionRow } from "./store/rulesets.ts"
import type { Store } from "./store/store.ts"

/** A published version, parsed; it never changes. */
export type PublishedRuleset = Omit<RulesetRow, "document"> & { readonly ruleset: Ruleset }

export interface RulesetReference {
  readonly id: string
  readonly version?: number | undefined
}

/** The published rulesets of one tenant, whichever process published them. */
export interface RulesetLibrary {
  /** Without a version: the newest that is not retired. */
  find(reference: RulesetReference): Promise<PublishedRuleset | undefined>
  /** By id, newest version first, retired ones too. */
  list(): Promise<readonly VersionRow[]>
  /** The cases shipped with a ruleset's files; absent for none. */
  casesOf(id: string): CaseDocuments | undefined
}

/** Opens tenants' libraries over what is shipped: each publishes the files that the tenant does not have yet. */
export function rulesetLibrariesOver(
  store: Store,
  shipped: ShippedRulesets,
  clock: () => Date,
): (tenant: string) => Promise<RulesetLibrary> {
  const parsed = createParsedRulesets(shipped)
  return async (tenant) => {
    await publishFiles(store, tenant, shipped.files, clock().toISOString())
    return createRulesetLibrary(store, tenant, parsed, shipped.cases)
  }
}

/** Parsed rulesets by content hash, shared by tenants: most run what is shipped. */
interface ParsedRulesets {
  /** The parsed document of a row; it was parsed before it was stored, so a refusal is a fault here. */
  of(row: RulesetRow): Ruleset
}

const keptRulesets = 500

function createParsedRulesets({ files }: ShippedRulesets): ParsedRulesets {
  const kept = new Map(files.map(({ hash, ruleset }) => [hash, ruleset]))
  return {
    of: (row) => {
      const known = kept.get(row.hash)
      if (known !== undefined) return known
      const parsed = parseRuleset(JSON.parse(row.document))
      if (!parsed.ok) throw new Error(`published ruleset \`${row.id}\` version ${row.version} is refused`)
      for (const oldest of kept.keys()) {
        if (kept.size < keptRulesets) break
        kept.delete(oldest)
      }
      kept.set(row.hash, parsed.value)
      return parsed.value
    },
  }
}

/** Versions are immutable and kept once they are read; which is the latest is asked of the store each time. */
function createRulesetLibrary(
  store: Store,
  tenant: string,
  parsed: ParsedRulesets,
  cases: ShippedRulesets["cases"],
): RulesetLibrary {
  const rows = store.of(tenant).rulesets
  const kept = new Map<string, PublishedRuleset>()

  const findVersion = async (id: string, version: number) => {
    const key = `${id}@${version}`
    const known = kept.get(key)
    if (known !== undefined) return known
    const row = await rows.find(id, version)
    if (row === undefined) return undefined
    const { document: _, ...rest } = row
    const published = { ...rest, ruleset: parsed.of(row) }
    for (const oldest of kept.keys()) {
      if (kept.size < keptRulesets) break
      kept.delete(oldest)
    }
    kept.set(key, published)
    return published
  }

  return {
    find: async ({ id, version }) => {
      if (version !== undefined) return await findVersion(id, version)
      const latest = await rows.findLatest(id)
      return latest === undefined ? undefined : await findVersion(id, latest.version)
    },
    list: () => rows.list(),
    casesOf: (id) => cases.get(id),
  }
}

/** The name of each published version, for a message. */
export async function namesOfPublished(library: RulesetLibrary): Promise<string> {
  const names = (await library.list()).map(({ id, version }) => `\`${id}@${version}\``)
  return names.length === 0 ? "none, as there are no files" : names.join(", ")
}
