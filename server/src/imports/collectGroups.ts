import { jointNames } from "@barometer/engine/readiness"
import { readNumber, readText, readWord, textOf } from "./cells.ts"
import { type Collector, type Draft, type RowContext, isBad, known, settle, toClientId } from "./collector.ts"
import type { Source } from "./mapping.ts"
import { quantities } from "./quantities.ts"
import { readSession } from "./readSession.ts"

type SourceOf<E extends Source["entry"]> = Extract<Source, { entry: E }>
interface Group {
  readonly head: Readonly<Record<string, unknown>>
  readonly items: Readonly<Record<string, unknown>>[]
  readonly line: number
}

/** Rows that share a key, in order of appearance. */
class Groups {
  readonly #groups = new Map<string, Group>()

  add(
    key: string,
    line: number,
    item: Readonly<Record<string, unknown>>,
    head: () => Readonly<Record<string, unknown>>,
  ): void {
    const group = this.#groups.get(key)
    if (group === undefined) this.#groups.set(key, { head: head(), items: [item], line })
    else group.items.push(item)
  }

  toDrafts(entryOf: (head: Group["head"], items: Group["items"]) => Draft["entry"]): readonly Draft[] {
    return [...this.#groups.values()].map(({ head, items, line }) => ({
      entry: entryOf(head, items),
      line,
      rows: items.length,
    }))
  }
}

/** One post-session check-in a session, with all its sets; a row is a set. A set without reps and load says nothing. */
export function collectSets(source: SourceOf<"sets">): Collector {
  const groups = new Groups()
  return {
    take(row, context) {
      const { decimal } = source
      const exercise = readText(row, source.exercise)?.slice(0, 80)
      const kind = readWord(row, source.kind, ["warmup", "working"])
      const loadKg = readNumber(row, source.load, quantities.load, decimal)
      const reps = readNumber(row, source.reps, quantities.reps, decimal)
      const [readKind, readLoad, readReps] = [settle(kind, context), settle(loadKg, context), settle(reps, context)]
      if (exercise === undefined && (readLoad !== undefined || readReps !== undefined))
        context.tell({
          column: textOf(row, source.exercise.column).column,
          message: "nothing found; expected an exercise",
        })
      // A set that is half read would be another set.
      if (
        [kind, loadKg, reps].some(isBad) ||
        (exercise === undefined && (readLoad !== undefined || readReps !== undefined))
      )
        return "refused"
      if (readLoad === undefined && readReps === undefined) {
        context.note("a set without reps and load (timed work, or left open) is left out")
        return "empty"
      }
      const set = known({
        exercise,
        kind: readKind ?? "working",
        loadKg: readLoad,
        reps: readReps,
        targetReps: settle(readNumber(row, source.targetReps, quantities.targetReps, decimal), context),
        rpe: settle(readNumber(row, source.rpe, quantities.rpe, decimal), context),
        meanVelocity: settle(readNumber(row, source.meanVelocity, quantities.meanVelocity, decimal), context),
        peakVelocity: settle(readNumber(row, source.peakVelocity, quantities.peakVelocity, decimal), context),
      })
      const told = [
        context.date.localDate,
        ...(source.session ?? []).map((column) => row.cell(column)?.trim() ?? ""),
      ].join("\u001F")
      groups.add(keyOf(context, told), row.line, set ?? {}, () => ({
        ...headOf(source, context, told),
        type: "checkIn",
        phase: "postSession",
        ...known({ session: readSession(source, source.sessionRpe, row, context) }),
      }))
      return "used"
    },
    finish: () =>
      groups.toDrafts((head, sets) => ({
        ...head,
        session: { ...(isRecord(head.session) ? head.session : {}), sets },
      })),
  }
}

/** One check-in a day with all its joints; a row is a joint. */
export function collectJoints(source: SourceOf<"joints">): Collector {
  const groups = new Groups()
  return {
    take(row, context) {
      const joint = readWord(row, source.joint, jointNames)
      const side = readWord(row, source.side, ["left", "right", "both"])
      const pain = readNumber(row, source.pain, quantities.pain, source.decimal)
      const reading = {
        joint: settle(joint, context),
        pain: settle(pain, context),
        ...known({ side: settle(side, context) }),
      }
      if ([joint, side, pain].some(isBad)) return "refused"
      if (reading.joint === undefined || reading.pain === undefined) return "empty"
      const told = `${context.date.localDate} ${source.phase}`
      groups.add(keyOf(context, told), row.line, reading, () => ({
        ...headOf(source, context, told),
        type: "checkIn",
        phase: source.phase,
      }))
      return "used"
    },
    finish: () => groups.toDrafts((head, joints) => ({ ...head, joints: joints.filter(({ pain }) => pain !== 0) })),
  }
}

/** One plan an athlete, with all its target sets; a row is an exercise of a day. */
export function collectTargets(source: SourceOf<"targets">): Collector {
  const groups = new Groups()
  return {
    take(row, context) {
      const { decimal } = source
      const cells = {
        sets: readNumber(row, source.sets, quantities.sets, decimal),
        reps: readNumber(row, source.reps, quantities.reps, decimal),
        loadKg: readNumber(row, source.load, quantities.load, decimal),
      }
      const exercise = readText(row, source.exercise)?.slice(0, 80)
      const sets = settle(cells.sets, context)
      const rest = known({ reps: settle(cells.reps, context), loadKg: settle(cells.loadKg, context) })
      if (Object.values(cells).some(isBad)) return "refused"
      if (exercise === undefined || sets === undefined) return "empty"
      const { localDate } = context.date
      const { athleteId } = context
      groups.add(athleteId, row.line, { localDate, exercise, sets, ...rest }, () => ({ type: "plan", athleteId }))
      return "used"
    },
    finish: () =>
      groups.toDrafts((head, targets) => {
        const sorted = targets.toSorted((a, b) => (String(a.localDate) < String(b.localDate) ? -1 : 1))
        const from = String(sorted[0]?.localDate)
        return {
          ...head,
          clientId: toClientId(source.name ?? "targets", from, JSON.stringify(sorted)),
          from,
          targets: sorted,
        }
      }),
  }
}

function keyOf({ athleteId }: RowContext, told: string): string {
  return `${athleteId}\u001F${told}`
}

/** What all grouped check-ins share; their identity is what tells the group from others, so that a mended session replaces itself. */
function headOf(source: Source, { athleteId, date }: RowContext, told: string): Readonly<Record<string, unknown>> {
  const { localDate, instant } = date
  return {
    athleteId,
    clientId: toClientId(source.name ?? source.entry, localDate, told),
    localDate,
    ...(instant !== undefined && { recordedAt: instant }),
  }
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return value !== null && typeof value === "object"
}
