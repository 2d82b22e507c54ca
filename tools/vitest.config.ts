import { defineConfig } from "vitest/config"

export default defineConfig({
  root: new URL("..", import.meta.url).pathname,
  test: {
    include: ["engine/src/**/*.test.ts", "editor/src/**/*.test.ts", "server/src/**/*.test.ts", "test/**/*.test.ts"],
    reporters: ["default", new URL("./countReporter.ts", import.meta.url).pathname],
    setupFiles: [new URL("../test/support/propertySeed.ts", import.meta.url).pathname],
    globalSetup: [new URL("../test/support/globalPostgres.ts", import.meta.url).pathname],
    testTimeout: 60_000,
    // A page in a browser may take seconds on a machine that does other things.
    expect: { poll: { timeout: 15_000 } },
  },
})
