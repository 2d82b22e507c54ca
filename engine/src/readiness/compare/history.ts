import { type Bits, eachBit, noBits, setBit } from "../../rules/columns/bits.ts"
import { evaluateColumns, type KeptLeaves } from "../../rules/columns/evaluateColumns.ts"
import { type FactColumn, toFactColumns } from "../../rules/columns/factColumns.ts"
import type { Fact, FactScalar } from "../../rules/facts.ts"
import { type Layered, layer } from "../../rules/overrides.ts"
import type { AthleteLog } from "../log/athleteLog.ts"
import { viewAt } from "../log/viewAt.ts"
import { toSignalFact } from "../situation.ts"
import { type DateRange, momentsOf } from "../timeline.ts"
import { type Side, type SharedMoment, definitionsRead, keysOf, sharedSignals, toSharedMoment } from "./side.ts"

/** One athlete's day on which a session was decided. */
export interface HistoryDay {
  readonly athleteId: string
  readonly localDate: string
}

/** What a ruleset says of each day of a history, in the order of its days. */
export interface HistoryVerdicts {
  readonly verdicts: readonly string[]
  /** Null: no rule, the ruleset's `otherwise`. */
  readonly decidedBy: readonly (string | null)[]
  /** For each rule the days on which it is certainly true. */
  readonly fired: ReadonlyMap<string, Bits>
}

interface Row {
  readonly athleteId: string
  readonly moment: SharedMoment
  /** Place in `days`. */
  readonly day: number
}

/** The moments that come first on their days, or second, or third: a later one reads what an earlier one said. */
interface Pass {
  readonly rows: readonly Row[]
  readonly columns: Map<string, FactColumn>
}

/**
 * The past of a squad, held so that a ruleset answers for all of its days at once, and again while a threshold moves:
 * signals are derived once for each definition, and lie in columns.
 */
export class History {
  readonly days: readonly HistoryDay[]
  readonly #passes: readonly Pass[]
  readonly #leaves: KeptLeaves = new WeakMap()

  constructor(logs: readonly AthleteLog[], range: DateRange = {}) {
    const days: HistoryDay[] = []
    const passes: Row[][] = []
    for (const log of logs) {
      const { athleteId } = log
      const deciding = momentsOf(log.checkIns, range).filter(({ phase }) => phase !== "postSession")
      for (const [localDate, ofDay] of Map.groupBy(deciding, (asOf) => asOf.localDate)) {
        const day = days.push({ athleteId, localDate }) - 1
        for (const [place, asOf] of ofDay.entries())
          (passes[place] ??= []).push({ athleteId, day, moment: toSharedMoment(asOf, viewAt(log, asOf)) })
      }
    }
    this.days = days
    this.#passes = passes.map((rows) => ({ rows, columns: new Map() }))
  }

