import { existsSync, readFileSync } from "node:fs"
import { stripTypeScriptTypes } from "node:module"
import { join } from "node:path"
import { OpenAPIHono } from "@hono/zod-openapi"
import type { AppEnv } from "../appEnv.ts"

/** `/`: the page of a folder, read once; its script is TypeScript whose types are stripped here. A file that is missing is not served. */
export function homePageRoutes(folder: string) {
  const app = new OpenAPIHono<AppEnv>()
  const serve = (path: string, file: string, type: string, toContent = (text: string) => text) => {
    if (!existsSync(join(folder, file))) return
    const content = toContent(readFileSync(join(folder, file), "utf8"))
    app.get(path, (context) => context.body(content, 200, { "content-type": `${type}; charset=utf-8` }))
  }
  serve("/", "index.html", "text/html")
  serve("/home.css", "home.css", "text/css")
  serve("/home.js", "home.ts", "text/javascript", stripTypeScriptTypes)
  return app
}
