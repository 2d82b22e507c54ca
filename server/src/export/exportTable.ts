import { type CheckIn, measureCatalogue } from "@barometer/engine/readiness"
import { stringify } from "csv-stringify/sync"
import { entryOfRow } from "../athleteLogs.ts"
import { recordOf } from "../decisionView.ts"
import type { DecisionRow } from "../store/decisions.ts"
import type { EntryRow } from "../store/entries.ts"
import type { TenantStore } from "../store/store.ts"
import { everyAthlete, everyDecision, everyEntry } from "./readAll.ts"

/** What is exported as a table. */
export const exportedTables = ["checkIns", "decisions"] as const
export type ExportedTable = (typeof exportedTables)[number]

type Cell = string | number | boolean | null | undefined
type Row = Readonly<Record<string, Cell>>

const measures = Object.keys(measureCatalogue)
const columns: Readonly<Record<ExportedTable, string>> = {
  checkIns: `id athleteId localDate phase clientId recordedAt receivedAt superseded ${measures.join(" ")} joints symptoms discomfort
    ownCall sessionStatus sessionMinutes sessionRpe sets note`,
  decisions: `id athleteId localDate phase checkInId verdict kind decidedBy sentence rulesetId rulesetVersion decidedAt
    recomputes digest`,
}

/**
 * All check-ins, or all decisions, of a tenant as CSV (RFC 4180, UTF-8). A cell that a spreadsheet would take for a formula
 * begins with an apostrophe; lists within a cell are JSON.
 */
export async function* exportTable(tables: TenantStore, table: ExportedTable): AsyncGenerator<string> {
  const names = columns[table].split(/\s+/)
  const line = (cells: readonly Cell[]) =>
    stringify([[...cells]], {
      escape_formulas: true,
      record_delimiter: "windows",
      cast: { boolean: (value) => String(value) },
    })
  yield line(names)
  for await (const athlete of everyAthlete(tables))
    for await (const row of rowsOf(tables, table, athlete.id)) yield line(names.map((name) => row[name]))
}

async function* rowsOf(tables: TenantStore, table: ExportedTable, athleteId: string): AsyncGenerator<Row> {
  switch (table) {
    case "checkIns":
      for await (const row of everyEntry(tables, athleteId)) {
        const entry = entryOfRow(row)
        if (entry.type === "checkIn") yield checkInRow(row, entry)
      }
      return
    case "decisions":
      for await (const row of everyDecision(tables, athleteId)) yield decisionRow(row)
  }
}

function checkInRow({ id, receivedAt, superseded }: EntryRow, checkIn: CheckIn): Row {
  const { athleteId, localDate, phase, clientId, recordedAt, discomfort, ownCall, session, note } = checkIn
  const said = {
    id,
    athleteId,
    localDate,
    phase,
    clientId,
    recordedAt,
    receivedAt,
    superseded,
    discomfort,
    ownCall,
    note,
  }
  return {
    ...Object.fromEntries(Object.entries(checkIn.measures ?? {})),
    ...said,
    joints: toJson(checkIn.joints),
    symptoms: toJson(checkIn.symptoms),
    sessionStatus: session?.status,
    sessionMinutes: session?.durationMin,
    sessionRpe: session?.rpe,
    sets: toJson(session?.sets),
  }
}

function decisionRow(row: DecisionRow): Row {
  const { id, athleteId, localDate, phase, verdict, kind, decidedBy, sentence } = row
  const { rulesetId, rulesetVersion, decidedAt, recomputes } = row
  const said = { id, athleteId, localDate, phase, verdict, kind, decidedBy, sentence }
  const made = { rulesetId, rulesetVersion, decidedAt, recomputes, digest: recordOf(row).digest }
  return { ...said, checkInId: row.entryId, ...made }
}

function toJson(list: readonly unknown[] | undefined): string | undefined {
  return list === undefined ? undefined : JSON.stringify(list)
}
