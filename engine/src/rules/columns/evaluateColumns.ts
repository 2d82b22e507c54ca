import type { FactScalar } from "../facts.ts"
import type { NormalCondition } from "../normalise.ts"
import { type RulesProgram, programOf } from "../program.ts"
import type { Leaf, RulesetBase } from "../schema.ts"
import { type Bits, allBits, andInto, eachBit, noBits, orInto, withoutInto } from "./bits.ts"
import type { FactColumn, FactColumns } from "./factColumns.ts"
import { compareWithColumn, compareWithValue, type TruthColumn } from "./leafColumn.ts"

/** What rules are run on, over many rows at once; a threshold may differ by row, and a rule be switched off for some. */
export interface ColumnsInput {
  readonly facts: FactColumns
  readonly thresholds: ReadonlyMap<string, number | Float64Array>
  readonly disabled: ReadonlyMap<string, Bits>
  /** Comparisons of columns with values that were made before: shared between rulesets, and kept while thresholds move. */
  readonly leaves?: KeptLeaves
}

export interface ColumnsOutcome {
  readonly results: ReadonlyMap<string, TruthColumn>
  /** For each row the place of its deciding rule in `verdictOrder`; −1 where `otherwise` decides. */
  readonly decidedBy: Int16Array
  readonly verdictOrder: readonly string[]
}

/** For each column its comparisons, by operator and value. */
export type KeptLeaves = WeakMap<FactColumn, Map<string, TruthColumn>>

const mostKept = 400

/** Runs findings, then verdicts, over all rows, a comparison at a time. Equal to `evaluateCompiled` row by row, by test. */
export function evaluateColumns(ruleset: RulesetBase, input: ColumnsInput): ColumnsOutcome {
  const program = programOf(ruleset)
  const run = new ColumnsRun(program, input)
  const results = new Map<string, TruthColumn>()
  for (const { name, conditions } of program.finding.rules) results.set(name, run.rule(name, conditions))
  run.takeFindings(results)
  for (const { name, conditions } of program.verdict.rules) results.set(name, run.rule(name, conditions))
  return { results, decidedBy: decide(program, results, input.facts.rows), verdictOrder: program.verdictOrder }
}

function decide(program: RulesProgram, results: ReadonlyMap<string, TruthColumn>, rows: number): Int16Array {
  const decidedBy = new Int16Array(rows).fill(-1)
  const open = allBits(rows)
  for (const [place, name] of program.verdictOrder.entries()) {
    const fired = results.get(name)?.isTrue.slice()
    if (fired === undefined) continue
    andInto(fired, open)
    eachBit(fired, (row) => {
      decidedBy[row] = place
    })
    withoutInto(open, fired)
  }
  return decidedBy
}

/** One ruleset over one block of rows: the columns that its comparisons read, the findings' among them. */
class ColumnsRun {
  readonly #program: RulesProgram
  readonly #input: ColumnsInput
  readonly #rows: number
  readonly #made = new Map<string, FactColumn>()
  readonly #leaves: KeptLeaves
  readonly #all: Bits
  readonly #none: Bits

  constructor(program: RulesProgram, input: ColumnsInput) {
    this.#program = program
    this.#input = input
    this.#rows = input.facts.rows
    this.#all = allBits(this.#rows)
    this.#none = noBits(this.#rows)
    this.#leaves = input.leaves ?? new WeakMap()
  }

  /** A rule's result; where it is switched off it is false. */
  rule(name: string, conditions: NormalCondition): TruthColumn {
    const { isTrue, isFalse } = this.#condition(conditions)
    const off = this.#input.disabled.get(name)
    if (off === undefined) return { isTrue, isFalse }
    const [yes, no] = [isTrue.slice(), isFalse.slice()]
    withoutInto(yes, off)
    orInto(no, off)
    return { isTrue: yes, isFalse: no }
  }

