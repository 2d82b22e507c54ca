import { parseArgs } from "node:util"
import { parseWith } from "@barometer/engine/rules"
import { z } from "zod"
import type { Command, Typed } from "./command.ts"
import { UnusableInput } from "./unusableInput.ts"

/** Reads the words after a command's name; throws `UnusableInput` for unknown options (with the nearest name) and missing values. */
export function parseTyped(
  name: string,
  command: Pick<Command, "options" | "takesRest">,
  words: readonly string[],
): Typed {
  const known = { ...command.options, help: { help: "this help" } }
  const { tokens } = parseArgs({
    args: [...words],
    options: Object.fromEntries(
      Object.entries(known).map(([key, option]) => [
        key,
        { type: "value" in option && option.value !== undefined ? ("string" as const) : ("boolean" as const) },
      ]),
    ),
    strict: false,
    allowPositionals: true,
    tokens: true,
  })
  const values = new Map<string, string[]>()
  const rest: string[] = []
  for (const token of tokens) {
    if (token.kind === "positional") rest.push(token.value)
    if (token.kind !== "option") continue
    if (!Object.hasOwn(known, token.name))
      throw new UnusableInput(unknownOption(name, token.rawName, Object.keys(known)))
    const option = command.options[token.name]
    if (option?.value === undefined) {
      if (token.value !== undefined)
        throw new UnusableInput(`\`${token.rawName}\` takes no value; found \`${token.value}\``)
      values.set(token.name, [])
      continue
    }
    if (
      token.value === undefined ||
      token.value === "" ||
      (token.value.startsWith("--") && token.inlineValue === false)
    )
      throw new UnusableInput(`\`${token.rawName}\`: nothing found; expected ${option.value}`)
    const before = values.get(token.name) ?? []
    if (before.length > 0 && option.multiple !== true) throw new UnusableInput(`\`${token.rawName}\` was given twice`)
    values.set(token.name, [...before, token.value])
  }
  if (!command.takesRest && rest.length > 0)
    throw new UnusableInput(
      `found \`${rest[0] ?? ""}\`, which \`${name}\` takes no option for; see \`barometer ${name} --help\``,
    )
  return {
    text: (key) => values.get(key)?.at(-1),
    texts: (key) => values.get(key) ?? [],
    has: (key) => values.has(key),
    rest,
  }
}

function unknownOption(command: string, rawName: string, known: readonly string[]): string {
  const bare = rawName.replace(/^-+/, "")
  const schema = z.strictObject(Object.fromEntries(known.map((key) => [key, z.unknown().optional()])))
  const parsed = parseWith(schema, { [bare]: true })
  const advice = parsed.ok ? "" : (parsed.problems[0]?.message.split("; ").slice(1).join("; ") ?? "")
  const shown = advice.replaceAll(/`([^`]+)`/g, "`--$1`")
  return `unknown option \`${rawName}\` of \`${command}\`${shown === "" ? "" : `; ${shown}`}`
}

/** The message for a word that is none of a few known ones, with the nearest of them. */
export function unknownWord(what: string, word: string, known: readonly string[]): string {
  const parsed = parseWith(z.enum(known), word)
  const advice = parsed.ok ? "" : (parsed.problems[0]?.message.split("; ").slice(1).join("; ") ?? "")
  return `unknown ${what} \`${word}\`${advice === "" ? "" : `; ${advice}`}`
}
