import { expect, test, vi } from "vitest"
import { accessTable } from "../../server/src/access/accessTable.ts"
import { createApp } from "../../server/src/app.ts"
import { expectProblem } from "./expectProblem.ts"
import { openTestApp } from "./testApp.ts"

/** What anyone may have, and what the pages are made of. */
const outsideTheApi = /^GET \/(check-in\/:token|(?!metrics)[\w-]*(\.js|\.css)?)$/

test("every route has its line in the access table, and every line its route", async () => {
  const { server } = await openTestApp()
  const routes = createApp(server)
    .routes.filter(({ method }) => method !== "ALL")
    .map(({ method, path }) => `${method} ${path}`)
  const ofTheApi = [...new Set(routes.filter((route) => !outsideTheApi.test(route)))].sort()
  expect(Object.keys(accessTable).sort()).toEqual(ofTheApi)
})

test("without a line in the table a route answers nobody", async () => {
  const { server } = await openTestApp()
  vi.spyOn(console, "error").mockImplementationOnce(() => undefined)
  const app = createApp(server)
  app.get("/api/unlisted", (context) => context.text("secret"))
  const answer = await app.request("/api/unlisted")
  expect([answer.status, await answer.text()]).toEqual([500, expect.not.stringContaining("secret")])
})

test("until somebody can sign in, a server that others reach answers 401 to everything but health, set-up and its documentation", async () => {
  const { server } = await openTestApp({ onlyThisMachine: false })
  const app = createApp(server)
  for (const [route, access] of Object.entries(accessTable)) {
    const [method = "", path = ""] = route.split(" ")
    const answer = await app.request(`http://barometer.example${path}`, { method })
    if (access === "public") expect([route, answer.status]).not.toEqual([route, 401])
    else expect(await expectProblem(answer, 401)).toMatchObject({ type: "urn:barometer:problem:unauthenticated" })
  }
  expect((await app.request("http://barometer.example/healthz")).status).toBe(200)
})

test("B38 a path that is written so that it might be read as another is not found", async () => {
  const { app } = await openTestApp()
  for (const path of ["//admin", "/%2Fadmin", "/%2fapi/athletes", "//api/athletes", "/api//athletes", "/API/athletes"])
    await expectProblem(await app.request(`http://localhost${path}`), 404)
})
