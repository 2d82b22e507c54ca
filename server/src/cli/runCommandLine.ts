import type { Command } from "./command.ts"
import { commands } from "./commands.ts"
import { parseTyped, unknownWord } from "./parseTyped.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

/** Runs one command: resolves to the exit code, 0 done, 1 the answer is no, 2 unusable input, which it has then told. */
export async function runCommandLine(words: readonly string[], terminal: Terminal): Promise<0 | 1 | 2> {
  const [name, ...rest] = words
  try {
    if (name === undefined || ["help", "--help", "-h"].includes(name)) {
      const about = rest[0] === undefined ? undefined : commandNamed(rest[0])
      await terminal.print(about === undefined || rest[0] === undefined ? overview() : commandHelp(rest[0], about))
      return name === undefined ? 2 : 0
    }
    const command = commandNamed(name)
    if (rest.includes("--help") || rest.includes("-h")) {
      await terminal.print(commandHelp(name, command))
      return 0
    }
    return await command.run(parseTyped(name, command, rest), terminal)
  } catch (error) {
    if (!(error instanceof UnusableInput)) throw error
    for (const line of error.lines) terminal.warn(line)
    return 2
  }
}

function commandNamed(name: string): Command {
  const command = Object.hasOwn(commands, name) ? commands[name] : undefined
  if (command === undefined) throw new UnusableInput(unknownWord("command", name, Object.keys(commands)))
  return command
}

function overview(): string {
  const width = Math.max(...Object.keys(commands).map((name) => name.length))
  return [
    "barometer: push, train as planned, reduce, deload, or stop? Answered from a lifter's own log, by rules a coach owns.",
    "",
    ...Object.entries(commands).map(([name, { summary }]) => `  ${name.padEnd(width)}  ${summary}`),
    "",
    "`barometer COMMAND --help` tells more. Exit: 0 done, 1 the answer is no, 2 unusable input.",
    "General information, not medical advice.",
  ].join("\n")
}

function commandHelp(name: string, { summary, usage, options, notes = [] }: Command): string {
  const flags = Object.entries(options).map(([key, { value, help }]): readonly [string, string] => [
    `--${key}${value === undefined ? "" : ` ${value}`}`,
    help,
  ])
  const width = Math.max(0, ...flags.map(([flag]) => flag.length))
  return [
    `barometer ${name} ${usage}`,
    "",
    summary,
    "",
    ...flags.map(([flag, help]) => `  ${flag.padEnd(width)}  ${help}`),
    ...(notes.length > 0 ? ["", ...notes] : []),
  ].join("\n")
}
