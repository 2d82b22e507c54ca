import { readFileSync, writeFileSync } from "node:fs"
import { Validator } from "@seriousme/openapi-schema-validator"
import { Ajv2020 } from "ajv/dist/2020.js"
import { describe, expect, it } from "vitest"
import type { Example } from "../../server/src/openapi/examples.ts"
import { openTestApp } from "../http/testApp.ts"
import { recordExamples } from "./recordExamples.ts"

const file = new URL("../../server/src/openapi/examples.json", import.meta.url)
const isRecording = process.env.EXAMPLES === "record"

interface Operation {
  readonly operationId: string
  readonly tags: readonly string[]
  readonly security: readonly unknown[]
  readonly parameters?: readonly { readonly name: string; readonly in: string; readonly example?: unknown }[]
  readonly requestBody?: { readonly content: Readonly<Record<string, { readonly example?: unknown }>> }
  readonly responses: Readonly<Record<string, { readonly content?: Readonly<Record<string, Media>> }>>
}
interface Media {
  readonly schema: object
  readonly example?: unknown
  readonly examples?: Readonly<Record<string, { readonly $ref: string }>>
}
interface Document {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: {
    readonly schemas: object
    readonly examples: Readonly<Record<string, { readonly value: object }>>
  }
}

/** Keys and types, without values: what an example has in common with the next recording of it. */
function shapeOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.length === 0 ? [] : [shapeOf(value[0])]
  if (typeof value !== "object" || value === null) return value === null ? null : typeof value
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, shapeOf(each)]))
}

describe("the API's own description", () => {
  const read = async () => {
    const { get } = await openTestApp()
    const document: Document = await (await get("/api/openapi.json")).json()
    const operations = Object.entries(document.paths).flatMap(([path, ofPath]) =>
      Object.entries(ofPath).map(
        ([method, operation]) =>
          [`${method.toUpperCase()} ${path.replaceAll(/\{(\w+)\}/g, ":$1")}`, operation] as const,
      ),
    )
    return { document, operations }
  }

  it("has recorded examples of every route, as the routes answer today (`npm run examples` records them)", async () => {
    const { operations } = await read()
    const fresh = await recordExamples(await openTestApp({ signUp: true }))
    if (isRecording) writeFileSync(file, `${JSON.stringify(fresh, null, 2)}\n`)
    const recorded: Readonly<Record<string, Example>> = JSON.parse(readFileSync(file, "utf8"))
    expect(Object.keys(recorded).sort()).toEqual(operations.map(([route]) => route).sort())
    for (const [route, example] of Object.entries(fresh))
      expect([route, shapeOf(recorded[route])]).toEqual([route, shapeOf(example)])
  })

  it("is a valid OpenAPI 3.1 document", async () => {
    const { document } = await read()
    const { valid, errors } = await new Validator().validate({ ...document })
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
  })

  it("names each operation once, says who may ask, and shows what is sent and answered", async () => {
    const { operations } = await read()
    const ids = operations.map(([, { operationId }]) => operationId)
    expect(new Set(ids).size).toBe(ids.length)
    for (const [route, { tags, security, parameters = [], requestBody, responses }] of operations) {
      expect([route, tags.length]).toEqual([route, 1])
      expect([route, Array.isArray(security)]).toEqual([route, true])
      for (const parameter of parameters)
        if (parameter.in === "path")
          expect([route, parameter]).toEqual([route, expect.objectContaining({ example: expect.anything() })])
      if (requestBody !== undefined) expect([route, Object.values(requestBody.content)[0]]).toHaveProperty("1.example")
      const answers = Object.entries(responses).filter(([status]) => status.startsWith("2"))
      const shown = answers.flatMap(([, { content }]) => Object.entries(content ?? {}))
      const isShown = shown.some(([, { example }]) => example !== undefined)
      const isData = shown.some(([type]) => type === "application/json")
      expect([route, isShown]).toEqual([route, isData])
    }
  })

  it("describes every example's answer, and every problem, by its schema", async () => {
    const { document, operations } = await read()
    const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true })
    ajv.addSchema({ $id: "api", components: document.components })
    const check = (where: string, schema: object, value: unknown) => {
      const atRoot = JSON.parse(JSON.stringify(schema).replaceAll('"#/components/', '"api#/components/'))
      const validate = ajv.compile(atRoot)
      expect([where, validate(value), validate.errors]).toEqual([where, true, null])
    }
    for (const [route, { responses }] of operations) {
      for (const [status, { content }] of Object.entries(responses))
        for (const { schema, example } of Object.values(content ?? {}))
          if (example !== undefined) check(`${route} ${status}`, schema, example)
      const problems = responses["4XX"]?.content?.["application/problem+json"]
      for (const [code, { $ref }] of Object.entries(problems?.examples ?? {})) {
        expect($ref).toBe(`#/components/examples/${code}`)
        check(code, problems?.schema ?? {}, document.components.examples[code]?.value)
      }
    }
  })

  it("says where an idempotency key is honoured", async () => {
    const { operations } = await read()
    const honouring = operations.filter(([, { parameters = [] }]) =>
      parameters.some(({ name }) => name === "Idempotency-Key"),
    )
    expect(honouring.map(([route]) => route)).toContain("POST /api/check-ins")
  })
})
