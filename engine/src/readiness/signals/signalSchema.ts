import { z } from "zod"
import type { SignalDefinition } from "./signal.ts"
import { signalKinds } from "./kinds.ts"
import type { SignalKind } from "./signal.ts"

/** The kind of that name; the schema has refused every other name before this is asked. */
export function kindOf(name: string): SignalKind {
  const kind = Object.hasOwn(signalKinds, name) ? signalKinds[name] : undefined
  if (kind === undefined) throw new Error(`unknown signal kind ${name}`)
  return kind
}

const [first, ...rest] = Object.values(signalKinds).map(({ parameters }) => parameters)

/** One signal: an object whose `kind` decides which parameters it takes. */
export const signalSchema: z.ZodType<SignalDefinition> = z
  .discriminatedUnion("kind", [first, ...rest] as unknown as readonly [z.core.$ZodTypeDiscriminable])
  .meta({ id: "Signal" }) as unknown as z.ZodType<SignalDefinition>
