import { toHeadText } from "../audit/chain.ts"
import { entryOfRow } from "../athleteLogs.ts"
import { overridesOf, recordOf } from "../decisionView.ts"
import type { TenantStore } from "../store/store.ts"
import { everyAthlete, everyDecision, everyEntry } from "./readAll.ts"

const together = 200

/**
 * Everything of a tenant as JSON values, one a line, each with its `kind`: athletes, each with entries, decisions and
 * overrides; teams and members; rulesets with drafts, golden days, assignments and silent decisions; the audit chain. The last line says how many came before it, so that an export
 * that was cut off is told from a whole one. No secrets.
 */
export async function* exportLines(tables: TenantStore): AsyncGenerator<string> {
  let lines = 0
  for await (const value of values(tables)) {
    lines += 1
    yield `${JSON.stringify(value)}\n`
  }
  yield `${JSON.stringify({ kind: "end", lines, head: toHeadText(await tables.audit.readHead()) })}\n`
}

async function* values(tables: TenantStore): AsyncGenerator<object> {
  const organisation = await tables.organisation.find()
  if (organisation !== undefined) yield { kind: "organisation", ...organisation }
  for (const team of await tables.teams.list()) yield { kind: "team", ...team }
  for (const { id, userId, role, athleteId, createdAt } of await tables.members.list())
    yield { kind: "member", id, userId, role, athleteId, createdAt }
  for (const version of await tables.rulesets.list()) {
    const published = await tables.rulesets.find(version.id, version.version)
    if (published !== undefined)
      yield { kind: "ruleset", ...version, document: JSON.parse(published.document) as unknown }
  }
  for (const { document, ...draft } of await tables.rulesetDrafts.listAll())
    yield { kind: "draft", ...draft, document: JSON.parse(document) as unknown }
  for (const day of await tables.goldenDays.listAll()) yield { kind: "goldenDay", ...day }
  for await (const { kind: runs, ...row } of everyOf((after) => tables.assignments.listAfter(after, together)))
    yield { kind: "assignment", runs, ...row }
  for await (const row of everyOf((after) => tables.shadowDecisions.listAfter(after, together)))
    yield { kind: "shadowDecision", ...row }
  for await (const override of everyOverride(tables)) yield override
  for await (const athlete of everyAthlete(tables)) {
    yield { kind: "athlete", ...athlete }
    for await (const row of everyEntry(tables, athlete.id)) {
      const { id, receivedAt, superseded } = row
      yield { kind: "entry", id, receivedAt, superseded, entry: entryOfRow(row) }
    }
    for await (const row of everyDecision(tables, athlete.id)) {
      const { id, entryId, causedBy, recomputes, decidedAt, knownSequence } = row
      const decision = { ...recordOf(row), overrides: overridesOf(row) }
      yield { kind: "decision", id, entryId, causedBy, recomputes, decidedAt, knownSequence, decision }
    }
  }
  yield* everyChange(tables)
}

/** Every row of what is listed in the order of its sequence. */
async function* everyOf<Row extends { readonly sequence: number }>(
  list: (after: number) => Promise<readonly Row[]>,
): AsyncGenerator<Row> {
  for (let after = 0; ;) {
    const rows = await list(after)
    yield* rows
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.sequence
  }
}

async function* everyOverride({ overrides }: TenantStore): AsyncGenerator<object> {
  for (let after = 0; ;) {
    const rows = await overrides.listAll(after, together)
    for (const { payload, inherited, ...row } of rows)
      yield {
        kind: "override",
        ...row,
        ...(JSON.parse(payload) as object),
        inherited: JSON.parse(inherited) as unknown,
      }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.sequence
  }
}

async function* everyChange({ audit }: TenantStore): AsyncGenerator<object> {
  for (let after = 0; ;) {
    const rows = await audit.listAfter(after, together)
    for (const row of rows) yield { kind: "change", ...row }
    const last = rows.at(-1)
    if (last === undefined) return
    after = last.sequence
  }
}
