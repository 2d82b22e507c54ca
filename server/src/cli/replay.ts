import { replay } from "@barometer/engine/readiness"
import { type Command, jsonOption } from "./command.ts"
import { nameOf, readJson } from "./readInput.ts"
import { count } from "./table.ts"
import { UnusableInput, toLines } from "./unusableInput.ts"

const mostTold = 20

export const replayCommand: Command = {
  summary: "Decides again from receipts: the same digest, or what differs (exit 1).",
  usage: "FILE…",
  takesRest: true,
  options: { json: jsonOption },
  notes: ["Receipts are written by `explain --receipt FILE` and by the server."],
  async run(typed, terminal) {
    if (typed.rest.length === 0) throw new UnusableInput("nothing found to replay; expected at least one receipt")
    let differs = false
    for (const file of typed.rest) {
      const replayed = await replay(await readJson(file, terminal))
      if (!replayed.ok) throw new UnusableInput(...toLines(nameOf(file), replayed.problems))
      const { identical, differences, decision } = replayed.value
      differs ||= !identical
      if (typed.has("json")) {
        await terminal.print(JSON.stringify({ file, identical, digest: decision.digest, differences }))
        continue
      }
      const { athleteId, localDate, phase, digest } = decision
      const what = `${nameOf(file)}: ${athleteId}, ${localDate}, ${phase}`
      if (identical) await terminal.print(`${what}: the same decision, digest ${digest}`)
      else {
        const [one] = differences
        await terminal.print(
          `${what}: ${one === undefined ? "the record was altered after it was made" : count(differences.length, "difference")}`,
        )
        for (const { pointer, was, is } of differences.slice(0, mostTold))
          await terminal.print(`  ${pointer}: recorded ${JSON.stringify(was)}, now ${JSON.stringify(is)}`)
        if (differences.length > mostTold) await terminal.print(`  … and ${differences.length - mostTold} more`)
      }
    }
    return differs ? 1 : 0
  },
}
