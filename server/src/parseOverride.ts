import { localDateSchema, type Ruleset } from "@barometer/engine/readiness"
import { overrideSchema, parseOverrides, parseWith, type Override, type Problem } from "@barometer/engine/rules"
import { z } from "zod"
import { toInvalidInput } from "./errors.ts"

/** An override as it is sent; whose it is says the address, and who makes it says the sign-in. */
export const newOverrideSchema = z
  .strictObject({
    from: localDateSchema.describe("First local date on which it holds, for decisions made from now on."),
    until: localDateSchema.optional().describe("Last local date on which it holds; absent: open."),
    thresholds: overrideSchema.shape.thresholds.describe("Only those that change; each other one is inherited."),
    disabled: overrideSchema.shape.disabled,
    reason: z.string().min(1).max(2_000),
  })
  .meta({ id: "NewOverride" })

/** Parses what was sent for one team or athlete and holds it against the ruleset that decides; every problem points into the body. */
export function parseOverride(
  json: unknown,
  { layer, subject }: Pick<Override, "layer" | "subject">,
  ruleset: Ruleset,
): Override {
  const sent = parseWith(newOverrideSchema, json)
  if (!sent.ok) throw toInvalidInput(sent.problems)
  // The engine reads what was sent, not what the schema made of it: a hostile name is refused, not dropped.
  const parsed = parseOverrides([{ ...Object(json), layer, subject }], ruleset)
  if (!parsed.ok) throw toInvalidInput(parsed.problems.map(inBody))
  const [override] = parsed.value
  if (override === undefined) throw new Error("one override was parsed")
  if (Object.keys(override.thresholds ?? {}).length === 0 && (override.disabled ?? []).length === 0) {
    const message = "found an override that changes nothing; expected `thresholds` or `disabled`"
    throw toInvalidInput([{ pointer: "", code: "missing", message }])
  }
  return override
}

function inBody({ pointer, ...rest }: Problem): Problem {
  return { pointer: pointer.replace(/^\/0(?=\/|$)/, ""), ...rest }
}