  /** Every day's verdict by a side; `moved` are thresholds that stand elsewhere, whatever the ruleset and overrides say. */
  decide(side: Side, moved: ReadonlyMap<string, number> = new Map()): HistoryVerdicts {
    const verdicts = this.days.map((): string => side.ruleset.otherwise)
    const decidedBy: (string | null)[] = this.days.map(() => null)
    const fired = new Map(side.ruleset.rules.map(({ name }) => [name, noBits(this.days.length)]))
    const said: (string | undefined)[] = []
    for (const pass of this.#passes)
      for (const { layered, rows, isWhole } of groupsOf(side, pass, moved)) {
        const facts = new Map(this.#signalColumns(side, layered, pass, rows, isWhole))
        facts.set("phase", wordColumn(rows.map(({ moment }) => moment.asOf.phase)))
        facts.set("earlier.verdict", wordColumn(rows.map(({ day }) => said[day])))
        const outcome = evaluateColumns(side.ruleset, {
          facts: { rows: rows.length, columns: facts },
          thresholds: layered.thresholds,
          disabled: new Map([...layered.disabled.keys()].map((name) => [name, noBits(rows.length).fill(0xffffffff)])),
          leaves: this.#leaves,
        })
        for (const [index, { day }] of rows.entries()) {
          const rule = outcome.verdictOrder[outcome.decidedBy[index] ?? -1] ?? null
          decidedBy[day] = rule
          verdicts[day] = said[day] = verdictOf(side, rule)
        }
        markFired(fired, outcome.results, rows)
      }
    return { verdicts, decidedBy, fired }
  }

  /** A signal's value on each day, as its last moment saw it; undefined where it is unknown. */
  valuesOf(side: Side, signal: string): readonly (FactScalar | undefined)[] {
    const values: (FactScalar | undefined)[] = this.days.map(() => undefined)
    for (const { rows } of this.#passes)
      for (const { athleteId, moment, day } of rows) {
        const value = sharedSignals(side.ruleset, layeredAt(side, athleteId, moment), moment).get(signal)
        values[day] = value?.known === true ? value.value : undefined
      }
    return values
  }

  #signalColumns(side: Side, layered: Layered, pass: Pass, rows: readonly Row[], isWhole: boolean) {
    const definitions = definitionsRead(side.ruleset)
    const keys = keysOf(side.ruleset, definitions, layered)
    const lacking = [...keys].filter(([, key]) => !isWhole || !pass.columns.has(key)).map(([name]) => name)
    if (lacking.length > 0) {
      const facts = rows.map(({ moment }) => {
        const signals = sharedSignals(side.ruleset, layered, moment)
        return new Map(lacking.map((name): [string, Fact] => [name, toSignalFact(signals.get(name))]))
      })
      const made = toFactColumns(facts, lacking).columns
      if (!isWhole) return made
      for (const [name, column] of made) pass.columns.set(keys.get(name) ?? "", column)
    }
    return [...keys].flatMap(([name, key]): [string, FactColumn][] => {
      const column = pass.columns.get(key)
      return column === undefined ? [] : [[name, column]]
    })
  }
}

interface Group {
  readonly layered: Layered
  readonly rows: readonly Row[]
  /** All rows of the pass, so that what is made of them can be kept. */
  readonly isWhole: boolean
}

/** The rows of a pass by the thresholds and rules that hold for them. */
function groupsOf(side: Side, { rows }: Pass, moved: ReadonlyMap<string, number>): readonly Group[] {
  const move = (layered: Layered): Layered =>
    moved.size === 0 ? layered : { ...layered, thresholds: new Map([...layered.thresholds, ...moved]) }
  const [first] = rows
  if (first === undefined) return []
  if (side.overrides.length === 0)
    return [{ layered: move(layeredAt(side, first.athleteId, first.moment)), rows, isWhole: true }]
  const groups = new Map<string, { readonly layered: Layered; readonly rows: Row[] }>()
  for (const row of rows) {
    const layered = layeredAt(side, row.athleteId, row.moment)
    const key = `${[...layered.thresholds.values()].join()} ${[...layered.disabled.keys()].join()}`
    const group = groups.get(key) ?? { layered: move(layered), rows: [] }
    group.rows.push(row)
    groups.set(key, group)
  }
  return [...groups.values()].map((group) => ({ ...group, isWhole: group.rows.length === rows.length }))
}

function layeredAt({ ruleset, overrides }: Side, athlete: string, { asOf, view }: SharedMoment): Layered {
  return layer(ruleset, overrides, { localDate: asOf.localDate, athlete, team: view.team })
}

function verdictOf({ ruleset }: Side, rule: string | null): string {
  const event = rule === null ? undefined : ruleset.rules.find(({ name }) => name === rule)?.event
  return event?.type === "verdict" ? event.params.verdict : ruleset.otherwise
}

/** A later moment of a day takes the place of an earlier one. */
function markFired(
  fired: ReadonlyMap<string, Bits>,
  results: ReadonlyMap<string, { readonly isTrue: Bits }>,
  rows: readonly Row[],
): void {
  for (const [name, { isTrue }] of results) {
    const days = fired.get(name)
    if (days === undefined) continue
    for (const { day } of rows) days[day >>> 5] = (days[day >>> 5] ?? 0) & ~(1 << (day & 31))
    eachBit(isTrue, (row) => {
      const day = rows[row]?.day
      if (day !== undefined) setBit(days, day)
    })
  }
}

function wordColumn(words: readonly (string | undefined)[]): FactColumn {
  const known = noBits(words.length)
  for (const [row, word] of words.entries()) if (word !== undefined) setBit(known, row)
  return { values: words, known, missed: noBits(words.length) }
}
