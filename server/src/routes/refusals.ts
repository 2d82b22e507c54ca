import { problemSchema } from "../errors.ts"

/** Every refusal, whatever its status, is a problem document. */
export const refusals = {
  "4XX": {
    description: "Refused; the document says why.",
    content: { "application/problem+json": { schema: problemSchema } },
  },
} as const

/** A request body that is read by the strict reader and parsed by the engine, documented by the schema's name. */
export function bodyOf(component: string) {
  return {
    required: true,
    content: { "application/json": { schema: { $ref: `#/components/schemas/${component}` } } },
  } as const
}
