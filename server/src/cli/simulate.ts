import { createWriteStream } from "node:fs"
import { writeFile } from "node:fs/promises"
import { finished } from "node:stream/promises"
import { parseWith } from "@barometer/engine/rules"
import {
  type AthleteTruth,
  type Simulation,
  extraNames,
  healthyWithout,
  ingredientNames,
  simulateAthlete,
  simulationSchema,
} from "../simulate/index.ts"
import { type Command, type Typed, jsonOption } from "./command.ts"
import { nameOf } from "./readInput.ts"
import { count } from "./table.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

export const simulateCommand: Command = {
  summary: "Writes the log of a squad that never was, with known truth: fatigue, illness, gaps, flat answerers.",
  usage: "--athletes N --days D --seed S --out LOG [--truth FILE] [--overreaching SHARE] [--healthy]",
  takesRest: false,
  options: {
    athletes: { value: "N", help: "how many lifters" },
    days: { value: "D", help: "how many days each" },
    seed: { value: "S", help: "a whole number; the same seed makes the same squad" },
    out: { value: "LOG", help: "the log to write, or `-`; it is overwritten" },
    truth: { value: "FILE", help: "what is true of each athlete, JSON" },
    from: { value: "DATE", help: "the first day (2025-01-06)" },
    overreaching: { value: "SHARE", help: "share of athletes, 0 to 1, with one episode of overreaching (0)" },
    "overreaching-size": { value: "X", help: "its size, 1 being +7 bpm and 1.5 levels (1)" },
    "performance-drop": { value: "PCT", help: "strength lost while overreaching (0)" },
    "deload-every-weeks": { value: "N", help: "the rhythm that plans have (5)" },
    experience: { value: "WORD", help: "beginner, intermediate, advanced or mixed (mixed)" },
    healthy: { help: `nobody ails, all deloads are planned: without ${healthyWithout.join(", ")}` },
    without: { value: "NAME", multiple: true, help: `leaves out one of ${ingredientNames.join(", ")}` },
    with: { value: "NAME", multiple: true, help: `has besides: ${extraNames.join(", ")}` },
    json: jsonOption,
  },
  run: writeSquad,
}

async function writeSquad(typed: Typed, terminal: Terminal): Promise<0> {
  const simulation = simulationOf(typed)
  const out = typed.text("out")
  if (out === undefined) throw new UnusableInput("`--out`: nothing found; expected the log to write, or `-`")
  const truth: AthleteTruth[] = []
  let entries = 0
  const sink = sinkOf(out, terminal)
  for (let index = 0; index < simulation.athletes; index++) {
    const athlete = simulateAthlete(simulation, index)
    truth.push(athlete.truth)
    entries += athlete.entries.length
    for (const entry of athlete.entries) await sink.write(JSON.stringify(entry))
  }
  await sink.close()
  const truthFile = typed.text("truth")
  if (truthFile !== undefined)
    await writeFile(truthFile, `${JSON.stringify({ options: simulation, athletes: truth })}\n`).catch(
      (error: unknown) => refuse(truthFile, error),
    )
  const kinds = new Map<string, number>()
  for (const { kind } of truth.flatMap(({ episodes }) => episodes)) kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
  const line = typed.has("json")
    ? JSON.stringify({ out, athletes: truth.length, entries, episodes: Object.fromEntries(kinds) })
    : `${count(truth.length, "athlete")}, ${count(entries, "entry", "entries")}${kinds.size === 0 ? "" : `; true of them: ${[...kinds].map(([kind, number]) => `${kind} ${number}`).join(", ")}`}`
  if (out === "-") terminal.warn(line)
  else await terminal.print(line)
  return 0
}

function simulationOf(typed: Typed): Simulation {
  const number = (option: string) => {
    const text = typed.text(option)
    if (text === undefined) return undefined
    if (!/^(\d+\.?\d*|\.\d+)$/.test(text))
      throw new UnusableInput(`\`--${option}\`: found \`${text}\`; expected a number`)
    return Number(text)
  }
  const given = {
    athletes: number("athletes"),
    days: number("days"),
    seed: number("seed"),
    from: typed.text("from"),
    overreaching: number("overreaching"),
    overreachingSize: number("overreaching-size"),
    performanceDropPct: number("performance-drop"),
    deloadEveryWeeks: number("deload-every-weeks"),
    experience: typed.text("experience"),
    without: [
      ...(typed.has("healthy") ? healthyWithout : []),
      ...typed.texts("without").flatMap((text) => text.split(",")),
    ],
    with: typed.texts("with").flatMap((text) => text.split(",")),
  }
  const parsed = parseWith(
    simulationSchema,
    Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)),
  )
  if (parsed.ok) return parsed.value
  throw new UnusableInput(...parsed.problems.map(({ pointer, message }) => `\`${optionAt(pointer)}\`: ${message}`))
}

const optionNames: Readonly<Record<string, string>> = {
  overreachingSize: "overreaching-size",
  performanceDropPct: "performance-drop",
  deloadEveryWeeks: "deload-every-weeks",
}

function optionAt(pointer: string): string {
  const name = pointer.split("/")[1] ?? ""
  return `--${optionNames[name] ?? name}`
}

function sinkOf(
  out: string,
  terminal: Terminal,
): { readonly write: (line: string) => Promise<void>; readonly close: () => Promise<void> } {
  if (out === "-") return { write: (line) => terminal.print(line), close: () => Promise.resolve() }
  const stream = createWriteStream(out)
  const done = finished(stream).catch((error: unknown) => refuse(out, error))
  return {
    write: (line) =>
      stream.write(`${line}\n`)
        ? Promise.resolve()
        : Promise.race([new Promise<void>((resolve) => stream.once("drain", resolve)), done]),
    close: async () => {
      stream.end()
      await done
    },
  }
}

function refuse(file: string, error: unknown): never {
  throw new UnusableInput(
    `${nameOf(file)}: it cannot be written (${error instanceof Error && "code" in error ? String(error.code) : "unknown fault"})`,
  )
}
