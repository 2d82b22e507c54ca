import react from "@vitejs/plugin-react"
import { defineConfig } from "vite"

export default defineConfig({
  plugins: [react()],
  worker: { format: "es" },
  build: { target: "es2024", assetsDir: "assets", modulePreload: { polyfill: false } },
  // For work on the pages alone: `node_modules/.bin/vite editor` beside a running server.
  server: { proxy: { "/api": "http://127.0.0.1:4747" } },
})
