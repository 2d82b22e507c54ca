// npm run test:crash: the same as in npm test, 200 rounds long.
import { parseArgs } from "node:util"
import { crashRounds } from "./crashRounds.ts"

const { values } = parseArgs({
  options: { rounds: { type: "string", default: "200" }, seed: { type: "string", default: "20261123" } },
})
const begin = performance.now()
const report = await crashRounds(Number(values.rounds), Number(values.seed))
console.log(
  `P1  SQLite, 4 writers, seed ${values.seed}: ${report.rounds} kills, ${report.acknowledged} acknowledged, ${report.lost.length} lost, ${report.doubled.length} doubled, ${report.undecided.length} undecided, integrity ${report.integrity}, ${((performance.now() - begin) / 1000).toFixed(0)} s`,
)
if (report.lost.length + report.doubled.length + report.undecided.length > 0 || report.integrity !== "ok")
  process.exit(1)
