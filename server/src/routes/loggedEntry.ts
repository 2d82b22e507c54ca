import { entrySchema } from "@barometer/engine/readiness"
import { z } from "zod"
import { entryOfRow } from "../athleteLogs.ts"
import type { EntryRow } from "../store/entries.ts"

/** An entry that is no check-in; a plan of a year's target sets is the largest. */
export const entryBytes = 512 * 1024

export const loggedSchema = z
  .object({ id: z.string(), receivedAt: z.string(), superseded: z.boolean(), entry: entrySchema })
  .meta({ id: "LoggedEntry" })

export function toLogged(row: EntryRow): z.infer<typeof loggedSchema> {
  return { id: row.id, receivedAt: row.receivedAt, superseded: row.superseded, entry: entryOfRow(row) }
}
