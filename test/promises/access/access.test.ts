import { expect, test } from "vitest"
import { openTestApp } from "../../http/testApp.ts"
import { accessTable } from "../../../server/src/access/accessTable.ts"
import { runTriples } from "./runTriples.ts"
import { verbs } from "./verbs.ts"

test(
  "P6 no principal learns or changes what is another tenant's, team's or athlete's",
  { timeout: 120_000 },
  async () => {
    const app = await openTestApp({ onlyThisMachine: false, signUp: true })
    const { asked, refused, leaks } = await runTriples(app, { count: 2_000, seed: 6, subsets: 0 })
    expect(leaks).toEqual([])
    expect(asked).toBe(2_000)
    expect(refused).toBeGreaterThan(1_000)
  },
)

test("P6 asks about every route that is not for everybody", () => {
  const asked = verbs.map(({ kind, ask }) => {
    const ids = { id: "i", athleteId: "a", decisionId: "d", entryId: "e", overrideId: "o", linkId: "l", memberId: "m" }
    // A thing of no world: only the shape of the path is looked at.
    const thing = {
      ...ids,
      assignmentId: "s",
      goldenDayId: "g",
      clientId: "c",
      tenant: "north",
      member: "m",
      team: null,
      kind,
    }
    const { method, path } = ask(kind === "none" ? undefined : (thing as never))
    return `${method} ${path.split("?")[0]}`
  })
  const routes = Object.entries(accessTable).flatMap(([route, access]) => (access === "public" ? [] : [route]))
  const isAsked = (route: string) => {
    const pattern = new RegExp(`^${route.replaceAll(/:[A-Za-z]+/g, "[^/]+")}$`)
    return asked.some((each) => pattern.test(each))
  }
  expect(routes.filter((route) => !isAsked(route))).toEqual([])
})
