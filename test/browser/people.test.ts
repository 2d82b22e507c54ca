import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { AxeBuilder } from "@axe-core/playwright"
import { parseConfig, startServer } from "@barometer/server"
import { type Browser, chromium, type Page } from "playwright"
import { afterAll, beforeAll, describe, expect, it, onTestFinished, vi } from "vitest"
import { findChromium } from "./chromium.ts"

const executablePath = findChromium()
const isNeeded = process.env.CI === "true"

describe.skipIf(executablePath === undefined && !isNeeded)("the pages of people", () => {
  let browser: Browser
  beforeAll(async () => {
    if (executablePath === undefined)
      throw new Error("found no Chromium; continuous integration installs it in .ci/run")
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] })
  })
  afterAll(async () => await browser?.close())

  /** A server in a fresh folder, and the lines it said when it started. */
  async function start(settings: Readonly<Record<string, string>>) {
    const dataDir = mkdtempSync(join(tmpdir(), "barometer-people-"))
    const config = parseConfig({ PORT: "0", DATA_DIR: dataDir, LOG_REQUESTS: "off", ...settings })
    if (!config.ok) throw new Error(config.problems.join())
    const said: string[] = []
    const log = vi.spyOn(console, "log").mockImplementation((line: string) => void said.push(line))
    const server = await startServer(config.value)
    log.mockRestore()
    onTestFinished(async () => {
      await server.stop()
      rmSync(dataDir, { recursive: true, force: true })
    })
    return { url: server.url.replace("0.0.0.0", "127.0.0.1"), said }
  }

  /** Somebody's browser, with nothing kept; anything that it complains of fails the test. */
  async function visit(): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on("pageerror", (error) => complaints.push(error.message))
    page.on("console", (message) => {
      // A refusal is told on the page; the browser notes its status too.
      if (message.type() === "error" && !/status of 4\d\d/.test(message.text())) complaints.push(message.text())
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    page.setDefaultTimeout(8_000)
    return page
  }

  async function expectAccessible(page: Page): Promise<void> {
    for (const colorScheme of ["light", "dark"] as const) {
      await page.emulateMedia({ colorScheme })
      const { violations } = await new AxeBuilder({ page }).analyze()
      expect(violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)])).toEqual([])
    }
    await page.emulateMedia({ colorScheme: null })
  }

  const onceShown = async (page: Page) => await page.locator(".shown-once code").first().innerText()
  const password = "horses eat batteries"

  it(
    "lead from the link that a fresh server prints to an athlete who checks in by a coach's link",
    { timeout: 60_000 },
    async () => {
      const { url, said } = await start({ HOST: "0.0.0.0" })
      const link = /(\/setup#\S+)/.exec(said.join("\n"))?.[1] ?? ""
      const admin = await visit()
      await admin.goto(url)
      await admin.waitForURL("**/sign-in")
      await admin.getByText("Nobody can sign in yet").waitFor()
      await admin.goto(url + link)
      await admin.getByLabel("Organisation").fill("North Barbell")
      await admin.getByLabel("Your name").fill("Ada Admin")
      await admin.getByLabel("E-mail address").fill("ada@north.example")
      await admin.getByLabel("Password").fill("short")
      await admin.getByRole("button", { name: "Make it" }).click()
      await admin.locator(".complaint:visible").waitFor()
      await expectAccessible(admin)
      await admin.getByLabel("Password").fill(password)
      await admin.getByRole("button", { name: "Make it" }).click()
      await admin.waitForURL("**/settings")
      await admin.getByText("Make a team").click()
      await admin.getByLabel("Id", { exact: true }).fill("red")
      await admin.getByLabel("Name", { exact: true }).fill("Red squad")
      await admin.getByRole("button", { name: "Make the team" }).click()
      await admin.getByText("Red squad (red)").waitFor()
      await admin.getByText("Invite somebody").click()
      await admin.getByRole("radio", { name: "coach" }).check({ force: true })
      await admin.getByLabel("E-mail address").fill("cleo@north.example")
      await admin.getByRole("textbox", { name: "Teams" }).fill("red")
      await admin.getByRole("button", { name: "Invite", exact: true }).click()
      const invitation = await onceShown(admin)
      await expectAccessible(admin)

      const coach = await visit()
      await coach.goto(invitation.replace(/^https?:\/\/[^/]+/, url))
      await coach.getByRole("heading", { name: "Join North Barbell" }).waitFor()
      await coach.getByLabel("Your name").fill("Cleo Coach")
      await coach.getByLabel("Password").fill(password)
      await coach.getByRole("button", { name: "Join" }).click()
      await coach.getByRole("heading", { name: "Squad" }).waitFor()
      await coach.goto(`${url}/settings`)
      await coach.getByRole("button", { name: "Sign out" }).click()
      await coach.waitForURL("**/sign-in")
      await coach.getByLabel("E-mail address").fill("cleo@north.example")
      await coach.getByLabel("Password").fill("not the password")
      await coach.getByRole("button", { name: "Sign in" }).click()
      await coach.getByRole("alert").getByText("Found no account with this address and password").waitFor()
      await expectAccessible(coach)
      await coach.getByLabel("Password").fill(password)
      await coach.getByRole("button", { name: "Sign in" }).click()
      await coach.getByRole("heading", { name: "Squad" }).waitFor()

      await coach.goto(`${url}/settings`)
      await coach.getByText("Make a key").click()
      await coach.getByLabel("What it is for").fill("Import from the club's app")
      await coach.getByLabel("athletes:write").check()
      await coach.getByRole("button", { name: "Make the key" }).click()
      const key = await onceShown(coach)
      const made = await fetch(`${url}/api/athletes/ann/entries`, {
        method: "POST",
        headers: { "content-type": "application/json", authorization: `Bearer ${key}` },
        body: JSON.stringify({ type: "athlete", athleteId: "ann", clientId: "facts", team: "red" }),
      })
      expect(made.status).toBe(201)
      await coach.getByText("Make a link").click()
      await coach.getByRole("region", { name: "Check-in links" }).getByLabel("Athlete").fill("ann")
      await coach.getByRole("button", { name: "Make the link" }).click()
      const checkIn = await coach
        .getByRole("region", { name: "Check-in links" })
        .locator(".shown-once code")
        .innerText()

      const athlete = await visit()
      await athlete.setViewportSize({ width: 360, height: 720 })
      await athlete.goto(checkIn.replace(/^https?:\/\/[^/]+/, url))
      await athlete.getByText("ann, North Barbell").waitFor()
      const tap = async (group: string, answer: string) =>
        await athlete.getByRole("group", { name: group }).getByRole("radio", { name: answer, exact: false }).check()
      await athlete.getByRole("checkbox", { name: "Nothing" }).check()
      await tap("How did you sleep?", "4 of 5")
      await tap("How tired are you?", "2 of 5")
      await tap("How much do you want to train?", "4 of 5")
      await tap("Your own call", "Train")
      await athlete.getByRole("button", { name: "Show the verdict" }).click()
      await athlete.getByRole("article", { name: "The verdict" }).waitFor()
      await expectAccessible(athlete)
      await coach.goto(url)
      await coach.getByRole("heading", { name: "ann" }).waitFor()
    },
  )

  it("turn one person's machine into an organisation", { timeout: 30_000 }, async () => {
    const { url } = await start({})
    const page = await visit()
    await page.goto(`${url}/settings`)
    await page.getByRole("link", { name: "Make this an organisation" }).click()
    await page.getByLabel("Organisation").fill("North Barbell")
    await page.getByLabel("Your name").fill("Ada")
    await page.getByLabel("E-mail address").fill("ada@north.example")
    await page.getByLabel("Password").fill(password)
    await page.getByRole("button", { name: "Make it" }).click()
    await page.getByText("admin of North Barbell").waitFor()
    const stranger = await visit()
    await stranger.goto(url)
    await stranger.waitForURL("**/sign-in")
    await stranger.goto(`${url}/check-in/barlink_nothing`)
    await stranger.getByText("This link opens nothing any more").waitFor()
  })
})
