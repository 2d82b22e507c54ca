import { createServer } from "node:net"
import { describe, expect, it, onTestFinished } from "vitest"
import { createSendMail } from "../../server/src/mail/sendMail.ts"
import { sendDigests } from "../../server/src/workflows/sendDigests.ts"
import { createApp } from "../../server/src/app.ts"
import { expectProblem } from "./expectProblem.ts"
import { checkIn, openTestApp, type TestApp } from "./testApp.ts"

/** A mail server that takes everything, or says that it is full. */
async function mailServer({ full = false } = {}) {
  const mails: string[] = []
  const server = createServer((socket) => {
    let data: string | undefined
    socket.write("220 here\r\n")
    socket.on("data", (chunk) => {
      for (const line of chunk.toString().split("\r\n")) {
        if (data !== undefined) {
          if (line === ".") {
            mails.push(data)
            data = undefined
            socket.write("250 kept\r\n")
          } else data += `${line}\n`
        } else if (/^EHLO/i.test(line)) socket.write("250 here\r\n")
        else if (/^DATA/i.test(line)) {
          data = ""
          socket.write("354 go on\r\n")
        } else if (/^RCPT/i.test(line) && full) socket.write("452 full\r\n")
        else if (/^QUIT/i.test(line)) socket.end("221 bye\r\n")
        else if (line !== "") socket.write("250 ok\r\n")
      }
    })
    socket.on("error", () => undefined)
  })
  await new Promise<void>((resolve) => void server.listen(0, "127.0.0.1", resolve))
  onTestFinished(() => void server.close())
  const address = server.address()
  if (address === null || typeof address === "string") throw new Error("the mail server listens on a port")
  return { mails, sendMail: createSendMail({ url: `smtp://127.0.0.1:${address.port}`, from: "b@example.org" }) }
}

const failures: unknown[] = []
const report = (_: string, error: unknown) => void failures.push(error)

async function openMailing(sendMail: TestApp["server"]["sendMail"]): Promise<TestApp> {
  const app = await openTestApp()
  const mailing = createApp({ ...app.server, sendMail })
  const response = await mailing.request("/api/digests", {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ email: "coach@example.org", hour: 7, zone: "Europe/Oslo" }),
  })
  expect(response.status, await response.clone().text()).toBe(201)
  return app
}

describe("the morning digest", () => {
  it("tells by mail, once a morning and where the coach is, who is to be looked at", async () => {
    const { mails, sendMail } = await mailServer()
    const app = await openMailing(sendMail)
    await app.post("/api/check-ins", checkIn({ athleteId: "tired", measures: { fatigue: 5 } }))
    await app.post("/api/check-ins", checkIn({ athleteId: "fine" }))
    await app.post("/api/check-ins", checkIn({ athleteId: "quiet", localDate: "2026-03-06" }))
    app.clock.now = new Date("2026-03-10T05:59:00Z")
    expect(await sendDigests(app.parts, sendMail, report)).toBe(0)
    app.clock.now = new Date("2026-03-10T06:00:00Z")
    expect(await sendDigests(app.parts, sendMail, report)).toBe(1)
    expect(await sendDigests(app.parts, sendMail, report)).toBe(0)
    expect(mails).toHaveLength(1)
    expect(mails[0]).toMatch(/To: coach@example.org/)
    expect(mails[0]).toMatch(/Subject: Barometer 2026-03-10: 1 athlete needs you/)
    expect(mails[0]).toMatch(/^tired\n {2}\S/m)
    expect(mails[0]).toMatch(/quiet: last on 2026-03-06, 4 days ago/)
    expect(mails[0]).not.toContain("fine")
    expect(mails[0]?.replaceAll("=\n", "")).toMatch(/not medical advice/)
    app.clock.now = new Date("2026-03-11T07:00:00Z")
    expect(await sendDigests(app.parts, sendMail, report)).toBe(1)
  })

  it("is not sent on a morning when nobody needs anybody", async () => {
    const { mails, sendMail } = await mailServer()
    const app = await openMailing(sendMail)
    await app.post("/api/check-ins", checkIn())
    expect(await sendDigests(app.parts, sendMail, report)).toBe(0)
    expect(mails).toEqual([])
  })

  it("that the mail server did not take is sent later", async () => {
    const { sendMail: refusing } = await mailServer({ full: true })
    const app = await openMailing(refusing)
    await app.post("/api/check-ins", checkIn({ measures: { fatigue: 5 } }))
    failures.length = 0
    expect(await sendDigests(app.parts, refusing, report)).toBe(0)
    expect(failures).toHaveLength(1)
    const { mails, sendMail } = await mailServer()
    expect(await sendDigests(app.parts, sendMail, report)).toBe(1)
    expect(mails).toHaveLength(1)
  })

  it("goes to a webhook too, and is previewed for a team", async () => {
    const app = await openTestApp()
    const hook: { id: string } = await (await app.post("/api/webhooks", { url: "https://example.org/" })).json()
    const made = await app.post("/api/digests", { webhookId: hook.id, team: "north", hour: 0, zone: "UTC" })
    expect(made.status).toBe(201)
    for (const [athleteId, team] of [
      ["a", "north"],
      ["b", "south"],
    ])
      await app.post(`/api/athletes/${athleteId}/entries`, { type: "athlete", athleteId, team })
    for (const athleteId of ["a", "b"])
      await app.post("/api/check-ins", checkIn({ athleteId, measures: { fatigue: 5 } }))
    expect(await (await app.get("/api/digests/preview?date=2026-03-10&team=north")).json()).toMatchObject({
      athletes: [{ athleteId: "a", verdict: "reduce" }],
      silent: [],
    })
    expect(await sendDigests(app.parts, undefined, report)).toBe(1)
    const deliveries = await (await app.get(`/api/webhooks/${hook.id}/deliveries`)).json()
    expect(deliveries).toMatchObject({ deliveries: [{ event: "digest.morning", state: "pending" }] })
  })

  it("is refused to a mailbox without a mail server, to nobody, to both, and to a webhook that is not there", async () => {
    const app = await openTestApp()
    const zone = "UTC"
    for (const body of [
      { email: "coach@example.org", zone },
      { zone },
      { email: "a@example.org", webhookId: "x", zone },
      { webhookId: "none", zone },
      { webhookId: "none", zone: "Mars/X" },
      { webhookId: "none", zone, hour: 24 },
    ])
      await expectProblem(await app.post("/api/digests", body), 422)
    expect(await (await app.get("/api/digests")).json()).toEqual({ digests: [] })
    await expectProblem(await app.app.request("/api/digests/none", { method: "DELETE" }), 404)
  })
})
