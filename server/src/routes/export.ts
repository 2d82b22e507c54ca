import { createRoute, OpenAPIHono } from "@hono/zod-openapi"
import { z } from "zod"
import type { AppEnv } from "../appEnv.ts"
import { exportLines } from "../export/exportLines.ts"
import { exportedTables, exportTable } from "../export/exportTable.ts"
import { refusals } from "./refusals.ts"

const query = z.object({
  table: z
    .enum(exportedTables)
    .optional()
    .describe("A table as CSV; absent: everything, as JSON Lines, each with its `kind`, the last one `end`."),
})

const text = z.string()
const everything = createRoute({
  method: "get",
  path: "/api/export",
  summary: "Everything of the organisation, as JSON Lines; or all check-ins or decisions as CSV",
  description:
    "Streamed as it is read. In the CSV a cell that a spreadsheet would take for a formula begins with an apostrophe. " +
    "What is exported is the operator's to keep safe and, after an erasure, to delete.",
  request: { query },
  responses: {
    200: {
      description: "The export.",
      content: { "application/x-ndjson": { schema: text }, "text/csv": { schema: text } },
    },
    ...refusals,
  },
})

/** `/api/export` */
export function exportRoutes() {
  return new OpenAPIHono<AppEnv>().openapi(everything, async (context) => {
    const { store, tenant, clock, actor, newId } = context.get("parts")
    const { table } = context.req.valid("query")
    const at = clock().toISOString()
    const details = { table: table ?? null }
    await store.inTransaction(tenant, async ({ audit }) => {
      await audit.append({ at, actor, action: "export.made", subject: `export:${newId()}`, details })
    })
    const tables = store.of(tenant)
    const [lines, type, ending] =
      table === undefined
        ? [exportLines(tables), "application/x-ndjson", "jsonl"]
        : [exportTable(tables, table), "text/csv; charset=utf-8", "csv"]
    const name = `barometer-${table ?? "everything"}-${at.slice(0, 10)}.${ending}`
    return new Response(ReadableStream.from(inPieces(lines)), {
      headers: { "content-type": type, "content-disposition": `attachment; filename="${name}"` },
    })
  })
}

const pieceCharacters = 32_768

/** Lines as bytes, many at once: a piece of its own for each would cost more than the line. */
async function* inPieces(lines: AsyncIterable<string>): AsyncGenerator<Uint8Array> {
  const encoder = new TextEncoder()
  let piece = ""
  for await (const line of lines) {
    piece += line
    if (piece.length < pieceCharacters) continue
    yield encoder.encode(piece)
    piece = ""
  }
  if (piece !== "") yield encoder.encode(piece)
}
