import type { Kysely } from "kysely"

interface Before {
  readonly athletes: { tenant_id: string; id: string; team: string | null }
  readonly entries: {
    sequence: number
    tenant_id: string
    athlete_id: string
    type: string
    payload: string
    superseded: number
  }
}

/** The team that each athlete's log names last, as a column, so that a coach's athletes are found without reading every log. */
export async function up(untyped: Kysely<unknown>): Promise<void> {
  await untyped.schema.alterTable("athletes").addColumn("team", "text").execute()
  await untyped.schema.createIndex("athletes_by_team").on("athletes").columns(["tenant_id", "team", "id"]).execute()
  const db = untyped as Kysely<Before>
  const rows = await db
    .selectFrom("entries")
    .select(["tenant_id", "athlete_id", "payload"])
    .where("type", "=", "athlete")
    .where("superseded", "=", 0)
    .orderBy("sequence")
    .execute()
  const said = rows.map((row) => ({ row, entry: JSON.parse(row.payload) as { team?: string; recordedAt?: string } }))
  // As the log is read: what carries no `recordedAt` counts as said before everything that does.
  for (const { row, entry } of said.toSorted((a, b) => compare(at(a.entry), at(b.entry))))
    if (entry.team !== undefined)
      await db
        .updateTable("athletes")
        .set({ team: entry.team })
        .where("tenant_id", "=", row.tenant_id)
        .where("id", "=", row.athlete_id)
        .execute()
}

const at = ({ recordedAt }: { readonly recordedAt?: string }) =>
  recordedAt === undefined ? -1 : Date.parse(recordedAt)
const compare = (a: number, b: number) => a - b
