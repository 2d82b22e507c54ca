import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { sql } from "kysely"
import { Migrator } from "kysely/migration"
import { expect, onTestFinished, test } from "vitest"
import { migrations } from "../../migrations/index.ts"
import { openSqlite } from "./sqlite.ts"
import { openSqliteStore } from "./store.ts"

/** A SQLite store as an earlier release left it, and how to open it with this one. */
async function openEarlier(lastMigration: string) {
  const folder = mkdtempSync(join(tmpdir(), "barometer-migration-"))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const before = openSqlite(join(folder, "barometer.db"))
  const provider = { getMigrations: () => Promise.resolve({ ...migrations }) }
  await new Migrator({ db: before, provider }).migrateTo(lastMigration)
  const upgrade = async () => {
    await before.destroy()
    const store = await openSqliteStore(folder)
    onTestFinished(() => store.close())
    return store
  }
  return { before, upgrade }
}

test("decisions from before there were overrides were made with none", async () => {
  const { before, upgrade } = await openEarlier("0006Meta")
  await sql`insert into athletes values ('local', 'ann', '')`.execute(before)
  await sql`insert into entries (tenant_id, id, athlete_id, type, phase_rank, received_at, digest, payload, superseded, pending)
    values ('local', 'e1', 'ann', 'checkIn', 0, '', '', '{}', 0, 0)`.execute(before)
  await sql`insert into decisions (tenant_id, id, athlete_id, entry_id, caused_by, local_date, phase, phase_rank, verdict,
    sentence, ruleset_id, ruleset_version, decided_at, known_sequence, record)
    values ('local', 'd1', 'ann', 'e1', 'e1', '2026-03-10', 'morning', 0, 'train', '', 'tired', 1, '', 1, '{}')`.execute(
    before,
  )
  const store = await upgrade()
  expect(await store.of("local").decisions.find("d1")).toMatchObject({ verdict: "train", overrides: "[]" })
})

test("what the first release logged, decided and was told is there after the upgrade, and goes on", async () => {
  const { before, upgrade } = await openEarlier("0008DecisionOverrides")
  await sql`insert into athletes values ('local', 'ann', '2026-03-10T08:00:00.000Z')`.execute(before)
  await sql`insert into entries (tenant_id, id, athlete_id, type, client_id, local_date, phase, phase_rank, received_at, digest,
    payload, superseded, pending)
    values ('local', 'e1', 'ann', 'checkIn', 'c1', '2026-03-10', 'morning', 0, '', 'd', '{}', 0, 1)`.execute(before)
  await sql`insert into decisions (tenant_id, id, athlete_id, entry_id, caused_by, local_date, phase, phase_rank, verdict,
    sentence, ruleset_id, ruleset_version, decided_at, known_sequence, record, overrides)
    values ('local', 'd1', 'ann', 'e1', 'e1', '2026-03-10', 'morning', 0, 'train', '', 'tired', 1, '', 1, '{}', '[1]')`.execute(
    before,
  )
  await sql`insert into overrides (tenant_id, id, ruleset_id, layer, subject, from_date, payload, inherited, reason, created_at)
    values ('local', 'o1', 'tired', 'athlete', 'ann', '2026-03-01', '{}', '{}', 'knee', '')`.execute(before)
  await sql`insert into rulesets values ('local', 'tired', 1, 'h', 'Tired', '{}', '')`.execute(before)
  await sql`insert into meta values ('local', 'cursorSecret', 'secret')`.execute(before)
  await sql`insert into idempotency_keys (tenant_id, key, request_digest, created_at, status, body)
    values ('local', 'k', 'digest', 't1', 201, 'first')`.execute(before)

  const store = await upgrade()
  const { athletes, entries, decisions, overrides, rulesets, meta, idempotencyKeys, audit } = store.of("local")
  expect(await athletes.exists("ann")).toBe(true)
  expect(await entries.listPendingOf("ann")).toMatchObject([{ id: "e1", sequence: 1, clientId: "c1" }])
  expect(await decisions.find("d1")).toMatchObject({ entryId: "e1", overrides: "[1]" })
  expect(await overrides.find("o1")).toMatchObject({ subject: "ann", reason: "knee", retiredAt: null })
  expect(await rulesets.findLatest("tired")).toMatchObject({ hash: "h" })
  expect(await meta.findOrInsert("cursorSecret", "another")).toBe("secret")
  const times = { now: "t2", keptSince: "", heldUntil: "t3" }
  expect(await idempotencyKeys.claim("k", "digest", times)).toMatchObject({
    state: "done",
    response: { body: "first" },
  })
  await store.inTransaction("local", async (tables) => {
    await tables.audit.append({
      at: "t2",
      actor: "owner",
      action: "override.retired",
      subject: "override:o1",
      details: {},
    })
  })
  expect((await audit.readHead()).count).toBe(1)
})

test("athletes from before there were teams are in the team that their log names last", async () => {
  const { before, upgrade } = await openEarlier("0008DecisionOverrides")
  for (const id of ["ann", "bob"]) await sql`insert into athletes values ('local', ${id}, '')`.execute(before)
  for (const [index, [id, entry, superseded]] of [
    ["ann", { team: "red", recordedAt: "2026-03-02T08:00:00Z" }, 0],
    ["ann", { team: "blue", recordedAt: "2026-03-01T08:00:00Z" }, 0],
    ["ann", { zone: "Europe/Oslo", recordedAt: "2026-03-03T08:00:00Z" }, 0],
    ["bob", { team: "red" }, 1],
  ].entries() as ArrayIterator<[number, [string, object, number]]>)
    await sql`insert into entries (tenant_id, id, athlete_id, type, phase_rank, received_at, digest, payload, superseded, pending)
      values ('local', ${`e${index}`}, ${id}, 'athlete', 0, '', '', ${JSON.stringify(entry)}, ${superseded}, 0)`.execute(
      before,
    )
  const store = await upgrade()
  expect(await store.of("local").athletes.list("", 9)).toMatchObject([
    { id: "ann", team: "red" },
    { id: "bob", team: null },
  ])
})
