import { describe, expect, it } from "vitest"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

/** Reads a stream of events until so many have come. */
async function listen({ app }: TestApp, path: string, count: number, headers: Readonly<Record<string, string>> = {}) {
  const response = await app.request(path, { headers })
  expect(response.headers.get("content-type")).toBe("text/event-stream")
  const reader = response.body?.pipeThrough(new TextDecoderStream()).getReader()
  let text = ""
  const read = async () => {
    while ((text.match(/^data: /gm) ?? []).length < count) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined }
      if (done) break
      text += value
    }
    return text.split("\n\n").flatMap((event) => {
      const field = (name: string) => new RegExp(`^${name}: (.*)$`, "m").exec(event)?.[1]
      const data = field("data")
      return data === undefined ? [] : [{ id: field("id") ?? "", event: field("event"), data: JSON.parse(data) }]
    })
  }
  return { read, cancel: async () => await reader?.cancel(), rest: async () => await reader?.read() }
}

describe("GET /api/events", () => {
  it("tells what is decided while somebody listens, and what was missed since", async () => {
    const app = await openTestApp()
    await app.post("/api/check-ins", checkIn({ clientId: "before" }))
    const listening = await listen(app, "/api/events?types=decision.recorded", 1)
    await app.post("/api/check-ins", checkIn({ clientId: "now", phase: "preSession" }))
    const [event] = await listening.read()
    await listening.cancel()
    expect(event).toMatchObject({ event: "decision.recorded", data: { data: { athleteId: "ann" } } })
    const back = await listen(app, "/api/events?types=entry.*", 2, { "last-event-id": "0" })
    expect((await back.read()).map(({ event: name }) => name)).toEqual(["entry.recorded", "entry.recorded"])
    await back.cancel()
  })

  it("ends when the server stops", async () => {
    const app = await openTestApp()
    const listening = await listen(app, "/api/events", 1)
    app.stopping.abort()
    expect(await listening.read()).toEqual([])
    await expectProblem(await app.get("/readyz"), 503)
  })

  it("refuses a place that is no place", async () => {
    const app = await openTestApp()
    await expectProblem(await app.app.request("/api/events", { headers: { "last-event-id": "-1" } }), 422)
  })
})
