import { existsSync } from "node:fs"
import { z } from "zod"
import { type ChainHead, fromHeadText, toHeadText } from "../audit/chain.ts"
import { type Verified, verifyChain } from "../audit/verifyChain.ts"
import { type Command, jsonOption } from "./command.ts"
import { parseJson, readLines } from "./readInput.ts"
import { storeOptions, withStore } from "./storeOptions.ts"
import { count } from "./table.ts"
import type { Terminal } from "./terminal.ts"
import { UnusableInput } from "./unusableInput.ts"

const single = "local"
const lineSchema = z.looseObject({ tenant: z.string(), head: z.string() })

export const auditCommand: Command = {
  summary: "Verifies that nobody edited, took out, moved or cut off what the audit chain holds (exit 1).",
  usage: "verify [--head FILE|COUNT:HASH]",
  takesRest: true,
  options: {
    head: { value: "FILE|COUNT:HASH", help: "an earlier head, kept elsewhere, that the chain has to go through" },
    ...storeOptions,
    json: jsonOption,
  },
  notes: [
    "A FILE is what `audit verify --json` or `backup` printed. Rows cut off together with the head are seen only against one.",
  ],
  async run(typed, terminal) {
    if (typed.rest.length !== 1 || typed.rest[0] !== "verify")
      throw new UnusableInput(`found \`audit ${typed.rest.join(" ")}\`; expected \`audit verify\``)
    const head = typed.text("head")
    const expected = head === undefined ? new Map<string, ChainHead>() : await readHeads(head, terminal)
    return await withStore(typed, async (store) => {
      let intact = true
      for (const tenant of new Set([...(await store.tenantsWith("audit_heads")), ...expected.keys()])) {
        const verified = await verifyChain(tenant, store.of(tenant).audit, expected.get(tenant))
        intact &&= verified.intact
        if (typed.has("json"))
          await terminal.print(JSON.stringify({ tenant, ...verified, head: toHeadText(verified.head) }))
        else for (const line of toLines(tenant, verified)) await terminal.print(line)
      }
      return intact ? 0 : 1
    })
  },
}

/** What verifying a tenant's chain came to, for a person. */
export function toLines(tenant: string, verified: Verified): readonly string[] {
  const { intact, head, erasedRows, faults } = verified
  const rows = `${count(head.count, "row")}${erasedRows > 0 ? `, ${erasedRows} without details since an erasure` : ""}`
  if (intact) return [`${tenant}: intact, ${rows}, head ${toHeadText(head)}`]
  return [`${tenant}: NOT INTACT, ${rows}`, ...faults.map(({ sequence, message }) => `  row ${sequence}: ${message}`)]
}

/** The heads by tenant, from a file of lines or as one word. */
export async function readHeads(text: string, terminal: Terminal): Promise<Map<string, ChainHead>> {
  const word = fromHeadText(text)
  if (word !== undefined) return new Map([[single, word]])
  if (!existsSync(text))
    throw new UnusableInput(`\`--head\`: found \`${text}\`; expected \`COUNT:HASH\` or a file of such heads`)
  const heads = new Map<string, ChainHead>()
  for await (const { line, text: json } of readLines(text, terminal)) {
    // What `backup` prints begins with a line for a person.
    if (!json.startsWith("{")) continue
    const where = `\`${text}\`, line ${line}`
    const parsed = lineSchema.safeParse(parseJson(json, where))
    const head = parsed.success ? fromHeadText(parsed.data.head) : undefined
    if (!parsed.success || head === undefined)
      throw new UnusableInput(`${where}: expected what \`audit verify --json\` prints`)
    heads.set(parsed.data.tenant, head)
  }
  return heads
}
