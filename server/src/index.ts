export { type Config, parseConfig } from "./config.ts"
export { type RunningServer, startServer } from "./main.ts"
