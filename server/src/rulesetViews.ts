import { type CaseReport, phaseSchema, rulesetDifferenceSchema } from "@barometer/engine/readiness"
import { z } from "zod"
import { rulesetFor } from "./assignedRulesets.ts"
import { todayOf } from "./refuseOtherDay.ts"
import type { CheckedRuleset } from "./workflows/checkRuleset.ts"
import type { GoldenDayReport } from "./workflows/goldenDays.ts"
import type { GoldenDayRow } from "./store/goldenDays.ts"
import { inspectApart } from "./untrusted/workers.ts"
import type { DraftRow } from "./store/rulesetDrafts.ts"
import type { VersionRow } from "./store/rulesets.ts"
import type { TenantParts } from "./tenantParts.ts"

const problemsSchema = z.array(z.object({ pointer: z.string(), code: z.string(), message: z.string() }))

export const versionSchema = z
  .object({
    id: z.string(),
    version: z.int(),
    title: z.string(),
    hash: z.string(),
    publishedAt: z.string(),
    author: z.string().nullable().describe("Who published it; null: it came with Barometer, as a file."),
    message: z.string().describe("Why it was published; empty for a file."),
    retiredAt: z.string().nullable().describe("Since when it can no longer be assigned."),
    deciding: z.boolean().describe("Whether it decides where nothing else is assigned."),
    _links: z.object({ self: z.string(), file: z.string() }),
  })
  .meta({ id: "PublishedVersion" })

export async function toVersionViews(
  parts: TenantParts,
  rows: readonly VersionRow[],
): Promise<z.infer<typeof versionSchema>[]> {
  const deciding = await rulesetFor(parts, {}, todayOf(parts))
  return rows.map((row) => {
    const self = versionAddress(row)
    return {
      ...row,
      deciding: deciding.id === row.id && deciding.version === row.version,
      _links: { self, file: `${self}/file` },
    }
  })
}

const draftFields = {
  id: z.string(),
  rulesetId: z.string(),
  author: z.string(),
  basedOn: z.int().nullable().describe("The version it was begun from; null: the ruleset is new."),
  createdAt: z.string(),
  updatedAt: z.string(),
  _links: z.object({ self: z.string(), check: z.string(), publish: z.string() }),
}
export const draftSummarySchema = z.object(draftFields).meta({ id: "DraftSummary" })
export const draftSchema = z
  .object({
    ...draftFields,
    ruleset: z.unknown().describe("As it was written; it may not be a ruleset yet."),
    problems: problemsSchema.describe("Why it is not a ruleset yet; empty when it is one."),
  })
  .meta({ id: "Draft" })

export function toDraftSummary({
  document: _,
  revision: _revision,
  ...row
}: DraftRow): z.infer<typeof draftSummarySchema> {
  const self = draftAddress(row)
  return { ...row, _links: { self, check: `${self}/check`, publish: `${self}/publish` } }
}

export async function toDraftView(row: DraftRow): Promise<z.infer<typeof draftSchema>> {
  const { problems } = await inspectApart({ document: row.document, id: row.rulesetId })
  return { ...toDraftSummary(row), ruleset: JSON.parse(row.document), problems: problems.slice(0, mostProblems) }
}

/** Enough to mend a ruleset by. */
const mostProblems = 100

export function versionAddress({ id, version }: Pick<VersionRow, "id" | "version">): string {
  return `/api/rulesets/${id}/versions/${version}`
}

export function draftAddress({ id, rulesetId }: Pick<DraftRow, "id" | "rulesetId">): string {
  return `/api/rulesets/${rulesetId}/drafts/${id}`
}

/** A draft's revision under its id: never the same again for anything else. */
export function draftEtag({ id, revision }: DraftRow): string {
  return `"${id}.${revision}"`
}

export const goldenDaySchema = z
  .object({
    id: z.string(),
    rulesetId: z.string(),
    athleteId: z.string(),
    localDate: z.string(),
    phase: phaseSchema,
    verdict: z.string(),
    decidedBy: z.string().nullable(),
    note: z.string(),
    author: z.string(),
    createdAt: z.string(),
  })
  .meta({ id: "GoldenDay" })

const checkedGoldenDaySchema = z.object({
  ...goldenDaySchema.pick({ id: true, localDate: true, phase: true, note: true }).shape,
  athleteId: z.string().nullable().describe("Null: an athlete out of your reach."),
  holds: z.boolean(),
  expected: z.object({ verdict: z.string(), decidedBy: z.string().nullable() }),
  found: z.object({ verdict: z.string(), decidedBy: z.string().nullable() }),
})

export const checkedSchema = z
  .object({
    ok: z.boolean().describe("It parses, its cases pass and its golden days hold. Only lints may be left."),
    problems: problemsSchema,
    lints: z.array(
      z.object({ severity: z.enum(["info", "warning"]), pointer: z.string(), code: z.string(), message: z.string() }),
    ),
    cases: z.object({
      passed: z.int(),
      failed: z.array(z.object({ file: z.string(), title: z.string(), expected: z.unknown(), found: z.unknown() })),
      problems: z.array(z.object({ file: z.string(), ...problemsSchema.element.shape })),
    }),
    goldenDays: z.array(checkedGoldenDaySchema),
    differences: z.array(rulesetDifferenceSchema).describe("From the version that it is based on."),
  })
  .meta({ id: "CheckedRuleset" })

export function toCheckedView(checked: CheckedRuleset): z.infer<typeof checkedSchema> {
  const { problems, lints, cases, goldenDays, differences } = checked
  const reports = cases.flatMap(({ file, cases: ofFile }) => ofFile.map((report) => ({ file, ...report })))
  const failed = reports.filter(({ passed }) => !passed).map(toFailedCase)
  const unreadable = cases.flatMap(({ file, problems: ofFile }) => ofFile.map((problem) => ({ file, ...problem })))
  return {
    ok: problems.length + failed.length + unreadable.length === 0 && goldenDays.every(({ holds }) => holds),
    problems: problems.slice(0, mostProblems),
    lints: [...lints],
    cases: { passed: reports.length - failed.length, failed, problems: unreadable },
    goldenDays: goldenDays.map(toCheckedGoldenDay),
    differences: [...differences],
  }
}

function toFailedCase({ file, title, expected, found }: CaseReport & { readonly file: string }) {
  return { file, title, expected, found }
}

function toCheckedGoldenDay({ day, isInReach, verdict, decidedBy, holds }: GoldenDayReport) {
  const { id, localDate, phase } = day
  const athleteId = isInReach ? day.athleteId : null
  const note = isInReach ? day.note : ""
  const expected = { verdict: day.verdict, decidedBy: day.decidedBy }
  return { id, athleteId, localDate, phase, note, holds, expected, found: { verdict, decidedBy } }
}

export function toGoldenDayView(row: GoldenDayRow): z.infer<typeof goldenDaySchema> {
  return { ...row }
}
