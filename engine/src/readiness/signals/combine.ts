import { z } from "zod"
import { nameSchema } from "../../rules/schema.ts"
import { labelled } from "./parameters.ts"
import { known, unknown, type SignalKind, type UnknownReason } from "./signal.ts"

const parameters = z
  .strictObject({
    kind: z.literal("combine"),
    ...labelled,
    op: z.enum(["max", "min", "abs", "maxAbs", "difference"]),
    of: z
      .array(nameSchema)
      .min(1)
      .max(40)
      .describe("Signals that yield numbers; `difference`: the first less the second."),
    need: z.int().min(1).max(40).optional().describe("How many of them must be known; absent: all."),
  })
  .refine(({ op, of }) => op !== "difference" || of.length === 2, "a difference takes two signals")
  .refine(({ op, of }) => op !== "abs" || of.length === 1, "an absolute value takes one signal")
  .refine(({ of, need }) => need === undefined || need <= of.length, "more signals are needed than are named")

/**
 * One number out of other signals: the largest, the smallest, the size of one, the largest size, or a difference.
 * @example {"kind":"combine","op":"maxAbs","of":["rhrZ","fatigueZ1","sleepZ","moodZ"],"need":3}
 */
export const combine: SignalKind<typeof parameters> = {
  kind: "combine",
  parameters,
  declare: ({ label, op, of }) => ({ type: "number", label: label ?? `${op} of ${of.join(", ")}`, unit: "" }),
  reads: () => [],
  readsSignals: ({ of }) => of,
  derive: ({ op, of, need }, context) => {
    const values: number[] = []
    const reasons: UnknownReason[] = []
    const each: Record<string, number> = {}
    for (const name of of) {
      const one = context.signal(name)
      if (!one.known) reasons.push(one.reason)
      else if (typeof one.value === "number") {
        values.push(one.value)
        each[name] = one.value
      }
    }
    const evidence = { each, n: values.length }
    const needed = op === "difference" ? of.length : (need ?? of.length)
    if (values.length < needed) return unknown(reasons.find((reason) => reason !== "notAsked") ?? "notAsked", evidence)
    return known(combined[op](values), evidence)
  },
}

const combined: Readonly<
  Record<"max" | "min" | "abs" | "maxAbs" | "difference", (values: readonly number[]) => number>
> = {
  max: (values) => Math.max(...values),
  min: (values) => Math.min(...values),
  abs: largestSize,
  maxAbs: largestSize,
  difference: ([first = Number.NaN, second = Number.NaN]) => first - second,
}

function largestSize(values: readonly number[]): number {
  return Math.max(...values.map(Math.abs))
}
