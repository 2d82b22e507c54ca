import { auditCommand } from "./audit.ts"
import { backupCommand } from "./backup.ts"
import { checkCommand } from "./check.ts"
import type { Command } from "./command.ts"
import { compactCommand } from "./compact.ts"
import { compareCommand } from "./compare.ts"
import { decideCommand } from "./decide.ts"
import { explainCommand } from "./explain.ts"
import { importCommand } from "./import.ts"
import { replayCommand } from "./replay.ts"
import { restoreCommand } from "./restore.ts"
import { simulateCommand } from "./simulate.ts"
import { serveCommand } from "./serve.ts"
import { whyCommand } from "./why.ts"

/** The commands by name, in the order help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  decide: decideCommand,
  explain: explainCommand,
  compare: compareCommand,
  check: checkCommand,
  import: importCommand,
  why: whyCommand,
  replay: replayCommand,
  simulate: simulateCommand,
  serve: serveCommand,
  audit: auditCommand,
  backup: backupCommand,
  restore: restoreCommand,
  compact: compactCommand,
}
