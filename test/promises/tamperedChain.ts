import { type ChainHead, commitmentTo, hashOfLink } from "../../server/src/audit/chain.ts"
import { type StoredLink, verifyChain } from "../../server/src/audit/verifyChain.ts"
import { seededRandom, type SeededRandom } from "../../server/src/simulate/seededRandom.ts"
import type { Store } from "../../server/src/store/store.ts"
import type { Place } from "./places.ts"
import { bothStores, type PromiseScript } from "./promise.ts"

const tenant = "local"
const at = "2026-03-10T08:00:00.000Z"
const athletes = ["ann", "bob", "cleo", "dan"] as const

interface Chain {
  readonly links: readonly StoredLink[]
  readonly head: ChainHead
}
type Attack = (chain: Chain, random: SeededRandom, forged: boolean) => readonly StoredLink[]

/** A chain of changes about four athletes and about none, one of whom was erased. */
async function buildChain(store: Store): Promise<void> {
  for (let n = 0; n < 30; n++)
    await store.inTransaction(tenant, async ({ audit }) => {
      const athleteId = n % 5 === 4 ? undefined : athletes[n % 4]
      const subject = athleteId === undefined ? `team:t${n}` : `athlete:${athleteId}`
      await audit.append({ at, actor: "owner", action: "test.done", subject, athleteId, details: { n, reason: "so" } })
    })
  await store.inTransaction(tenant, async ({ audit }) => {
    await audit.erase("dan", { at, actor: "owner", details: {} })
  })
}

const texts = ["at", "actor", "action", "subject", "athlete", "commitment", "details", "previous", "hash"] as const

/** What a forger does not make anew anyway: an edit of the rest alone would be none. */
const said = ["at", "actor", "action", "subject", "athlete", "details"] as const

function edit({ links }: Chain, random: SeededRandom, forged: boolean): readonly StoredLink[] {
  const index = random.whole(0, links.length - 1)
  const field = forged ? random.pick(said) : random.pick(texts)
  return links.map((link, each) => {
    if (each !== index) return link
    const was = link[field]
    // A detail is changed, taken away, or put where an erasure took it.
    if (field === "details") return { ...link, details: was === null ? "{}" : random.chance(0.5) ? null : `${was} ` }
    return { ...link, [field]: was === "" ? "x" : `${was?.slice(0, -1)}${was?.endsWith("0") === true ? "1" : "0"}` }
  })
}

function deletion({ links }: Chain, random: SeededRandom): readonly StoredLink[] {
  const index = random.whole(0, links.length - 2)
  return links.filter((_, each) => each !== index)
}

function reorder({ links }: Chain, random: SeededRandom): readonly StoredLink[] {
  const first = random.whole(0, links.length - 2)
  const second = random.whole(first + 1, links.length - 1)
  return links.map((link, each) => {
    const other = each === first ? links[second] : each === second ? links[first] : undefined
    return other === undefined ? link : { ...other, sequence: link.sequence }
  })
}

function truncation({ links }: Chain, random: SeededRandom): readonly StoredLink[] {
  return links.slice(0, random.whole(0, links.length - 1))
}

const attacks: readonly (readonly [string, Attack])[] = [
  ["edits", edit],
  ["deletions", deletion],
  ["reorderings", reorder],
  ["truncations", truncation],
]

/** What one does who knows how the chain is made and has the keys: number, commit and hash everything anew, head included. */
function forge(links: readonly StoredLink[]): Chain {
  let head: ChainHead = { count: 0, hash: "0".repeat(64) }
  const forged = links.map((link) => {
    const { key, athleteId, details } = link
    const commitment =
      key === null || athleteId === null || details === null ? link.commitment : commitmentTo(key, athleteId, details)
    const made = { ...link, commitment, sequence: head.count + 1, previous: head.hash }
    const hash = hashOfLink(tenant, made)
    head = { count: made.sequence, hash }
    return { ...made, hash }
  })
  return { links: forged, head }
}

const quote = (text: string | null) => (text === null ? "null" : `'${text.replaceAll("'", "''")}'`)

/** Writes a chain past our own code. */
async function write(place: Place, { links, head }: Chain): Promise<void> {
  const values = links.map(
    (link) => `('${tenant}', ${link.sequence}, ${texts.map((name) => quote(link[name])).join(", ")})`,
  )
  const insert = `insert into audit (tenant_id, sequence, ${texts.join(", ")}) values ${values.join(", ")};`
  await place.execute(`begin; delete from audit; ${values.length === 0 ? "" : insert}
    update audit_heads set count = ${head.count}, hash = '${head.hash}'; commit`)
}

/** Half of the attacks change rows and nothing else; the other half forge everything, and only a head kept elsewhere tells. */
export const tamperedChain: PromiseScript = {
  id: "P8",
  says: "edits, deletions, reorderings and truncations of the audit chain are detected",
  small: 20,
  full: 1_000,
  stores: bothStores,
  run: async ({ size, seed, place }) => {
    const store = await place.open()
    await buildChain(store)
    const { audit } = store.of(tenant)
    const whole: Chain = { links: await audit.listLinks(0, 1_000), head: await audit.readHead() }
    const detected: string[] = []
    let kept = (await verifyChain(tenant, audit, whole.head)).intact
    for (const [name, attack] of attacks) {
      const random = seededRandom("P8", seed, name)
      let found = 0
      for (let n = 0; n < size; n++) {
        const forged = n % 2 === 1
        const links = attack(whole, random, forged)
        await write(place, forged ? forge(links) : { links, head: whole.head })
        if (!(await verifyChain(tenant, audit, forged ? whole.head : undefined)).intact) found += 1
      }
      detected.push(`${found} of ${size} ${name}`)
      kept &&= found === size
    }
    await write(place, whole)
    kept &&= (await verifyChain(tenant, audit, whole.head)).intact
    return { kept, figure: `${detected.join(", ")} detected; the chain before and after them intact` }
  },
}
