import { mkdtempSync, rmSync } from "node:fs"
import { tmpdir } from "node:os"
import { join } from "node:path"
import { AxeBuilder } from "@axe-core/playwright"
import { type RunningServer, parseConfig, startServer } from "@barometer/server"
import { type Browser, chromium, type Page } from "playwright"
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from "vitest"
import { z } from "zod"
import { findChromium } from "./chromium.ts"

const executablePath = findChromium()
const isNeeded = process.env.CI === "true"
if (executablePath === undefined && !isNeeded)
  console.log("browser tests skipped: found no Chromium; install it, or name it in CHROMIUM_PATH")

const ruleset = "push-or-back-off"
const draftsSchema = z.object({ drafts: z.array(z.object({ id: z.string() })) })
const draftSchema = z.object({
  ruleset: z.looseObject({
    thresholds: z.record(z.string(), z.looseObject({})),
    rules: z.array(z.looseObject({ name: z.string(), title: z.string() })),
  }),
  problems: z.array(z.unknown()),
})

describe.skipIf(executablePath === undefined && !isNeeded)("the rule editor", () => {
  const dataDir = mkdtempSync(join(tmpdir(), "barometer-editor-"))
  let server: RunningServer
  let browser: Browser

  beforeAll(async () => {
    if (executablePath === undefined)
      throw new Error("found no Chromium; continuous integration installs it in .ci/run")
    const config = parseConfig({ PORT: "0", DATA_DIR: dataDir, LOG_REQUESTS: "off" })
    if (!config.ok) throw new Error(config.problems.join())
    server = await startServer(config.value)
    browser = await chromium.launch({ executablePath, args: ["--no-sandbox", "--disable-quic"] })
    const demo = await fetch(`${server.url}/api/demo`, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ today: new Date().toISOString().slice(0, 10) }),
    })
    expect(demo.status).toBeLessThan(300)
  }, 120_000)
  afterAll(async () => {
    await browser?.close()
    await server?.stop()
    rmSync(dataDir, { recursive: true, force: true })
  })

  async function open(colorScheme: "light" | "dark" = "light"): Promise<Page> {
    const context = await browser.newContext({ viewport: { width: 1280, height: 900 }, colorScheme })
    const page = await context.newPage()
    const complaints: string[] = []
    page.on("pageerror", (error) => complaints.push(error.message))
    onTestFinished(async () => {
      await context.close()
      expect(complaints).toEqual([])
    })
    page.setDefaultTimeout(15_000)
    await page.goto(`${server.url}/rulesets/${ruleset}/edit`)
    await page.getByRole("heading", { name: "Push or back off" }).waitFor()
    return page
  }

  const address = async () => {
    const { drafts } = draftsSchema.parse(await (await fetch(`${server.url}/api/rulesets/${ruleset}/drafts`)).json())
    return `${server.url}/api/rulesets/${ruleset}/drafts/${drafts[0]?.id ?? "none"}`
  }
  /** A threshold's value in the draft, as the API has it. */
  const inDraft = async (name: string) => {
    const draft = draftSchema.safeParse(await (await fetch(await address())).json())
    return draft.success ? draft.data.ruleset.thresholds[name]?.["value"] : undefined
  }
  const pulse = (page: Page) => page.getByRole("button", { name: /^Resting heart rate rise: / }).first()

  it(
    "tunes a threshold from its sentence by keyboard, keeps it in the draft, and takes it back",
    { timeout: 60_000 },
    async () => {
      const page = await open()
      await page.keyboard.press("3")
      await pulse(page).focus()
      await page.keyboard.press("Enter")
      const slider = page.getByRole("slider", { name: "Resting heart rate rise" })
      await expect.poll(() => slider.evaluate((thumb) => thumb === document.activeElement)).toBe(true)
      await page.keyboard.press("ArrowRight")
      await page.keyboard.press("ArrowRight")
      await page.keyboard.press("Enter")
      await expect
        .poll(() => pulse(page).getAttribute("aria-label"))
        .toBe("Resting heart rate rise: 7 bpm, published 5 bpm")
      await page.getByText("Saved in your draft").waitFor()
      await expect.poll(() => inDraft("rhrRiseBpm"), { timeout: 8_000 }).toBe(7)

      await page.keyboard.press("Control+z")
      await expect.poll(() => inDraft("rhrRiseBpm"), { timeout: 8_000 }).toBe(6)
      await page.keyboard.press("Control+y")
      await expect.poll(() => inDraft("rhrRiseBpm"), { timeout: 8_000 }).toBe(7)

      await pulse(page).click()
      await expect.poll(() => slider.evaluate((thumb) => thumb === document.activeElement)).toBe(true)
      await page.keyboard.press("Shift+ArrowRight")
      await page.keyboard.press("Escape")
      await expect.poll(() => pulse(page).innerText()).toBe("7")

      const again = await open()
      await again.keyboard.press("3")
      await expect.poll(() => pulse(again).innerText()).toBe("7")
    },
  )

  it("says that a draft was changed elsewhere, and keeps what one chooses", { timeout: 60_000 }, async () => {
    const page = await open()
    await page.keyboard.press("2")
    const field = page.getByLabel("Joint pain to stop at")
    await field.fill("8")
    await field.blur()
    await page.getByText("Saved in your draft").waitFor()

    const current = await fetch(await address())
    const { ruleset: theirs } = draftSchema.parse(await current.json())
    const saved = await fetch(await address(), {
      method: "PUT",
      headers: { "content-type": "application/json", "if-match": current.headers.get("etag") ?? "" },
      body: JSON.stringify({ ...theirs, title: "Push or back off, theirs" }),
    })
    expect(saved.status).toBe(200)

    await field.fill("9")
    await field.blur()
    await page.getByRole("alert").getByText("changed elsewhere").waitFor()
    expect(await inDraft("jointStop")).toBe(8)
    await page.getByRole("button", { name: "Keep mine" }).click()
    await expect.poll(() => inDraft("jointStop"), { timeout: 8_000 }).toBe(9)
    await page.getByText("Saved in your draft").waitFor()
  })

  it("offers a new draft when the one it saved in is gone", { timeout: 60_000 }, async () => {
    const page = await open()
    await page.keyboard.press("2")
    const field = page.getByLabel("Joint pain to stop at")
    await field.fill("6")
    await field.blur()
    await page.getByText("Saved in your draft").waitFor()
    await expect.poll(() => inDraft("jointStop"), { timeout: 8_000 }).toBe(6)
    await fetch(await address(), { method: "DELETE" })
    await field.fill("5")
    await field.blur()
    await page.getByText("published or deleted elsewhere").waitFor()
    await page.getByRole("button", { name: "Try again" }).click()
    await expect.poll(() => inDraft("jointStop"), { timeout: 8_000 }).toBe(5)
  })

  it(
    "makes a rule from nothing, shows what it turns on logged days, and takes it out again",
    { timeout: 60_000 },
    async () => {
      const page = await open()
      await page.getByText("Decides", { exact: true }).waitFor()
      await page.keyboard.press("n")
      await page.keyboard.type("Very tired")
      await page.getByRole("combobox", { name: "While" }).fill("today's fatigue")
      await page.getByRole("option", { name: "today's fatigue against baseline" }).click()
      await page.getByRole("textbox", { name: "Line" }).fill("0")
      await page.keyboard.press("Enter")
      await page.getByRole("heading", { name: "N2" }).waitFor()
      await page.getByText("Saved in your draft").waitFor()
      const draft = draftSchema.parse(await (await fetch(await address())).json())
      expect(draft.problems).toEqual([])
      expect(draft.ruleset.rules.find(({ name }) => name === "N2")).toMatchObject({
        title: "Very tired",
        conditions: {
          all: [{ fact: "fatigueZ1", operator: "greaterThanInclusive", value: { fact: "threshold.fatigueZ1Line" } }],
        },
        event: { params: { verdict: "reduce" } },
      })
      await page
        .getByRole("status")
        .getByText(/[1-9]\d* verdicts? flips?/)
        .waitFor()

      await page.getByRole("button", { name: "Delete" }).click()
      await page.getByText("Saved in your draft").waitFor()
      const without = async () =>
        draftSchema.parse(await (await fetch(await address())).json()).ruleset.rules.some(({ name }) => name === "N2")
      await expect.poll(without, { timeout: 8_000 }).toBe(false)
    },
  )

  it.each(["light", "dark"] as const)(
    "has nothing that axe finds in its three views, %s",
    { timeout: 90_000 },
    async (scheme) => {
      const page = await open(scheme)
      const views = [
        ["3", page.getByRole("heading", { name: "Findings" })],
        ["2", page.getByRole("columnheader", { name: "Published" })],
        ["1", page.getByText("Decides", { exact: true })],
      ] as const
      for (const [key, sign] of views) {
        await page.keyboard.press(key)
        await sign.waitFor()
        const { violations } = await new AxeBuilder({ page }).analyze()
        expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([])
      }
    },
  )
})
