import { existsSync, readdirSync, readFileSync } from "node:fs"
import { extname, join } from "node:path"
import { OpenAPIHono } from "@hono/zod-openapi"
import type { AppEnv } from "../appEnv.ts"

/** Addresses that the web app answers itself. */
const pages = [
  "/rulesets",
  "/rulesets/:id/edit",
  "/rulesets/:id/versions",
  "/compare",
  "/decisions/:id",
  "/athletes/:id",
] as const

const types: Readonly<Record<string, string>> = {
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".woff2": "font/woff2",
  ".svg": "image/svg+xml",
}

/** The web app as it was built into a folder, read once. Its files are named by their contents, so browsers keep them for good. */
export function appPageRoutes(folder: string) {
  const app = new OpenAPIHono<AppEnv>()
  const index = join(folder, "index.html")
  if (!existsSync(index)) return app
  const html = readFileSync(index, "utf8")
  for (const page of pages) app.get(page, (context) => context.html(html, 200, { "cache-control": "no-cache" }))
  for (const file of readdirSync(join(folder, "assets"))) {
    const content = readFileSync(join(folder, "assets", file))
    const headers = {
      "content-type": types[extname(file)] ?? "application/octet-stream",
      "cache-control": "public, max-age=31536000, immutable",
    }
    app.get(`/assets/${file}`, (context) => context.body(new Uint8Array(content), 200, headers))
  }
  return app
}
