import { readDateCell, readNumber, readWord } from "./cells.ts"
import { type RowContext, known, minutesBetween, settle } from "./collector.ts"
import type { NumberCell, Source } from "./mapping.ts"
import { quantities } from "./quantities.ts"
import type { Row } from "./table.ts"

type SessionSource = Extract<Source, { entry: "session" | "sets" }>

/** What a row says about its session as a whole; undefined when it says nothing. */
export function readSession(
  source: SessionSource,
  rpe: NumberCell | undefined,
  row: Row,
  context: RowContext,
): Readonly<Record<string, unknown>> | undefined {
  const { decimal } = source
  return known({
    durationMin:
      settle(readNumber(row, source.durationMin, quantities.durationMin, decimal), context) ??
      durationFromEnd(source, row, context),
    rpe: settle(readNumber(row, rpe, quantities.sessionRpe, decimal), context),
    status: settle(readWord(row, source.status, ["completed", "cutShort", "skipped"]), context),
  })
}

function durationFromEnd(source: SessionSource, row: Row, context: RowContext): number | undefined {
  const end = source.end && settle(readDateCell(row, source.end, source.zone), context)
  const minutes = end && minutesBetween(context.date, end)
  if (minutes === undefined) return undefined
  if (minutes > 0 && minutes <= quantities.durationMin.max) return minutes
  context.note("a session ends before it starts, or more than a day after; its duration is left out")
  return undefined
}
