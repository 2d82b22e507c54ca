import * as fc from "fast-check"

/** As much of JSON Schema as the document uses. */
interface Schema {
  readonly $ref?: string
  readonly anyOf?: readonly Schema[]
  readonly oneOf?: readonly Schema[]
  readonly allOf?: readonly Schema[]
  readonly enum?: readonly unknown[]
  readonly const?: unknown
  readonly type?: string | readonly string[]
  readonly format?: string
  readonly pattern?: string
  readonly minLength?: number
  readonly maxLength?: number
  readonly minimum?: number
  readonly maximum?: number
  readonly items?: Schema
  readonly minItems?: number
  readonly maxItems?: number
  readonly properties?: Readonly<Record<string, Schema>>
  readonly required?: readonly string[]
  readonly additionalProperties?: Schema | boolean
}

const deepest = 5
const date = fc.date({ min: new Date("2025-12-01"), max: new Date("2026-03-10"), noInvalidDate: true })
const formats: Readonly<Record<string, fc.Arbitrary<string>>> = {
  date: date.map((day) => day.toISOString().slice(0, 10)),
  "date-time": date.map((day) => day.toISOString()),
  email: fc.constant("coach@example.org"),
  uri: fc.constant("https://example.org/hook"),
}

/** Values that a schema of the document describes, as far as JSON Schema can say; nested ones end after a few levels. */
export function arbitraryFromSchema(
  schema: Schema,
  definitions: Readonly<Record<string, Schema>>,
): fc.Arbitrary<unknown> {
  const known = new Map<string, fc.Arbitrary<unknown>>()

  const of = (each: Schema, depth: number): fc.Arbitrary<unknown> => {
    if (each.$ref !== undefined) return ofReference(each.$ref, depth)
    if (each.const !== undefined) return fc.constant(each.const)
    if (each.enum !== undefined) return fc.constantFrom(...each.enum)
    const choices = each.anyOf ?? each.oneOf
    if (choices !== undefined)
      return fc.oneof(...choices.map((choice) => fc.constant(null).chain(() => of(choice, depth))))
    if (each.allOf !== undefined)
      return fc.tuple(...each.allOf.map((part) => of(part, depth))).map((parts) => Object.assign({}, ...parts))
    if (typeof each.type === "object") return fc.oneof(...each.type.map((type) => of({ ...each, type }, depth)))
    return ofType(each, depth)
  }

  const ofReference = (reference: string, depth: number): fc.Arbitrary<unknown> => {
    const name = reference.split("/").at(-1) ?? ""
    const key = `${name} ${depth}`
    // Made when it is drawn, as schemas refer to themselves.
    const made = known.get(key) ?? fc.constant(null).chain(() => of(definitions[name] ?? {}, depth + 1))
    known.set(key, made)
    return made
  }

  const ofType = (each: Schema, depth: number): fc.Arbitrary<unknown> => {
    switch (each.type) {
      case "string":
        return ofString(each)
      case "integer":
        return fc.integer({ min: Math.max(each.minimum ?? -10, -1e6), max: Math.min(each.maximum ?? 1_000, 1e6) })
      case "number":
        return fc.oneof(
          fc.integer({ min: Math.ceil(each.minimum ?? -10), max: Math.floor(each.maximum ?? 1_000) }),
          fc.double({ min: each.minimum ?? -1e6, max: each.maximum ?? 1e6, noNaN: true }),
        )
      case "boolean":
        return fc.boolean()
      case "null":
        return fc.constant(null)
      case "array": {
        const minLength = each.minItems ?? 0
        const maxLength = Math.max(minLength, depth >= deepest ? 0 : Math.min(each.maxItems ?? 3, 3))
        return fc.array(of(each.items ?? {}, depth + 1), { minLength, maxLength })
      }
      case "object":
        return ofObject(each, depth)
      default:
        return fc.jsonValue({ maxDepth: 2 })
    }
  }

  const ofString = (each: Schema): fc.Arbitrary<string> => {
    const format = formats[each.format ?? ""]
    if (format !== undefined) return format
    const maxLength = Math.min(each.maxLength ?? 20, 200)
    if (each.pattern === undefined) return fc.string({ minLength: each.minLength ?? 0, maxLength, unit: "binary" })
    return fc.stringMatching(new RegExp(each.pattern)).map((text) => text.slice(0, maxLength))
  }

  const ofObject = (each: Schema, depth: number): fc.Arbitrary<unknown> => {
    const required = new Set(each.required)
    const names = Object.keys(each.properties ?? {}).filter((name) => required.has(name) || depth < deepest)
    const properties = fc.record(
      Object.fromEntries(names.map((name) => [name, of(each.properties?.[name] ?? {}, depth + 1)])),
      { requiredKeys: names.filter((name) => required.has(name)) },
    )
    if (typeof each.additionalProperties !== "object" || depth >= deepest) return properties
    const more = fc.dictionary(fc.stringMatching(/^[a-z][A-Za-z0-9]{0,8}$/), of(each.additionalProperties, depth + 1), {
      maxKeys: 3,
    })
    return fc.tuple(properties, more).map(([own, others]) => ({ ...others, ...own }))
  }

  return of(schema, 0)
}
