import { canonicalJson } from "@barometer/engine/rules"
import type { Selectable } from "kysely"
import { type ChainHead, commitmentTo, erasedAction, erasedSubject, hashOfLink, type Link } from "../audit/chain.ts"
import type { StoredLink } from "../audit/verifyChain.ts"
import { auditHeadsOf } from "./auditHeads.ts"
import { type AuditKey, auditKeysOf, nobody } from "./auditKeys.ts"
import type { Database, Tables } from "./tables.ts"

/** A change, to be kept for good. */
export interface Change {
  readonly at: string
  /** Who made it, by an id that is nobody's name: `user:<id>`, `key:<id>`, `owner`, `barometer`; or `athlete:<id>`. */
  readonly actor: string
  /** What was done: `override.made`. */
  readonly action: string
  /** What it was done to: `override:<id>`, `athlete:<id>`. Only `athlete:` may be followed by what names a person. */
  readonly subject: string
  /** The athlete whom it is about. Details that say anything of an athlete need it: they go when the athlete is erased. */
  readonly athleteId?: string | undefined
  /** What was changed, as a JSON value. */
  readonly details: unknown
}

/** A change as it was kept; `athlete:<reference>` and no athlete id once the athlete is erased. */
export interface AuditRow {
  readonly sequence: number
  readonly at: string
  readonly actor: string
  readonly action: string
  readonly subject: string
  readonly athleteId: string | null
  readonly details: unknown
  /** The details went with the athlete whom they were about. */
  readonly erased: boolean
  readonly commitment: string
  readonly previous: string
  readonly hash: string
}

export interface AuditFilter {
  readonly subject?: string | undefined
  readonly athleteId?: string | undefined
  readonly action?: string | undefined
}

const athletePrefix = "athlete:"
const rowsAnInsert = 500

