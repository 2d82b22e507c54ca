import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { AxeBuilder } from "@axe-core/playwright"
import { type RunningServer, parseConfig, startServer } from "@barometer/server"
import { type Browser, chromium, type Page } from "playwright"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { findChromium } from "./chromium.ts"
import { wellnessCsv } from "./wellnessCsv.ts"

const executablePath = findChromium()
const isNeeded = process.env.CI === "true"
if (executablePath === undefined && !isNeeded)
  console.log("browser tests skipped: found no Chromium; install it, or name it in CHROMIUM_PATH")

describe.skipIf(executablePath === undefined && !isNeeded)("the page at /", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "barometer-browser-"))
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    if (executablePath === undefined)
      throw new Error("found no Chromium; continuous integration installs it in .ci/run")
    const config = parseConfig({ PORT: "0", DATA_DIR: dataDir, LOG_REQUESTS: "off" })
    if (!config.ok) throw new Error(config.problems.join())
    server = await startServer(config.value)
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] })
  })
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  /** A page of a visitor with nothing kept; anything the browser complains of fails the test. */
  async function open(hash = ""): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 } })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on("pageerror", (error) => complaints.push(error.message))
    page.on("console", (message) => {
      // A refusal is told on the page; the browser notes its status too.
      if (message.type() === "error" && !message.text().includes("422")) complaints.push(message.text())
    })
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    page.setDefaultTimeout(8_000)
    await page.goto(`${server.url}/${hash}`)
    return page
  }

  const tap = async (page: Page, group: string, answer: string) =>
    await page.getByRole("group", { name: group }).getByRole("radio", { name: answer, exact: false }).check()

  /** Answers a usual morning; the number of taps it took, typing left out. */
  async function answerMorning(page: Page, athlete: string): Promise<number> {
    const field = page.getByLabel("Athlete")
    // The name is remembered from the second day on.
    if ((await field.inputValue()) !== athlete) await field.fill(athlete)
    const taps = [
      () => page.getByRole("checkbox", { name: "Nothing" }).check(),
      () => tap(page, "How did you sleep?", "4 of 5"),
      () => tap(page, "How tired are you?", "2 of 5"),
      () => tap(page, "How much do you want to train?", "4 of 5"),
      () => page.getByLabel("Resting heart rate").click(),
      () => tap(page, "Your own call", "Train"),
      () => page.getByRole("button", { name: "Show the verdict" }).click(),
    ]
    for (const each of taps) {
      await each()
      if (each === taps[4]) await page.keyboard.type("52")
    }
    return taps.length
  }

  it("says what to do when there is nobody yet", async () => {
    const page = await open()
    await expect.poll(() => page.getByRole("heading", { name: "Nobody here yet" }).isVisible()).toBe(true)
    expect(await page.getByRole("link", { name: "Choose a file" }).isVisible()).toBe(true)
    await expectAccessible(page)
  })

  it("takes a usual morning in at most eight taps and answers in place, with its reasons and the disclaimer [C20]", async () => {
    const page = await open("#check-in")
    expect(await answerMorning(page, "ann")).toBeLessThanOrEqual(8)
    const answer = page.getByRole("article", { name: "The verdict" })
    await answer.waitFor()
    expect(await answer.innerText()).toMatch(
      /Train as planned[\s\S]+What to do[\s\S]+Why[\s\S]+Not known[\s\S]+not medical advice/,
    )
    await page.reload()
    expect(await page.getByLabel("Athlete").inputValue()).toBe("ann")
  })

  it("answers nothing beforehand but the phase, and asks the own call before the verdict is shown [C21]", async () => {
    const page = await open("#check-in")
    const checked = await page
      .locator("input:checked")
      .evaluateAll((inputs) => inputs.map((input) => input.getAttribute("value")))
    expect(checked).toEqual(["morning"])
    expect(await page.getByRole("article", { name: "The verdict" }).count()).toBe(0)
    expect(await page.getByRole("group", { name: "Your own call, before you see the verdict" }).isVisible()).toBe(true)
  })

  it("shows a refused answer at its field and keeps the others", async () => {
    const page = await open("#check-in")
    await page.getByLabel("Athlete").fill("ann")
    await tap(page, "How tired are you?", "2 of 5")
    const pulse = page.getByLabel("Resting heart rate")
    await pulse.fill("300")
    await page.getByRole("button", { name: "Show the verdict" }).click()
    await expect.poll(() => pulse.getAttribute("aria-invalid")).toBe("true")
    const complaint = await pulse.getAttribute("aria-describedby")
    expect(await page.locator(`#${complaint}`).innerText()).toBe("Expected 25 to 120 bpm")
    expect(await page.getByRole("radio", { name: "2 of 5" }).nth(1).isChecked()).toBe(true)
  })

  it("shows old and new verdict after the warm-up, and no training where the verdict is to stop [C8 C20]", async () => {
    const page = await open("#check-in")
    await answerMorning(page, "ben")
    await page.getByRole("button", { name: "Look again after the warm-up" }).click()
    await page.getByRole("checkbox", { name: "Chest pain" }).check()
    await page.getByRole("button", { name: "Show the verdict" }).click()
    const answer = page.getByRole("article", { name: "The verdict" })
    await expect.poll(() => answer.innerText()).toContain("Before: Train as planned → now: Stop and refer")
    expect(await answer.getByRole("button", { name: "Log the session" }).count()).toBe(0)
    expect(await answer.getByText("Train as planned").count()).toBe(1)
    await answer.getByText("How close it was, and how").click()
    expect(await answer.getByRole("button", { name: "What would flip it?" }).count()).toBe(0)
  })

  it("lists those who need somebody first, opens to the working, and replays identically", async () => {
    const page = await open()
    await page.getByRole("heading", { name: "Needs you 1" }).waitFor()
    const names = await page.getByRole("article").getByRole("heading", { level: 3 }).allInnerTexts()
    expect(names).toEqual(["ben", "ann"])
    await page.getByRole("button", { name: "Details of ann" }).press("Enter")
    const card = page.getByRole("article", { name: "ann" })
    await card.getByRole("button", { name: "Replay" }).click()
    await card.getByText("Replays identically").waitFor()
    await card.getByRole("button", { name: "What would flip it?" }).click()
    await expect.poll(() => card.getByRole("status").innerText()).toMatch(/Stop and refer, if/)
    const receipt = await page.request.get(
      `${server.url}${await card.getByRole("link", { name: "Receipt" }).getAttribute("href")}`,
    )
    expect(await receipt.json()).toMatchObject({ decision: { athleteId: "ann" } })
  })

  it("reads a dropped log, tells what it refused, and turns a scale around on request", async () => {
    const page = await open("#past")
    const file = { name: "wellness.csv", mimeType: "text/csv", buffer: Buffer.from(wellnessCsv()) }
    await page.getByLabel("Choose a file").setInputFiles(file)
    await page.getByRole("heading", { name: /^\d+ days with a verdict/ }).waitFor()
    const text = await page.getByRole("main").innerText()
    expect(text).toMatch(/line 12, Date: found “31\.31\.2026”; expected a date/)
    expect(text).toMatch(/Reduce[\s\S]*unplanned back-offs a month/)
    expect(text).toContain("What this log can say, and what it cannot")
    expect(text).toContain("Not read: Weather.")
    expect(text).toMatch(/Sessions grind: known on \d+ of 99 days, warned on [1-9]/)
    await page.getByLabel("1 to 5; 5 is for Fatigue").selectOption("good")
    await expect.poll(() => page.getByRole("main").innerText()).not.toContain("Sessions grind: known")
    const stored = await page.request.get(`${server.url}/api/athletes`)
    expect(JSON.stringify(await stored.json())).not.toContain('"me"')
  })

  it("keeps a log that was read, so that the roster shows its athlete", async () => {
    const page = await open("#past")
    const file = { name: "wellness.csv", mimeType: "text/csv", buffer: Buffer.from(wellnessCsv()) }
    await page.getByLabel("Choose a file").setInputFiles(file)
    await page.getByLabel("Keep it as").fill("cleo")
    await page.getByRole("button", { name: "Keep this athlete" }).click()
    await page.getByRole("article", { name: "cleo" }).waitFor()
  })

  it(
    "has no accessibility violations and no sideways scrolling in any view, light and dark, desktop and phone",
    { timeout: 90_000 },
    async () => {
      const page = await open()
      await page.getByRole("button", { name: "Details of cleo" }).click()
      await expectAccessible(page)
      await page.getByRole("link", { name: "Check in" }).first().click()
      await page.getByRole("checkbox", { name: "Knee" }).check()
      await page.getByRole("radio", { name: "Knee pain 3 of 10" }).check()
      await page.getByLabel("Athlete").fill("ann")
      await page.getByRole("button", { name: "Show the verdict" }).click()
      await page.getByRole("article", { name: "The verdict" }).waitFor()
      await expectAccessible(page)
      await page.getByRole("link", { name: "Read a log" }).first().click()
      const file = { name: "wellness.csv", mimeType: "text/csv", buffer: Buffer.from(wellnessCsv()) }
      await page.getByLabel("Choose a file").setInputFiles(file)
      await page.getByRole("heading", { name: /^\d+ days with a verdict/ }).waitFor()
      await expectAccessible(page)
    },
  )
})

const looks = [
  ["light", 1280],
  ["dark", 1280],
  ["dark", 390],
  ["light", 320],
] as const

async function expectAccessible(page: Page): Promise<void> {
  for (const [colorScheme, width] of looks) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" })
    await page.setViewportSize({ width, height: 900 })
    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze()
    const found = violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(" ")}`)
    expect({ colorScheme, width, found }).toEqual({ colorScheme, width, found: [] })
    expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  }
}
