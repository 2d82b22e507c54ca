import { type MeasureCatalogue, causeNames, jointNames, outcomeSchema, ownCallNames } from "@barometer/engine/readiness"
import { readDateCell, readNumber, readText, readWord } from "./cells.ts"
import { type Collector, type Draft, type RowContext, known, settle, toClientId } from "./collector.ts"
import type { Source } from "./mapping.ts"
import { quantities } from "./quantities.ts"
import type { Row } from "./table.ts"
import { readSession } from "./readSession.ts"

type RowSource = Extract<Source, { entry: "checkIn" | "session" | "annotation" | "outcome" }>
type Fields = Readonly<Record<string, unknown>>

/** One entry a row: check-ins, sessions, annotations, outcomes. A row whose mapped cells are all empty makes none. */
export function collectRows(source: RowSource, measures: MeasureCatalogue): Collector {
  const drafts: Draft[] = []
  return {
    take(row, context) {
      let bad = 0
      const telling: RowContext = {
        ...context,
        tell: (problem) => {
          bad += 1
          context.tell(problem)
        },
      }
      const content = contentOf(source, row, telling, measures)
      if (content === undefined) return bad > 0 ? "refused" : "empty"
      const { athleteId, date } = context
      const clientId = toClientId(source.name ?? source.entry, date.localDate, row.content)
      const recordedAt = date.instant
      drafts.push({
        entry: { ...content, athleteId, clientId, ...(recordedAt !== undefined && { recordedAt }) },
        line: row.line,
        rows: 1,
      })
      return "used"
    },
    finish: () => drafts,
  }
}

function contentOf(source: RowSource, row: Row, context: RowContext, measures: MeasureCatalogue): Fields | undefined {
  const { localDate } = context.date
  switch (source.entry) {
    case "checkIn": {
      const content = checkInOf(source, row, context, measures)
      return content && { type: "checkIn", localDate, phase: source.phase, ...content }
    }
    case "session": {
      const session = readSession(source, source.rpe, row, context)
      return (
        session && {
          type: "checkIn",
          localDate,
          phase: "postSession",
          session,
          ...known({ note: readText(row, source.note) }),
        }
      )
    }
    case "annotation": {
      const cause = settle(readWord(row, source.cause, causeNames), context)
      const note = readText(row, source.note)
      if (cause === undefined || ("constant" in source.cause && source.note !== undefined && note === undefined))
        return undefined
      const to = source.to && settle(readDateCell(row, source.to, source.zone), context)?.localDate
      return { type: "annotation", cause, from: localDate, ...known({ to, note }) }
    }
    case "outcome": {
      const kind = settle(readWord(row, source.kind, outcomeSchema.shape.kind.options), context)
      const note = readText(row, source.note)
      if (kind === undefined || ("constant" in source.kind && source.note !== undefined && note === undefined))
        return undefined
      return { type: "outcome", localDate, kind, ...known({ note }) }
    }
  }
}

function checkInOf(
  source: Extract<Source, { entry: "checkIn" }>,
  row: Row,
  context: RowContext,
  catalogue: MeasureCatalogue,
): Fields | undefined {
  const { decimal } = source
  const measures: Record<string, number> = {}
  const sources: Record<string, string> = {}
  for (const [name, cell] of Object.entries(source.measures)) {
    const measure = catalogue[name]
    const value = measure && settle(readNumber(row, cell, measure, decimal), context)
    if (value === undefined) continue
    measures[name] = value
    if (cell.source !== undefined) sources[name] = cell.source
  }
  const pains = jointNames.flatMap((joint) => {
    const pain = settle(readNumber(row, source.joints?.[joint], quantities.pain, decimal), context)
    return pain === undefined ? [] : [{ joint, pain }]
  })
  return known({
    measures: known(measures),
    sources: known(sources),
    // Asked about and free of pain is an empty list; not asked is no list.
    joints: pains.length === 0 ? undefined : pains.filter(({ pain }) => pain > 0),
    ownCall: settle(readWord(row, source.ownCall, ownCallNames), context),
    note: readText(row, source.note),
  })
}
