import { seededRandom } from "../../../server/src/simulate/seededRandom.ts"
import type { TestApp } from "../../support/openApp.ts"
import { type Expected, expected } from "./expected.ts"
import type { Thing, Who } from "./things.ts"
import type { Verb } from "./verb.ts"
import { verbs } from "./verbs.ts"
import { buildWorld, teamOfSelf, type World } from "./world.ts"

export interface TriplesResult {
  /** How many were asked, of how many that there are. */
  readonly asked: number
  readonly outOf: number
  readonly refused: number
  readonly leaks: readonly string[]
}

interface Triple {
  readonly who: Who
  readonly verb: Verb
  readonly thing: Thing | undefined
}

/**
 * Asks for principal × verb × thing, the chosen number of them in an order that the seed fixes. A leak is another status
 * than expected, a word in the answer that belongs to what the principal may not see, or a row that a refusal changed.
 */
export async function runTriples(
  test: TestApp,
  { count, seed, subsets }: { readonly count: number; readonly seed: number; readonly subsets: number },
): Promise<TriplesResult> {
  const world = await buildWorld(test, subsets, seed)
  // What is noted of a key at its first use is noted before anybody counts.
  for (const { asker } of world.whos) await asker.get("/api/me")
  const all = triplesOf(world)
  const random = seededRandom("triples", seed)
  const chosen = all.map((triple) => ({ triple, at: random.uniform() })).toSorted((a, b) => a.at - b.at)
  const leaks: string[] = []
  let refused = 0
  for (const { triple } of chosen.slice(0, count)) {
    const leak = await ask(test, world, triple)
    if (leak !== undefined) leaks.push(leak)
    if (expected(triple.who, triple.verb, triple.thing) !== "allowed") refused++
  }
  return { asked: Math.min(count, all.length), outOf: all.length, refused, leaks }
}

function triplesOf({ whos, things }: World): readonly Triple[] {
  return whos.flatMap((who) =>
    verbs.flatMap((verb) =>
      (verb.kind === "none" ? [undefined] : things.filter(({ kind }) => kind === verb.kind))
        .map((thing): Triple => ({ who, verb, thing }))
        .filter((triple) => expected(who, verb, triple.thing) !== "not asked" && !isOwnWord(triple)),
    ),
  )
}

/** Where only a name is asked about, another organisation's team or athlete of the name is no other than one's own. */
function isOwnWord({ who, verb, thing }: Triple): boolean {
  if (thing === undefined || who.known === undefined || who.known.tenant === thing.tenant) return false
  if (thing.kind !== "team" && !(thing.kind === "athlete" && thing.athleteId === "shared")) return false
  const { path, body } = verb.ask(thing)
  return !idsOf(thing).some((id) => `${path}${JSON.stringify(body ?? "")}`.includes(id.slice(1, -1)))
}

async function ask(test: TestApp, world: World, { who, verb, thing }: Triple): Promise<string | undefined> {
  const { method, path, body } = verb.ask(thing)
  const wanted = expected(who, verb, thing)
  const before = await changesOf(test)
  const answer = await who.asker.request(method, path, body, {
    "x-tenant": thing?.tenant === "north" ? "local" : "id-1",
    "x-organisation": "local",
  })
  const text = await answer.text()
  const told = `${who.name}: ${verb.name}${thing === undefined ? "" : ` of ${JSON.stringify(thing)}`}`
  if (!fits(answer.status, wanted, verb))
    return `${told}: found ${answer.status}; expected ${wanted}: ${text.slice(0, 200)}`
  const said = `${path} ${JSON.stringify(body ?? "")}`
  const word = hiddenFrom(who, world).find((each) => text.includes(each) && !said.includes(each))
  if (word !== undefined) return `${told}: the answer says \`${word}\``
  if (wanted !== "allowed" && (await changesOf(test)) !== before)
    return `${told}: refused with ${answer.status}, and changed a row`
  return undefined
}

function fits(status: number, wanted: Expected, { mayMiss = false }: Verb): boolean {
  if (wanted === "allowed") return status < 500 && ![401, 403, ...(mayMiss ? [] : [404])].includes(status)
  return wanted === "refused" ? [403, 404].includes(status) : status === wanted
}

const hidden = new WeakMap<Who, readonly string[]>()

/** Words that only things out of the principal's sight are known by. */
function hiddenFrom(who: Who, { things }: World): readonly string[] {
  const known = hidden.get(who)
  if (known !== undefined) return known
  const words = things.flatMap((thing): readonly string[] => {
    if (who.known === undefined || thing.tenant !== who.known.tenant) return [`${thing.tenant}-`, ...idsOf(thing)]
    // An athlete's thresholds tell of the overrides of the athlete's team.
    if (thing.kind === "team" && who.known.self !== undefined && thing.id === teamOfSelf) return []
    return expected(who, unseen, thing) === 404 ? namesOf(thing) : []
  })
  hidden.set(who, [...new Set(words)])
  return words
}

/** Anybody may, whose sight alone decides. */
const unseen: Verb = {
  name: "see",
  kind: "none",
  ask: () => ({ method: "GET", path: "/" }),
  scope: "any",
  who: "everybody",
  link: true,
}

function idsOf(thing: Thing): readonly string[] {
  switch (thing.kind) {
    case "athlete":
      return [
        thing.decisionId,
        thing.entryId,
        thing.overrideId,
        thing.linkId,
        thing.assignmentId,
        thing.goldenDayId,
      ].map((id) => `"${id}"`)
    case "team":
      return [`"${thing.overrideId}"`]
    default:
      return [`"${thing.id}"`]
  }
}

function namesOf(thing: Thing): readonly string[] {
  switch (thing.kind) {
    case "athlete":
      // Who publishes accepts golden days that change by their ids; whose they are, and why, stays hidden.
      return [...idsOf({ ...thing, goldenDayId: thing.decisionId }), `"${thing.athleteId}"`, thing.clientId]
    case "team":
      return [...idsOf(thing), `${thing.tenant}-team-${thing.id}`, `${thing.tenant}-reason-of-${thing.id}`]
    case "member":
      // Its id says who did something, and no more; the name is what is hidden.
      return [`"${thing.member}"`]
    case "webhook":
      return [`${thing.tenant}-hook`]
    default:
      return idsOf(thing)
  }
}

/** How many rows the store's connection has changed so far. */
async function changesOf({ store }: TestApp): Promise<number> {
  const { changes } = await store.accounts.db
    .selectNoFrom((build) => build.fn<number>("total_changes", []).as("changes"))
    .executeTakeFirstOrThrow()
  return changes
}
