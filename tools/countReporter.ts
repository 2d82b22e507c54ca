import type { Reporter, TestModule } from "vitest/node"

/** Prints the closing line that continuous integration reads: `N passed, N failed` alone on a line. */
export default class CountReporter implements Reporter {
  onTestRunEnd(modules: readonly TestModule[]): void {
    const counts = { passed: 0, failed: 0 }
    for (const module of modules) {
      if (module.errors().length > 0) counts.failed += 1
      for (const test of module.children.allTests()) {
        const { state } = test.result()
        if (state === "passed") counts.passed += 1
        if (state === "failed") counts.failed += 1
      }
    }
    // After vitest's own summary, which is written when this hook has returned.
    process.on("exit", () => console.log(`${counts.passed} passed, ${counts.failed} failed`))
  }
}
