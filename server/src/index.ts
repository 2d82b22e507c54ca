export { type Config, parseConfig } from "./config.ts"
export type { RunningServer } from "./listen.ts"
export { startServer } from "./main.ts"
