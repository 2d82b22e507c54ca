import { canonicalJson } from "./canonical.ts"
import { toPointer } from "./result.ts"
import type { Rule, RulesetBase } from "./schema.ts"

/** One member of a definition that differs; absent on the side that lacks it. */
export interface FieldDifference {
  /** Its place in the document that has it. */
  readonly pointer: string
  readonly before?: unknown
  readonly after?: unknown
}

/** One rule, threshold, signal, condition or advice (or a member of the document itself) that differs. */
export interface Difference {
  /** The document's member that it is part of, such as `rules`; `document` for the document's own words and lists. */
  readonly section: string
  readonly name: string
  readonly change: "added" | "removed" | "changed"
  /** Its place in the later document, or in the earlier one when it is gone. */
  readonly pointer: string
  readonly before?: unknown
  readonly after?: unknown
  /** What differs within it, for one that is changed. */
  readonly fields: readonly FieldDifference[]
}

/** What says which ruleset it is, and nothing of what it does. */
const identity: ReadonlySet<string> = new Set(["$schema", "id", "version"])

/**
 * What differs between two rulesets of any domain, section by section in the order of the later document. The order of
 * rules means nothing and is no difference; neither is which ruleset it is, by id and version.
 */
export function differencesBetween(before: RulesetBase, after: RulesetBase): readonly Difference[] {
  const [earlier, later] = [sectionsOf(before), sectionsOf(after)]
  return [...new Set([...later.keys(), ...earlier.keys()])].flatMap((section) =>
    sectionDifferences(section, earlier.get(section) ?? new Map(), later.get(section) ?? new Map()),
  )
}

/** A named part of a document with its place in it. */
interface Placed {
  readonly path: readonly PropertyKey[]
  readonly value: unknown
}
type Section = ReadonlyMap<string, Placed>

function sectionsOf(ruleset: RulesetBase): ReadonlyMap<string, Section> {
  const own = new Map<string, Placed>()
  const sections = new Map<string, Section>([["document", own]])
  for (const [member, value] of Object.entries(ruleset)) {
    if (identity.has(member) || value === undefined) continue
    if (member === "rules") sections.set(member, rulesByName(ruleset.rules))
    else if (isObject(value))
      sections.set(
        member,
        new Map(Object.entries(value).map(([name, part]) => [name, { path: [member, name], value: part }])),
      )
    else own.set(member, { path: [member], value })
  }
  return sections
}

function rulesByName(rules: readonly Rule[]): Section {
  return new Map(rules.map((rule, index) => [rule.name, { path: ["rules", index], value: rule }]))
}

function sectionDifferences(section: string, before: Section, after: Section): readonly Difference[] {
  return [...new Set([...after.keys(), ...before.keys()])].flatMap((name): Difference[] => {
    const [was, is] = [before.get(name), after.get(name)]
    if (is === undefined)
      return was === undefined ? [] : [{ ...placeOf(section, name, was), change: "removed", before: was.value }]
    if (was === undefined) return [{ ...placeOf(section, name, is), change: "added", after: is.value }]
    if (canonicalJson(was.value) === canonicalJson(is.value)) return []
    const fields = [...fieldDifferences(was.value, is, section === "conditions")]
    return [{ ...placeOf(section, name, is), change: "changed", before: was.value, after: is.value, fields }]
  })
}

function placeOf(section: string, name: string, { path }: Placed) {
  return { section, name, pointer: toPointer(path), fields: [] }
}

/** Members that differ, objects member by member; conditions, lists and plain values are told whole. */
function* fieldDifferences(was: unknown, is: Placed, isWhole: boolean): Generator<FieldDifference> {
  if (isWhole || !isObject(was) || !isObject(is.value)) {
    yield {
      pointer: toPointer(is.path),
      ...(was !== undefined && { before: was }),
      ...(is.value !== undefined && { after: is.value }),
    }
    return
  }
  const [earlier, later] = [new Map(Object.entries(was)), new Map(Object.entries(is.value))]
  for (const field of new Set([...later.keys(), ...earlier.keys()])) {
    const [a, b]: [unknown, unknown] = [earlier.get(field), later.get(field)]
    if (canonicalJson(a) !== canonicalJson(b))
      yield* fieldDifferences(a, { path: [...is.path, field], value: b }, field === "conditions")
  }
}

function isObject(value: unknown): value is object {
  return value !== null && typeof value === "object" && !Array.isArray(value)
}