  /** Makes facts of the findings, for the verdicts to read. */
  takeFindings(results: ReadonlyMap<string, TruthColumn>): void {
    const warning = new Map<string, Bits>()
    const possible = new Map<string, Bits>()
    const into = (families: Map<string, Bits>, family: string, bits: Bits) => {
      const all = families.get(family) ?? noBits(this.#rows)
      orInto(all, bits)
      families.set(family, all)
    }
    for (const { name, event } of this.#program.ruleset.rules) {
      const result = results.get(name)
      if (event.type !== "finding" || result === undefined) continue
      const known = result.isTrue.slice()
      orInto(known, result.isFalse)
      this.#made.set(`finding.${name}`, { values: { yes: result.isTrue }, known, missed: this.#none })
      this.#made.set(`known.finding.${name}`, { values: { yes: known }, known: this.#all, missed: this.#none })
      const { family } = event.params
      if (family === undefined) continue
      into(warning, family, result.isTrue)
      into(possible, family, result.isTrue)
      // Unknown for want of what somebody has been asking for; what nobody asks for is not held to be possible.
      const unknown = this.#missedBy(name)
      withoutInto(unknown, known)
      into(possible, family, unknown)
    }
    this.#made.set("warningFamilies", countOf(warning.values(), this.#rows))
    this.#made.set("possibleFamilies", countOf(possible.values(), this.#rows))
  }

  #missedBy(rule: string): Bits {
    const missed = noBits(this.#rows)
    for (const fact of this.#program.factsReadBy.get(rule) ?? []) {
      const column = this.#input.facts.columns.get(fact)
      if (column !== undefined) orInto(missed, column.missed)
    }
    return missed
  }

  /** Strong Kleene: all is true where each is and false where one is; any the other way around. */
  #condition(condition: NormalCondition): TruthColumn {
    if ("fact" in condition) return this.#leaf(condition)
    const isAll = "all" in condition
    const [first, ...rest] = (isAll ? condition.all : condition.any).map((child) => this.#condition(child))
    const [isTrue, isFalse] = [
      first?.isTrue.slice() ?? allBits(this.#rows),
      first?.isFalse.slice() ?? noBits(this.#rows),
    ]
    for (const child of rest) {
      if (isAll) andInto(isTrue, child.isTrue)
      else orInto(isTrue, child.isTrue)
      if (isAll) orInto(isFalse, child.isFalse)
      else andInto(isFalse, child.isFalse)
    }
    return { isTrue, isFalse }
  }

  #leaf({ fact, operator, value }: Leaf): TruthColumn {
    const left = this.#column(fact)
    const unknown = { isTrue: this.#none, isFalse: this.#none }
    if (left === undefined) return unknown
    const operand = typeof value === "object" && "fact" in value ? this.#operand(value.fact) : value
    if (operand === undefined) return unknown
    if (isColumn(operand)) return compareWithColumn(left, operator, operand, this.#rows)
    const ofColumn = this.#leaves.get(left) ?? new Map<string, TruthColumn>()
    this.#leaves.set(left, ofColumn)
    const key = `${operator} ${JSON.stringify(operand)}`
    const kept = ofColumn.get(key) ?? compareWithValue(left, operator, operand, this.#rows)
    // A threshold that is dragged leaves a comparison at every place it passes.
    if (ofColumn.size >= mostKept) ofColumn.clear()
    ofColumn.set(key, kept)
    return kept
  }

  /** The right-hand side that a name means: one value for all rows, or a column. */
  #operand(name: string): FactScalar | FactColumn | undefined {
    if (!name.startsWith("threshold.")) return this.#column(name)
    const threshold = this.#input.thresholds.get(name.slice("threshold.".length))
    if (threshold === undefined || typeof threshold === "number") return threshold
    return { values: threshold, known: this.#all, missed: this.#none }
  }

  #column(name: string): FactColumn | undefined {
    const made = this.#made.get(name)
    if (made !== undefined) return made
    const { columns } = this.#input.facts
    if (!name.startsWith("known.")) return columns.get(name)
    const of = columns.get(name.slice("known.".length))
    return of && { values: { yes: of.known }, known: this.#all, missed: this.#none }
  }
}

function isColumn(operand: object | FactScalar): operand is FactColumn {
  return typeof operand === "object" && "known" in operand
}

function countOf(families: Iterable<Bits>, rows: number): FactColumn {
  const values = new Float64Array(rows)
  for (const family of families)
    eachBit(family, (row) => {
      values[row] = (values[row] ?? 0) + 1
    })
  return { values, known: allBits(rows), missed: noBits(rows) }
}
