import type { Command } from "./command.ts"
import { decideCommand } from "./decide.ts"

/** The commands by name, in the order help lists them. */
export const commands: Readonly<Record<string, Command>> = {
  decide: decideCommand,
}
