import type { Rule, RulesetBase } from "@barometer/engine/rules"

/** A ruleset as its author wrote it, known to parse: what is edited and saved, never what a parser made of it. */
export type RulesetDocument = RulesetBase & {
  readonly signals?: Readonly<Record<string, unknown>>
  readonly facts?: Readonly<Record<string, unknown>>
}

/** The way to a value in a document, from its root: `["rules", 3, "conditions", "all", 0]`. */
export type Path = readonly (string | number)[]

/** The value at a path; undefined where nothing is. */
export function valueAt(document: unknown, path: Path): unknown {
  return path.reduce<unknown>(
    (value, step) =>
      value !== null && typeof value === "object" && Object.hasOwn(value, step) ? Reflect.get(value, step) : undefined,
    document,
  )
}

/** The document with another value at a path. Everything off the path stays the same object, with its members in their order. */
export function withValueAt<T>(document: T, path: Path, value: unknown): T {
  const [step, ...rest] = path
  if (step === undefined) return value as T
  const inner = withValueAt(valueAt(document, [step]), rest, value)
  if (Array.isArray(document)) return document.with(Number(step), inner) as T
  return { ...document, [step]: inner }
}

/** The place of a rule in its document; −1 for a rule that is not there. */
export function placeOf({ rules }: Pick<RulesetDocument, "rules">, name: string): number {
  return rules.findIndex((rule) => rule.name === name)
}

/** The rule of a name; undefined when there is none. */
export function ruleOf(document: Pick<RulesetDocument, "rules">, name: string | undefined): Rule | undefined {
  return document.rules.find((rule) => rule.name === name)
}
