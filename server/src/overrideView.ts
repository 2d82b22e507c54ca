import { externalIdSchema, localDateSchema } from "@barometer/engine/readiness"
import { digestOf, type Layered, type Override } from "@barometer/engine/rules"
import { z } from "zod"
import { isInForce, layersOn, listInForce, misfitsOf, toOverride } from "./overridesInForce.ts"
import type { PublishedRuleset } from "./rulesetLibrary.ts"
import type { OverrideRow, Subjects } from "./store/overrides.ts"

const placedValueSchema = z.object({
  value: z.number(),
  layer: z.string().describe("`ruleset`, `team:<id>` or `athlete:<id>`: where the value comes from."),
})
type PlacedValue = z.infer<typeof placedValueSchema>

export const overrideViewSchema = z
  .object({
    id: z.string(),
    ruleset: z.string().describe("Id of the ruleset that it changes, in every version that it fits."),
    layer: z.enum(["team", "athlete"]),
    subject: externalIdSchema.describe("Id of the team or athlete."),
    from: localDateSchema,
    until: localDateSchema.nullable().describe("Last date on which it holds; null: open."),
    thresholds: z.record(z.string(), z.number()),
    disabled: z.array(z.string()).describe("Rules switched off."),
    author: z.string().nullable().describe("Who made it; null until there is sign-in."),
    reason: z.string(),
    createdAt: z.string(),
    retiredAt: z.string().nullable(),
    retiredFrom: localDateSchema.nullable().describe("From this date on it has no effect."),
    hash: z.string().describe("What the decisions made with it name it by."),
    inForce: z.boolean().describe("Whether it holds on the date asked for; a stronger one may still outrank it."),
    inherited: z.record(z.string(), placedValueSchema).describe("What its thresholds inherited when it was made."),
    parentChanged: z.boolean().describe("Whether one of its thresholds would inherit another value now."),
    problems: z
      .array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))
      .describe("Why it does not fit the version of the ruleset that decides now, and so does not hold."),
    _links: z.object({ self: z.string() }),
  })
  .meta({ id: "KeptOverride" })
type OverrideView = z.infer<typeof overrideViewSchema>

export const layersViewSchema = z
  .object({
    on: localDateSchema,
    athleteId: externalIdSchema.nullable(),
    team: externalIdSchema.nullable().describe("The team that the athlete's log names."),
    ruleset: z.object({ id: z.string(), version: z.int() }),
    thresholds: z.array(
      z.object({
        name: z.string(),
        label: z.string(),
        unit: z.string(),
        min: z.number(),
        max: z.number(),
        step: z.number(),
        ...placedValueSchema.shape,
        inherited: placedValueSchema.describe("What would hold without the subject's own overrides."),
      }),
    ),
    disabled: z.array(z.object({ rule: z.string(), layer: z.string() })),
    overrides: z.array(overrideViewSchema).describe("Newest first, retired ones too."),
  })
  .meta({ id: "ThresholdLayers" })

/** The overrides of an athlete and team, or of a team, with what they change in the ruleset. */
export interface Layers {
  readonly published: PublishedRuleset
  readonly subjects: Subjects
  /** In the order they were made. */
  readonly rows: readonly OverrideRow[]
}

/** Every threshold as it holds on the date, beside what it inherits, and the newest `limit` overrides. */
export function toLayersView(layers: Layers, on: string, limit: number): z.infer<typeof layersViewSchema> {
  const { published, subjects, rows } = layers
  const inForce = listInForce(rows, published, on)
  const held = layersOn(published, inForce, subjects, on)
  const inherited = inheritedOn(layers, subjects.athlete === undefined ? "team" : "athlete", on)
  return {
    on,
    athleteId: subjects.athlete ?? null,
    team: subjects.team ?? null,
    ruleset: { id: published.id, version: published.version },
    thresholds: Object.entries(published.ruleset.thresholds).map(([name, { label, unit, min, max, step }]) => ({
      name,
      label,
      unit,
      min,
      max,
      step,
      ...placed(held, name),
      inherited: placed(inherited, name),
    })),
    disabled: [...held.disabled].map(([rule, from]) => ({ rule, layer: from })),
    overrides: rows
      .slice(-limit)
      .toReversed()
      .map((row) => toOverrideView(layers, row, on)),
  }
}

/** One of the overrides of the layers, as it stands on the date. */
export function toOverrideView(layers: Layers, row: OverrideRow, on: string): OverrideView {
  const { published } = layers
  const { thresholds = {}, disabled = [] } = toOverride(row)
  // What it inherited was stored with it.
  const inherited = JSON.parse(row.inherited) as Readonly<Record<string, PlacedValue>>
  const now = inheritedOn(layers, row.layer, row.from > on ? row.from : on)
  return {
    id: row.id,
    ruleset: row.rulesetId,
    layer: row.layer,
    subject: row.subject,
    from: row.from,
    until: row.until,
    thresholds,
    disabled: [...disabled],
    author: row.author,
    reason: row.reason,
    createdAt: row.createdAt,
    retiredAt: row.retiredAt,
    retiredFrom: row.retiredFrom,
    hash: digestOf(toOverride(row)),
    inForce: isInForce(row, published, on),
    inherited: { ...inherited },
    parentChanged:
      row.rulesetId === published.id &&
      Object.entries(inherited).some(([name, { value }]) => now.thresholds.get(name) !== value),
    problems: row.rulesetId === published.id ? [...misfitsOf(row, published)] : [],
    _links: { self: `/api/overrides/${row.id}` },
  }
}

/** What each threshold of a new override inherits on the date from the layers below it. */
export function inheritedBy(layers: Layers, override: Override, on: string): Readonly<Record<string, PlacedValue>> {
  const below = inheritedOn(layers, override.layer, on)
  return Object.fromEntries(Object.keys(override.thresholds ?? {}).map((name) => [name, placed(below, name)]))
}

/** The thresholds as the layers below this one leave them. */
function inheritedOn({ published, subjects, rows }: Layers, above: Override["layer"], on: string): Layered {
  const below = above === "team" ? [] : rows.filter((row) => row.layer === "team")
  return layersOn(published, listInForce(below, published, on), subjects, on)
}

function placed({ thresholds, layers }: Layered, name: string): PlacedValue {
  const value = thresholds.get(name)
  if (value === undefined) throw new Error("a layered ruleset has every threshold that it declares")
  return { value, layer: layers.get(name) ?? "ruleset" }
}
