import { setImmediate as nextTurn } from "node:timers/promises"
import { type ChainHead, commitmentTo, erasedAction, erasedSubject, genesis, hashOfLink, type Link } from "./chain.ts"

/** A row as it is stored, with the key that its athlete's row of keys holds. */
export interface StoredLink extends Link {
  readonly hash: string
  /** Canonical JSON; null once the athlete is erased. */
  readonly details: string | null
  /** Of the athlete, or of the tenant when it is about no athlete; null when there is none. */
  readonly key: string | null
  /** Whom the reference stands for; empty when the row is about no athlete, null when nobody is known by it. */
  readonly athleteId: string | null
}

export interface StoredChain {
  /** Rows after a sequence, in order. */
  listLinks(after: number, limit: number): Promise<readonly StoredLink[]>
  readHead(): Promise<ChainHead>
}

/** Something that a chain which nobody touched would not have. */
export interface ChainFault {
  readonly sequence: number
  readonly message: string
}

export interface Verified {
  readonly intact: boolean
  readonly head: ChainHead
  /** How many rows have lost their details to an erasure that the chain records. */
  readonly erasedRows: number
  /** The first of them, in order. */
  readonly faults: readonly ChainFault[]
}

/** Few enough that other requests get their turn in between. */
const chunk = 200
const toldFaults = 20

/**
 * Walks a tenant's whole chain: each row follows the one before, hashes to what it says, and has the details that it
 * committed to, unless an erasure recorded in the chain took them; and the chain ends at its head. Rows that are missing
 * together with the head are only seen against a head that was kept elsewhere: `expected`.
 */
export async function verifyChain(tenant: string, chain: StoredChain, expected?: ChainHead): Promise<Verified> {
  const faults: ChainFault[] = []
  const report = (sequence: number, message: string) => {
    if (faults.length < toldFaults) faults.push({ sequence, message })
  }
  const withoutDetails = new Map<string, number>()
  const erased = new Set<string>()
  let erasedRows = 0
  let last: ChainHead = { count: 0, hash: genesis }
  let head = await chain.readHead()
  for (;;) {
    const links = await chain.listLinks(last.count, chunk)
    if (links.length === 0) {
      // What was appended during the walk belongs to it.
      const now = await chain.readHead()
      if (now.count === head.count && now.hash === head.hash) break
      head = now
      continue
    }
    await nextTurn()
    for (const link of links) {
      checkLink(tenant, last, link, report)
      if (link.details === null) {
        erasedRows += 1
        if (!withoutDetails.has(link.athlete)) withoutDetails.set(link.athlete, link.sequence)
      }
      if (link.action === erasedAction) erased.add(link.subject)
      if (expected?.count === link.sequence && expected.hash !== link.hash)
        report(link.sequence, "found another hash than that of the head that was expected")
      last = { count: link.sequence, hash: link.hash }
    }
  }
  if (last.count !== head.count || last.hash !== head.hash)
    report(last.count, `the chain ends here; expected it to end at row ${head.count}, with the hash of its head`)
  if (expected !== undefined && expected.count > last.count)
    report(last.count, `the chain ends here; expected at least the ${expected.count} rows of the head that was given`)
  for (const [athlete, sequence] of withoutDetails)
    if (!erased.has(erasedSubject(athlete)))
      report(sequence, "the details are missing, and no erasure is recorded that took them")
  return { intact: faults.length === 0, head, erasedRows, faults }
}

function checkLink(
  tenant: string,
  last: ChainHead,
  link: StoredLink,
  report: (sequence: number, message: string) => void,
): void {
  if (link.sequence !== last.count + 1)
    report(link.sequence, `found this row after row ${last.count}; expected row ${last.count + 1}`)
  if (link.previous !== last.hash) report(link.sequence, "the row does not follow the row before it")
  if (link.hash !== hashOfLink(tenant, link)) report(link.sequence, "the row is not what its hash was made of")
  if (link.details === null) {
    if (link.key !== null) report(link.sequence, "the details are missing, and nobody was erased")
  } else if (link.key === null || link.athleteId === null)
    report(link.sequence, "the key to the details is missing, and the details are not")
  else if (link.commitment !== commitmentTo(link.key, link.athleteId, link.details))
    report(link.sequence, "the details are not what the row committed to")
}
