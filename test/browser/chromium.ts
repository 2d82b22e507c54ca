import { execFileSync } from "node:child_process"
import { existsSync } from "node:fs"

/** Where a Chromium is on this machine; undefined when there is none. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH
  const places = ["/usr/bin/chromium", "/usr/bin/chromium-browser", pathOf("google-chrome")]
  return [named, ...places].find((path) => path !== undefined && existsSync(path))
}

function pathOf(command: string): string | undefined {
  try {
    return execFileSync("which", [command], { encoding: "utf8", stdio: ["ignore", "pipe", "ignore"] }).trim()
  } catch {
    return undefined
  }
}