/** The audit chain of one tenant. */
export function auditOf(db: Database, tenant: string) {
  const rows = () => db.selectFrom("audit").where("audit.tenant_id", "=", tenant)
  const heads = auditHeadsOf(db, tenant)
  const keys = auditKeysOf(db, tenant)

  const appendAll = async (changes: readonly Change[]): Promise<void> => {
    if (!db.isTransaction) throw new Error("a change is appended in the transaction that makes it")
    if (changes.length === 0) return
    const written = await writeWithoutNames(changes)
    // Last, because the head is held until the transaction ends.
    let { count, hash } = await heads.reserve(written.length)
    const linked: Tables["audit"][] = []
    for (const row of written) {
      const link = { ...row, sequence: ++count, previous: hash }
      hash = hashOfLink(tenant, link)
      linked.push({ ...link, tenant_id: tenant, hash })
    }
    for (let from = 0; from < linked.length; from += rowsAnInsert)
      await db
        .insertInto("audit")
        .values(linked.slice(from, from + rowsAnInsert))
        .execute()
    await heads.finish(hash)
  }

  return {
    /** Keeps a change at the end of the chain. Throws outside of a transaction: a change and its row stand or fall together. */
    append: async (change: Change): Promise<void> => await appendAll([change]),
    /** The same for many, in their order, at the price of a few statements. */
    appendAll,
    /**
     * Takes the details of everything about an athlete, the key to them and the athlete's name out of the chain, and
     * records that this was done. Answers false, and records nothing, when the chain knows no such athlete.
     */
    async erase(athleteId: string, change: Pick<Change, "at" | "actor" | "details">): Promise<boolean> {
      const known = await keys.find(athleteId)
      if (known === undefined) return false
      await db
        .updateTable("audit")
        .set({ details: null })
        .where("tenant_id", "=", tenant)
        .where("athlete", "=", known.reference)
        .execute()
      await keys.delete(athleteId)
      const subject = erasedSubject(known.reference)
      const actor = change.actor === athletePrefix + athleteId ? subject : change.actor
      await appendAll([{ ...change, actor, action: erasedAction, subject }])
      return true
    },
    /** Changes that the filter lets through, newest first, before a sequence. */
    async list(
      { subject, athleteId, action }: AuditFilter,
      before: number,
      limit: number,
    ): Promise<readonly AuditRow[]> {
      let query = rows().selectAll().where("sequence", "<", before)
      if (subject !== undefined) query = query.where("subject", "=", await withReference(subject))
      if (athleteId !== undefined) {
        const known = await keys.find(athleteId)
        if (known === undefined) return []
        query = query.where("athlete", "=", known.reference)
      }
      if (action !== undefined) query = query.where("action", "=", action)
      return await toNamed(await query.orderBy("sequence", "desc").limit(limit).execute())
    },
    /** Changes after a sequence, in the order they were made. */
    async listAfter(after: number, limit: number): Promise<readonly AuditRow[]> {
      return await toNamed(
        await rows().selectAll().where("sequence", ">", after).orderBy("sequence").limit(limit).execute(),
      )
    },
    /** Rows after a sequence, in order, as they are stored. */
    async listLinks(after: number, limit: number): Promise<readonly StoredLink[]> {
      const found = await rows()
        .leftJoin("audit_keys", (join) =>
          join
            .onRef("audit_keys.tenant_id", "=", "audit.tenant_id")
            .onRef("audit_keys.reference", "=", "audit.athlete"),
        )
        .selectAll("audit")
        .select(["audit_keys.athlete_id", "audit_keys.key"])
        .where("sequence", ">", after)
        .orderBy("sequence")
        .limit(limit)
        .execute()
      return found.map(({ tenant_id: _, athlete_id, ...row }) => ({ ...row, athleteId: athlete_id }))
    },
    /** Where the chain ends. */
    async readHead(): Promise<ChainHead> {
      return await heads.read()
    },
  }

  /** Rows with the athletes' names in the place of references to them. */
  async function toNamed(found: readonly Selectable<Tables["audit"]>[]): Promise<readonly AuditRow[]> {
    const references = found.flatMap((row) => [row.athlete, referenceIn(row.actor), referenceIn(row.subject)])
    const names = await keys.namesOf(references)
    const named = (text: string) => {
      const name = names.get(referenceIn(text))
      return name === undefined ? text : athletePrefix + name
    }
    return found.map(({ tenant_id: _, athlete, details, ...row }) => ({
      ...row,
      actor: named(row.actor),
      subject: named(row.subject),
      athleteId: names.get(athlete) ?? null,
      details: details === null ? null : (JSON.parse(details) as unknown),
      erased: details === null,
    }))
  }

  /** The changes as the chain keeps them: athletes by reference, and a commitment to what is said of them. */
  async function writeWithoutNames(
    changes: readonly Change[],
  ): Promise<readonly (Omit<Link, "sequence" | "previous"> & { readonly details: string })[]> {
    const kept = new Map<string, AuditKey>()
    const keyOf = async (athleteId: string) => {
      const key = kept.get(athleteId) ?? (await keys.findOrInsert(athleteId))
      kept.set(athleteId, key)
      return key
    }
    const withoutName = async (text: string) => {
      const name = referenceIn(text)
      return name === nobody ? text : athletePrefix + (await keyOf(name)).reference
    }
    const written = []
    for (const { at, actor, action, subject, athleteId = nobody, details } of changes) {
      const { reference, key } = await keyOf(athleteId)
      const text = canonicalJson(details)
      written.push({
        at,
        actor: await withoutName(actor),
        action,
        subject: await withoutName(subject),
        athlete: reference,
        commitment: commitmentTo(key, athleteId, text),
        details: text,
      })
    }
    return written
  }

  /** A subject as the chain has it; that of an erased athlete is given by its reference. */
  async function withReference(subject: string): Promise<string> {
    const name = referenceIn(subject)
    const known = name === nobody ? undefined : await keys.find(name)
    return known === undefined ? subject : athletePrefix + known.reference
  }
}

/** What follows `athlete:`; empty in any other text. */
function referenceIn(text: string): string {
  return text.startsWith(athletePrefix) ? text.slice(athletePrefix.length) : nobody
}
