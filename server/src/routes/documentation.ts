import { readFileSync } from "node:fs"
import { dirname, join } from "node:path"
import { fileURLToPath } from "node:url"
import { OpenAPIHono } from "@hono/zod-openapi"
import type { AppEnv } from "../appEnv.ts"

const swaggerFolder = dirname(fileURLToPath(import.meta.resolve("swagger-ui-dist/package.json")))
const swaggerFiles = {
  "swagger-ui.css": "text/css",
  "swagger-ui-bundle.js": "text/javascript",
  "favicon-32x32.png": "image/png",
}

const page = `<!doctype html>
<html lang="en">
<meta charset="utf-8">
<title>Barometer API</title>
<link rel="icon" href="/api/docs/favicon-32x32.png">
<link rel="stylesheet" href="/api/docs/swagger-ui.css">
<div id="swagger"></div>
<script src="/api/docs/swagger-ui-bundle.js"></script>
<script src="/api/docs/start.js"></script>
</html>
`
const start = `SwaggerUIBundle({ url: "/api/openapi.json", dom_id: "#swagger", deepLinking: true })\n`

/** `/api/docs`: Swagger UI from our own origin, without a line of inline script. */
export function documentationRoutes() {
  const app = new OpenAPIHono<AppEnv>()
  app.get("/api/docs", (context) => context.html(page))
  app.get("/api/docs/start.js", (context) =>
    context.body(start, 200, { "content-type": "text/javascript; charset=utf-8" }),
  )
  for (const [name, type] of Object.entries(swaggerFiles)) {
    const file = readFileSync(join(swaggerFolder, name))
    app.get(`/api/docs/${name}`, (context) => context.body(new Uint8Array(file), 200, { "content-type": type }))
  }
  return app
}
