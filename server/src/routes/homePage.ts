import { existsSync, readdirSync, readFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { join } from "node:path"
import { OpenAPIHono } from "@hono/zod-openapi"
import type { AppEnv } from "../appEnv.ts"

/** `/` and the pages of accounts and check-in links, of a folder, read once; its scripts are TypeScript whose types are stripped here. A file that is missing is not served. */
export function homePageRoutes(folder: string) {
  const app = new OpenAPIHono<AppEnv>()
  const serve = (path: string, file: string, type: string, toContent = (text: string) => text) => {
    if (!existsSync(join(folder, file))) return
    const content = toContent(readFileSync(join(folder, file), "utf8"))
    app.get(path, (context) => context.body(content, 200, { "content-type": `${type}; charset=utf-8` }))
  }
  serve("/", "index.html", "text/html")
  for (const path of ["/sign-in", "/setup", "/invitation", "/settings"]) serve(path, "account.html", "text/html")
  serve("/check-in/:token", "check-in.html", "text/html")
  for (const file of ["home.css", "account.css"]) serve(`/${file}`, file, "text/css")
  const scripts = existsSync(folder) ? readdirSync(folder).filter((file) => file.endsWith(".ts")) : []
  for (const file of scripts) serve(`/${toScript(file)}`, file, "text/javascript", toJavaScript)
  return app
}

const toScript = (file: string) => file.replace(/\.ts$/, ".js")

/** Types are stripped, and relative imports name the scripts as they are served. */
function toJavaScript(source: string): string {
  return stripTypeScriptTypes(source).replaceAll(/( from "\.\/[^"]+\.ts)"/g, (_, from: string) => `${toScript(from)}"`)
}
