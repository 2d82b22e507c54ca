import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import { expect, onTestFinished, test } from "vitest"
import { migrations } from "../../migrations/index.ts"
import { openSqlite } from "./sqlite.ts"
import { openSqliteStore } from "./store.ts"

test("decisions from before there were overrides were made with none", async () => {
  const folder = mkdtempSync(join(tmpdir(), "barometer-migration-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const before = openSqlite(join(folder, "barometer.db"))
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) }
  await new Migrator({ db: before, provider }).migrateTo("0006Meta")
  await sql`insert into athletes values ('local', 'ann', '')`.execute(before)
  await sql`insert into entries (tenant_id, id, athlete_id, type, phase_rank, received_at, digest, payload, superseded, pending)
    values ('local', 'e1', 'ann', 'checkIn', 0, '', '', '{}', 0, 0)`.execute(before)
  await sql`insert into decisions (tenant_id, id, athlete_id, entry_id, caused_by, local_date, phase, phase_rank, verdict,
    sentence, ruleset_id, ruleset_version, decided_at, known_sequence, record)
    values ('local', 'd1', 'ann', 'e1', 'e1', '2026-03-10', 'morning', 0, 'train', '', 'tired', 1, '', 1, '{}')`.execute(
    before,
  )
  await before.destroy()
  const store = await openSqliteStore(folder)
  onTestFinished(() => store.close())
  expect(await store.of("local").decisions.find("d1")).toMatchObject({ verdict: "train", overrides: "[]" })
})
